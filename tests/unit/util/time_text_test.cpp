#include "util/time_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace desk {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::year;

Timestamp utc(int y, unsigned m, unsigned d, std::chrono::seconds time = 0s) {
    return sys_days(year(y) / static_cast<int>(m) / static_cast<int>(d)) + time;
}

TimeZone zone(const char* name) { return TimeZone::named(name).value(); }

TEST(FormatDateTime, WritesEveryPartWithItsZeros) {
    EXPECT_EQ(format_date_time(utc(2026, 1, 2, 3h + 4min + 5s), {}), "2026-01-02 03:04:05");
    EXPECT_EQ(format_date_time(utc(1999, 12, 31, 23h + 59min + 59s), {}), "1999-12-31 23:59:59");
    EXPECT_EQ(format_date_time(Timestamp(), {}), "1970-01-01 00:00:00");
    EXPECT_EQ(format_date_time(Timestamp(-1s), {}), "1969-12-31 23:59:59");
    EXPECT_EQ(format_date_time(utc(2024, 2, 29), {}), "2024-02-29 00:00:00");
    EXPECT_EQ(format_date_time(utc(1, 1, 1), {}), "0001-01-01 00:00:00");
}

TEST(FormatDateTime, ShowsLocalTime) {
    const Timestamp time = utc(2026, 7, 1, 22h + 30min);
    EXPECT_EQ(format_date_time(time, zone("Asia/Ho_Chi_Minh")), "2026-07-02 05:30:00");
    EXPECT_EQ(format_date_time(time, zone("Europe/Rome")), "2026-07-02 00:30:00");
    EXPECT_EQ(format_date_time(time, zone("America/St_Johns")), "2026-07-01 20:00:00");
    EXPECT_EQ(format_date_time(utc(2026, 1, 1), zone("America/New_York")), "2025-12-31 19:00:00");
}

TEST(FormatDateTime, ShowsTimesBeyondFourDigitsAsTheNearest) {
    EXPECT_EQ(format_date_time(Timestamp::max(), {}), "9999-12-31 23:59:59");
    EXPECT_EQ(format_date_time(Timestamp::min(), {}), "0000-01-01 00:00:00");
    EXPECT_EQ(format_date_time(Timestamp::max(), zone("Asia/Tokyo")), "9999-12-31 23:59:59");
    EXPECT_EQ(format_iso8601(Timestamp::max()), "9999-12-31T23:59:59Z");
}

TEST(FormatDateTime, ReadsBackOnEveryDayOfFourCenturies) {
    for (sys_days day = year(1900) / 1 / 1; day < sys_days(year(2300) / 1 / 1);
         day += std::chrono::days(1)) {
        const Timestamp time = day + 12h + 34min + 56s;
        ASSERT_EQ(parse_date_time(format_date_time(time, {}), {}), time);
    }
}

TEST(FormatIso8601, EndsInZ) {
    EXPECT_EQ(format_iso8601(utc(2026, 1, 31, 18h + 5min + 9s)), "2026-01-31T18:05:09Z");
}

TEST(FormatDate, WritesTheDateAlone) {
    EXPECT_EQ(format_date(year(2026) / 1 / 31), "2026-01-31");
    EXPECT_EQ(format_date(year(7) / 11 / 3), "0007-11-03");
}

TEST(ParseDate, TakesRealDatesOnly) {
    EXPECT_EQ(parse_date("2026-01-31"), year(2026) / 1 / 31);
    EXPECT_EQ(parse_date("2024-02-29"), year(2024) / 2 / 29);
    EXPECT_EQ(parse_date("2000-02-29"), year(2000) / 2 / 29);
    EXPECT_EQ(parse_date("0001-01-01"), year(1) / 1 / 1);
    EXPECT_EQ(parse_date("9999-12-31"), year(9999) / 12 / 31);
}

