#include "util/csv.hpp"

#include <gmock/gmock.h>

namespace desk {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::vector<CsvRow> rows_of(std::string_view text) {
    auto rows = read_csv(text, 100);
    EXPECT_TRUE(rows.has_value()) << (rows ? "" : rows.error().text);
    return rows.value_or(std::vector<CsvRow>{});
}

TEST(Csv, HasCellsInQuotesWithEverythingInThem) {
    const auto rows = rows_of("a,b\r\n\"x, \"\"y\"\"\r\nz\",  w \r\n");
    ASSERT_THAT(rows, SizeIs(2));
    EXPECT_THAT(rows[0].cells, ElementsAre("a", "b"));
    EXPECT_THAT(rows[1].cells, ElementsAre("x, \"y\"\r\nz", "  w "));
}

TEST(Csv, KnowsTheLineThatARowBeginsOn) {
    const auto rows = rows_of("a\n\"1\n2\n3\"\n\nb\rc");
    ASSERT_THAT(rows, SizeIs(4));
    EXPECT_EQ(rows[1].line, 2U);
    EXPECT_EQ(rows[2].line, 6U) << "the empty line counts, but is no row";
    EXPECT_EQ(rows[3].line, 7U);
}

TEST(Csv, SkipsAByteOrderMarkAndTakesOtherSeparators) {
    EXPECT_THAT(rows_of("\xEF\xBB\xBF\"a\";b,c\n").at(0).cells, ElementsAre("a", "b,c"));
    EXPECT_THAT(rows_of("\"a,b\"\tc").at(0).cells, ElementsAre("a,b", "c"));
}

TEST(Csv, HasEmptyCellsButNoEmptyRows) {
    EXPECT_THAT(rows_of("a,,\n").at(0).cells, ElementsAre("a", "", ""));
    EXPECT_THAT(rows_of(",\n").at(0).cells, ElementsAre("", ""));
    EXPECT_THAT(rows_of(""), SizeIs(0));
    EXPECT_THAT(rows_of("\n\r\n"), SizeIs(0));
}

TEST(Csv, SaysWhereItCannotBeRead) {
    const auto open = read_csv("a\n\"never\nclosed", 100);
    ASSERT_FALSE(open);
    EXPECT_EQ(open.error().line, 2U);
    EXPECT_THAT(open.error().text, HasSubstr("never closed"));
    const auto behind = read_csv("a\n\"x\"y\n", 100);
    ASSERT_FALSE(behind);
    EXPECT_EQ(behind.error().line, 2U);
    const auto many = read_csv("a\nb\nc\n", 2);
    ASSERT_FALSE(many);
    EXPECT_EQ(many.error().line, 3U);
    EXPECT_THAT(many.error().text, HasSubstr("at most 2"));
}

}  // namespace
}  // namespace desk
