#include "util/log.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "util/log_line.hpp"
#include "util/text.hpp"

namespace desk::log {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string json(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

TEST(LogLine, IsOneJsonObjectWithItsFieldsInOrder) {
    const std::chrono::sys_time<std::chrono::milliseconds> time{
        std::chrono::milliseconds(1'767'323'045'007)};
    EXPECT_EQ(line(time, Level::info, "request",
                   {{"id", "abc"}, {"status", std::int64_t{200}}, {"ms", 1.25}, {"ok", true}}),
              "{\"ts\":\"2026-01-02T03:04:05.007Z\",\"level\":\"info\",\"msg\":\"request\","
              "\"id\":\"abc\",\"status\":200,\"ms\":1.25,\"ok\":true}\n");
}

TEST(LogLine, WritesNumbersThatJsonKnows) {
    const auto with = [](double value) { return line({}, Level::debug, "", {{"n", value}}); };
    EXPECT_THAT(with(std::nan("")), EndsWith("\"n\":null}\n"));
    EXPECT_THAT(with(std::numeric_limits<double>::infinity()), EndsWith("\"n\":null}\n"));
    EXPECT_THAT(line({}, Level::debug, "", {{"n", std::numeric_limits<std::int64_t>::min()}}),
                EndsWith("\"n\":-9223372036854775808}\n"));
}

TEST(LogLine, EscapesSoThatALineStaysALine) {
    EXPECT_EQ(json("a\"b\\c/d"), R"("a\"b\\c/d")");
    EXPECT_EQ(json("a\r\nb\tc"), R"("a\r\nb\tc")");
    EXPECT_EQ(json(std::string_view("\0\x01\x1F\x7F", 4)), R"("\u0000\u0001\u001f\u007f")");
    EXPECT_EQ(json("Đơn 😀"), "\"Đơn 😀\"");
    EXPECT_EQ(json(""), "\"\"");
}

TEST(LogLine, SurvivesBadUtf8) {
    EXPECT_EQ(json("a\xFF"
                   "b"),
              "\"a\xEF\xBF\xBD"
              "b\"");
    EXPECT_EQ(json("\xF0\x9F\x98"), "\"\xEF\xBF\xBD\"");
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
            const std::string out =
                json(std::string{static_cast<char>(first), static_cast<char>(second)});
            ASSERT_EQ(make_valid(out), out);
        }
    }
}

TEST(LogLine, CutsLongTextsBetweenCharacters) {
    std::string text;
    for (int i = 0; i < 5000; ++i) text += "é";
    const std::string out = json("x" + text);
    EXPECT_EQ(out.size(), 1 + 4095 + 3 + 1U);  // quote, 1 + 2047 * 2 bytes, "…", quote
    EXPECT_THAT(out, EndsWith("é…\""));
    EXPECT_EQ(json(std::string(4096, 'a')).size(), 4098U);
}

/// What the process writes to standard error while this lives, in a file.
class CapturedStderr {
  public:
    CapturedStderr() : file_(std::tmpfile()), saved_(::dup(STDERR_FILENO)) {
        ::dup2(::fileno(file_), STDERR_FILENO);
    }
    ~CapturedStderr() {
        flush();
        ::dup2(saved_, STDERR_FILENO);
        ::close(saved_);
        std::fclose(file_);
    }
    CapturedStderr(const CapturedStderr&) = delete;
    CapturedStderr& operator=(const CapturedStderr&) = delete;

    [[nodiscard]] std::string text() const {
        std::string text(static_cast<std::size_t>(::lseek(::fileno(file_), 0, SEEK_END)), '\0');
        EXPECT_EQ(::pread(::fileno(file_), text.data(), text.size(), 0),
                  static_cast<ssize_t>(text.size()));
        return text;
    }

  private:
    std::FILE* file_;
    int saved_;
};

TEST(Log, WritesAtLeastTheLevelAskedFor) {
    const CapturedStderr captured;
    start(Level::warning);
    info("quiet");
    warning("heard", {{"n", std::int64_t{1}}});
    error("loud");
    flush();
    EXPECT_THAT(captured.text(), Not(HasSubstr("quiet")));
    EXPECT_THAT(captured.text(), HasSubstr("\"level\":\"warning\",\"msg\":\"heard\",\"n\":1}\n"));
    EXPECT_THAT(captured.text(), HasSubstr("\"level\":\"error\",\"msg\":\"loud\"}\n"));
    start(Level::info);
}

TEST(Log, LosesNoLineAndMixesNoneBetweenThreads) {
    constexpr int kThreads = 4;
    constexpr int kLines = 2000;
    const CapturedStderr captured;
    start(Level::info);
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([] {
            for (int i = 0; i < kLines; ++i) info("request", {{"n", std::int64_t{i}}});
        });
    }
    for (std::thread& thread : threads) thread.join();
    flush();

    const std::string text = captured.text();
    const std::vector<std::string_view> lines = split(text, '\n');
    ASSERT_EQ(lines.size(), kThreads * kLines + 1U);
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        ASSERT_THAT(std::string(lines[i]), StartsWith("{\"ts\":\""));
        ASSERT_EQ(lines[i].back(), '}');
    }
}

TEST(Log, NeverWaitsForAReaderAndCountsWhatItDropped) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const int saved = ::dup(STDERR_FILENO);
    start(Level::info);
    flush();
    ::dup2(ends[1], STDERR_FILENO);
    ::close(ends[1]);

    const std::string long_text(4000, 'x');
    for (int i = 0; i < 3000; ++i) info(long_text);  // 12 MB into a pipe that nobody reads

    std::string text;  // now somebody does, until the end of the pipe
    std::thread reader([&text, end = ends[0]] {
        char buffer[65536];
        for (ssize_t n = 0; (n = ::read(end, buffer, sizeof buffer)) > 0;) {
            text.append(buffer, static_cast<std::size_t>(n));
        }
    });
    flush();
    ::dup2(saved, STDERR_FILENO);
    ::close(saved);
    reader.join();
    ::close(ends[0]);
    EXPECT_THAT(text,
                HasSubstr("\"msg\":\"log lines lost: standard error is not read\",\"lines\":"));
    EXPECT_THAT(text, EndsWith("}\n"));
}

}  // namespace
}  // namespace desk::log