TEST(ParseDate, RefusesEveryWrongShape) {
    for (const char* text : {"",
                             " ",
                             "2026",
                             "2026-01",
                             "2026-1-31",
                             "2026-01-1",
                             "26-01-31",
                             "12026-01-31",
                             "2026/01/31",
                             "2026.01.31",
                             "31-01-2026",
                             "31/01/2026",
                             "20260131",
                             "2026-13-01",
                             "2026-00-10",
                             "2026-01-00",
                             "2026-01-32",
                             "2026-02-29",
                             "2025-02-29",
                             "1900-02-29",
                             "2026-04-31",
                             "0000-01-01",
                             "-2026-01-31",
                             "+2026-01-31",
                             " 2026-01-31",
                             "2026-01-31 ",
                             "2026-01-31\n",
                             "2026-01-31T",
                             "2026-01-31 00:00:00",
                             "2026-01-3a",
                             "2026-0x-01",
                             "２０２６-01-31",
                             "0000-00-00",
                             "today",
                             "1769817600",
                             "2026-W05-6",
                             "2026-031",
                             "2026–01–31"}) {
        EXPECT_EQ(parse_date(text), std::nullopt) << text;
    }
    EXPECT_EQ(parse_date(std::string_view("2026-01-31\0", 11)), std::nullopt);
}

TEST(ParseDateTime, TakesBothFormsOfTheDocuments) {
    const Timestamp time = utc(2026, 1, 31, 18h + 5min + 9s);
    for (const char* text :
         {"2026-01-31 18:05:09", "2026-01-31T18:05:09", "2026-01-31t18:05:09",
          "2026-01-31T18:05:09Z", "2026-01-31T18:05:09z", "2026-01-31 18:05:09Z",
          "2026-01-31T18:05:09.000Z", "2026-01-31T18:05:09.999999999Z", "2026-01-31T18:05:09,5",
          "2026-01-31 18:05:09.123456", "2026-01-31T20:05:09+02:00", "2026-01-31T20:05:09+0200",
          "2026-01-31T20:05:09+02", "2026-01-31T12:35:09-05:30", "2026-01-31T18:05:09+00:00",
          "2026-01-31T18:05:09-00:00", "2026-02-01T01:05:09.25+07:00",
          "  2026-01-31 18:05:09\t\r\n"}) {
        EXPECT_EQ(parse_date_time(text, {}), time) << text;
    }
}

TEST(ParseDateTime, MayLeaveOutTheSecondsOrTheTime) {
    EXPECT_EQ(parse_date_time("2026-01-31 18:05", {}), utc(2026, 1, 31, 18h + 5min));
    EXPECT_EQ(parse_date_time("2026-01-31T18:05Z", {}), utc(2026, 1, 31, 18h + 5min));
    EXPECT_EQ(parse_date_time("2026-01-31T18:05+01:00", {}), utc(2026, 1, 31, 17h + 5min));
    EXPECT_EQ(parse_date_time("2026-01-31", {}), utc(2026, 1, 31));
    EXPECT_EQ(parse_date_time("2026-01-31", zone("Asia/Ho_Chi_Minh")), utc(2026, 1, 30, 17h));
}

TEST(ParseDateTime, RefusesEveryWrongShape) {
    for (const char* text : {"",
                             "now",
                             "2026-01-31T",
                             "2026-01-31 18",
                             "2026-01-31 18:5",
                             "2026-01-31 1:05",
                             "2026-01-31 18:05:",
                             "2026-01-31 18:05:9",
                             "2026-01-31 24:00:00",
                             "2026-01-31 18:60:00",
                             "2026-01-31 18:05:60",
                             "2026-01-31 18:05:61",
                             "2026-02-30 18:05:09",
                             "2026-01-31  18:05:09",
                             "2026-01-31_18:05:09",
                             "2026-01-31TT18:05:09",
                             "2026-01-31 18:05:09.",
                             "2026-01-31 18:05.5",
                             "2026-01-31 18:05:09 PM",
                             "2026-01-31 6:05 PM",
                             "2026-01-31Z",
                             "2026-01-31+02:00",
                             "2026-01-31 18:05:09 Z",
                             "2026-01-31 18:05:09 UTC",
                             "2026-01-31T18:05:09ZZ",
                             "2026-01-31T18:05:09+",
                             "2026-01-31T18:05:09+2",
                             "2026-01-31T18:05:09+02:",
                             "2026-01-31T18:05:09+02:0",
                             "2026-01-31T18:05:09+020",
                             "2026-01-31T18:05:09+02:60",
                             "2026-01-31T18:05:09+24:00",
                             "2026-01-31T18:05:09+02:00:00",
                             "2026-01-31T18:05:09Europe/Rome",
                             "2026-01-31T18:05:09[UTC]",
                             "18:05:09",
                             "20260131T180509",
                             "1769882709",
                             "31/01/2026 18:05",
                             "Sat, 31 Jan 2026 18:05:09 GMT",
                             "2026-01-31T18-05-09",
                             "2026-01-31 -1:05:09",
                             "2026-01-31 18:05:09x",
                             "0000-00-00 00:00:00",
                             "2026-01-31 18:05:09\n1"}) {
        EXPECT_EQ(parse_date_time(text, {}), std::nullopt) << text;
    }
}

