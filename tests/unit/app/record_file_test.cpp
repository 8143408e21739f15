#include "app/record_file.hpp"

#include <gmock/gmock.h>

namespace desk::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::SizeIs;

const std::vector<std::string_view> kColumns{"id", "first_name", "email", "hidden", "clients"};

std::vector<FileRecord> records_in(std::string_view text) {
    auto records = read_record_file(text, kColumns);
    EXPECT_TRUE(records.has_value()) << (records ? "" : describe_faults("f", records.error()));
    return records.value_or(std::vector<FileRecord>{});
}

std::string faults_in(std::string_view text) {
    const auto records = read_record_file(text, kColumns);
    return records ? "none" : describe_faults("people.csv", records.error());
}

TEST(RecordFile, OfCsvNamesItsColumnsInTheFirstRow) {
    const auto records = records_in(
        "\xEF\xBB\xBF"
        "First name,EMAIL\r\nAda,ada@example.com\r\n,b@c\n");
    ASSERT_THAT(records, SizeIs(2));
    EXPECT_EQ(records[0].place.line, 2U);
    EXPECT_THAT(records[0].input,
                ElementsAre(Pair("first_name", "Ada"), Pair("email", "ada@example.com")));
    EXPECT_THAT(records[1].input, ElementsAre(Pair("email", "b@c"))) << "empty is not said";
    EXPECT_THAT(records_in("email\n"), SizeIs(0));
}

TEST(RecordFile, OfCsvSaysWhatIsWrongWithItsColumns) {
    EXPECT_EQ(faults_in("first_name,shoe size,email,E-mail,email\nx"),
              "people.csv, line 1, shoe size: there is no such column; there are id, first_name, "
              "email, hidden, clients.\n"
              "people.csv, line 1, E-mail: there is no such column; there are id, first_name, "
              "email, hidden, clients.\n"
              "people.csv, line 1, email: this column is there twice.\n");
    EXPECT_EQ(faults_in("email,hidden\na@b,1\nb@c\n"),
              "people.csv, line 3: has 1 cells where the first line has 2.\n");
    EXPECT_THAT(faults_in(""), HasSubstr("people.csv: is empty; its first line names columns"));
    EXPECT_THAT(faults_in("email\n\"a"), HasSubstr("line 2: a quote is never closed."));
}

TEST(RecordFile, OfJsonIsAnArrayOrOneObjectAfterAnother) {
    const std::string_view array = R"( [ {"first_name": "A, \"}", "hidden": true},
        {"id": 7, "clients": [1, "two", {"id": 3, "name": "Three"}],
         "email": null} ] )";
    const auto records = records_in(array);
    ASSERT_THAT(records, SizeIs(2));
    EXPECT_EQ(records[0].place.line, 1U);
    EXPECT_THAT(records[0].input,
                ElementsAre(Pair("first_name", "A, \"}"), Pair("hidden", "true")));
    EXPECT_EQ(records[1].place.line, 2U);
    EXPECT_THAT(records[1].input, ElementsAre(Pair("id", "7"), Pair("clients", "1,two,3")));

    const auto lines = records_in("{\"id\": 1}\n{\"id\": 2}\n");
    ASSERT_THAT(lines, SizeIs(2));
    EXPECT_EQ(lines[1].place.line, 2U);
    EXPECT_THAT(records_in("[]"), SizeIs(0));
}

TEST(RecordFile, OfJsonSaysWhatIsWrong) {
    EXPECT_THAT(faults_in("[{\"shoe_size\": 1}]"),
                HasSubstr("line 1, record 1, shoe_size: there is no such"));
    EXPECT_THAT(faults_in("[\n{\"hidden\": 1.5}]"),
                HasSubstr("line 2, record 1, hidden: must be a text"));
    EXPECT_THAT(faults_in("[{\"clients\": [\"a,b\"]}]"), HasSubstr("without commas"));
    EXPECT_THAT(faults_in("[{\"clients\": [[1]]}]"), HasSubstr("line 1, record 1, clients"));
    EXPECT_THAT(faults_in("[{\"id\": }]"), HasSubstr("line 1, record 1: is not JSON"));
    EXPECT_THAT(faults_in("{\"id\": 1}\n\n1"), HasSubstr("line 3: here is no JSON object"));
    EXPECT_THAT(faults_in("[{\"id\": 1"), HasSubstr("is not JSON"));
    EXPECT_THAT(faults_in("[{\"id\": 1}, {\"id\": 2}, {\"email\": 1.5}]"),
                HasSubstr("line 1, record 3, email: must be a text"));
}

TEST(RecordFile, MustBeUtf8AndNotTooLarge) {
    EXPECT_THAT(faults_in("first_name\nJos\xE9\n"), HasSubstr("line 2: is not UTF-8"));
    EXPECT_THAT(faults_in(std::string(kMostFileBytes + 1, ' ')), HasSubstr("too large"));
    std::string many = "email\n";
    for (std::size_t i = 0; i <= kMostFileRecords; ++i) many += "x\n";
    EXPECT_THAT(faults_in(many), HasSubstr("line 50002: too many rows"));
    many.clear();
    for (std::size_t i = 0; i <= kMostFileRecords; ++i) many += "{}\n";
    EXPECT_THAT(faults_in(many), HasSubstr("line 50001, record 50001: too many records"));
}

TEST(RecordFile, TellsTwentyFaultsAndHowManyMoreThereAre) {
    std::vector<FileFault> faults;
    for (std::size_t i = 1; i <= 23; ++i) faults.push_back({{i}, "email", "wrong."});
    const std::string text = describe_faults("-", faults);
    EXPECT_THAT(text, HasSubstr("standard input, line 20, email: wrong.\nand 3 more.\n"));
}

}  // namespace
}  // namespace desk::app