TEST(ParseDateTime, IsLocalWithoutAnOffsetAndAbsoluteWithOne) {
    const TimeZone rome = zone("Europe/Rome");
    EXPECT_EQ(parse_date_time("2026-07-01 12:00:00", rome), utc(2026, 7, 1, 10h));
    EXPECT_EQ(parse_date_time("2026-01-01 12:00:00", rome), utc(2026, 1, 1, 11h));
    EXPECT_EQ(parse_date_time("2026-07-01 12:00:00Z", rome), utc(2026, 7, 1, 12h));
    EXPECT_EQ(parse_date_time("0001-01-02T00:00:00+12:00", rome), utc(1, 1, 1) + 12h);
}

TEST(ParseDateTime, RefusesWhatItsOffsetTakesOutOfTheYears) {
    EXPECT_EQ(parse_date_time("0001-01-01T00:00:00+14:00", {}), std::nullopt);
    EXPECT_EQ(parse_date_time("0001-01-01T00:00:00+00:01", {}), std::nullopt);
    EXPECT_EQ(parse_date_time("0001-01-01T14:00:00+14:00", {}), utc(1, 1, 1));
    EXPECT_EQ(parse_date_time("9999-12-31T23:59:59-00:01", {}), std::nullopt);
    EXPECT_EQ(parse_date_time("9999-12-31T23:58:59-00:01", {}), utc(9999, 12, 31) + 24h - 1s);
    const TimeZone tokyo = zone("Asia/Tokyo");
    EXPECT_EQ(parse_date_time("9999-12-31T23:59:59Z", tokyo), std::nullopt) << "the next day there";
    EXPECT_NE(parse_date_time("0001-01-01 00:00:00", tokyo), std::nullopt) << "the first one there";
    EXPECT_NE(parse_date_time("9999-12-31 23:59:59", tokyo), std::nullopt);
}

TEST(TimeZone, IsUtcUnlessToldOtherwise) {
    const TimeZone none;
    EXPECT_EQ(none.name(), "UTC");
    EXPECT_EQ(none.offset_at(utc(2026, 7, 1)), 0s);
    EXPECT_EQ(none.to_utc(std::chrono::local_seconds(5s)), Timestamp(5s));
}

TEST(TimeZone, KnowsTheNamesOfTzdataAndNoOthers) {
    EXPECT_EQ(zone("UTC").name(), "UTC");
    EXPECT_EQ(zone("Asia/Ho_Chi_Minh").name(), "Asia/Ho_Chi_Minh");
    for (const char* name : {"", "utc+1", "Mars/Olympus", "../../../etc/passwd", "/etc/localtime",
                             "Europe/", "Europe", "europe/rome", "Europe/Rome "}) {
        EXPECT_FALSE(TimeZone::named(name).has_value()) << name;
    }
}

TEST(TimeZone, TakesTheFirstPassageOfAnHourThatComesTwice) {
    const TimeZone rome = zone("Europe/Rome");  // 2026-10-25: 03:00 becomes 02:00
    EXPECT_EQ(parse_date_time("2026-10-25 02:30:00", rome), utc(2026, 10, 25, 30min));
    EXPECT_EQ(parse_date_time("2026-10-25 01:59:59", rome), utc(2026, 10, 24, 23h + 59min + 59s));
    EXPECT_EQ(parse_date_time("2026-10-25 03:00:00", rome), utc(2026, 10, 25, 2h));
    EXPECT_EQ(format_date_time(utc(2026, 10, 25, 30min), rome), "2026-10-25 02:30:00");
    EXPECT_EQ(format_date_time(utc(2026, 10, 25, 90min), rome), "2026-10-25 02:30:00");
}

TEST(TimeZone, MovesAnHourThatDoesNotExistAheadByTheGap) {
    const TimeZone rome = zone("Europe/Rome");  // 2026-03-29: 02:00 becomes 03:00
    const auto time = parse_date_time("2026-03-29 02:30:00", rome);
    ASSERT_TRUE(time.has_value());
    EXPECT_EQ(format_date_time(*time, rome), "2026-03-29 03:30:00");
    EXPECT_EQ(parse_date_time("2026-03-29 01:59:59", rome), utc(2026, 3, 29, 59min + 59s));
    EXPECT_EQ(parse_date_time("2026-03-29 03:00:00", rome), utc(2026, 3, 29, 1h));
}

TEST(TimeZone, KnowsGapsOfHalfAnHour) {
    const TimeZone howe = zone("Australia/Lord_Howe");  // 2026-10-04: 02:00 becomes 02:30
    const auto time = parse_date_time("2026-10-04 02:10:00", howe);
    ASSERT_TRUE(time.has_value());
    EXPECT_EQ(format_date_time(*time, howe), "2026-10-04 02:40:00");
}

TEST(TimeZone, ReadsEveryTimeBackThatItShowsButTheSecondPassage) {
    struct Case {
        const char* zone;
        int quarters_twice;  ///< quarters of an hour in three years that come twice
    };
    for (const Case& one : {Case{"UTC", 0}, Case{"Asia/Ho_Chi_Minh", 0}, Case{"Asia/Kathmandu", 0},
                            Case{"Pacific/Apia", 0}, Case{"Europe/Rome", 3 * 4},
                            Case{"America/New_York", 3 * 4}, Case{"Australia/Lord_Howe", 3 * 2}}) {
        const TimeZone local = zone(one.zone);
        int twice = 0;
        for (Timestamp time = utc(2024, 1, 1); time < utc(2027, 1, 1); time += 15min) {
            const std::string text = format_date_time(time, local);
            const Timestamp back = parse_date_time(text, local).value();
            ASSERT_EQ(format_date_time(back, local), text) << one.zone;
            if (back == time) continue;
            ++twice;
            ASSERT_LT(back, time) << one.zone << " " << text;
        }
        EXPECT_EQ(twice, one.quarters_twice) << one.zone;
    }
}

TEST(TimeZone, MovesEveryTimeOfAGapAheadByIt) {
    struct Gap {
        const char* zone;
        const char* shown_never;
        const char* means;
    };
    for (const Gap& gap : {Gap{"Europe/Rome", "2026-03-29 02:00:00", "2026-03-29 03:00:00"},
                           Gap{"Europe/Rome", "2026-03-29 02:59:59", "2026-03-29 03:59:59"},
                           Gap{"America/New_York", "2026-03-08 02:30:00", "2026-03-08 03:30:00"},
                           Gap{"Australia/Lord_Howe", "2026-10-04 02:29:59", "2026-10-04 02:59:59"},
                           // A day that a whole country left out.
                           Gap{"Pacific/Apia", "2011-12-30 12:00:00", "2011-12-31 12:00:00"}}) {
        const TimeZone local = zone(gap.zone);
        const Timestamp time = parse_date_time(gap.shown_never, local).value();
        EXPECT_EQ(format_date_time(time, local), gap.means) << gap.zone;
        EXPECT_EQ(parse_date_time(gap.means, local), time) << gap.zone;
    }
}

TEST(HasOffset, IsTrueWhereTheTextSaysIt) {
    for (const char* text : {"2026-01-31T18:05:09Z", "2026-01-31 18:05z", "2026-01-31T20:05:09+02",
                             " 2026-01-31T12:35:09.5-05:30 "}) {
        EXPECT_TRUE(has_offset(text)) << text;
    }
    for (const char* text : {"2026-01-31T18:05:09", "2026-01-31 18:05", "2026-01-31", ""}) {
        EXPECT_FALSE(has_offset(text)) << text;
    }
}

}  // namespace
}  // namespace desk
