#include <boost/json/value.hpp>
#include <string>
#include <vector>

#include "api/common/field.hpp"
#include "api/getfly/member.hpp"
#include "fuzz/fuzz.hpp"
#include "util/time_text.hpp"

/// Dates and times as each dialect takes them, in zones with odd offsets: what is read is shown
/// the same and read again.
namespace desk::fuzz {

namespace {

using std::chrono::sys_days;
using std::chrono::year;

/// Years whose days are years of four digits in every zone.
bool is_shown(Timestamp time) {
    return time >= sys_days(year{2} / 1 / 1) && time < sys_days(year{9998} / 12 / 31);
}

void check_in(const TimeZone& zone, std::string_view input) {
    const std::optional<Timestamp> time = parse_date_time(input, zone);
    if (!time || !is_shown(*time)) return;
    const std::string shown = format_date_time(*time, zone);
    check(shown.size() == 19, "a time is shown in nineteen characters");
    const std::optional<Timestamp> again = parse_date_time(shown, zone);
    check(again.has_value(), "a time that is shown is one");
    // Of an hour that comes twice the first is meant.
    check(format_date_time(*again, zone) == shown, "it is shown the same when it was read again");
    check(*again <= *time && *time - *again <= std::chrono::hours(24), "it is at most moved ahead");
    check(parse_date_time(format_iso8601(*time), zone) == time, "UTC means the same everywhere");
    if (!has_offset(input)) return;
    check(parse_date_time(input, TimeZone()) == time, "a time with its offset means the same too");
}

const std::vector<TimeZone>& zones() {
    static const std::vector<TimeZone> kZones = [] {
        std::vector<TimeZone> made{TimeZone()};
        for (const char* name : {"Asia/Ho_Chi_Minh", "Europe/Rome", "Australia/Lord_Howe",
                                 "Pacific/Apia", "America/St_Johns"}) {
            const std::optional<TimeZone> zone = TimeZone::named(name);
            check(zone.has_value(), "tzdata is installed");
            made.push_back(*zone);
        }
        return made;
    }();
    return kZones;
}

}  // namespace

void run(std::string_view input) {
    if (const auto date = parse_date(input)) {
        check(format_date(*date) == input, "a date is shown as it was read");
        check(parse_date_time(input, TimeZone()) == Timestamp(sys_days(*date)),
              "a date alone is its midnight");
    }
    for (const TimeZone& zone : zones()) check_in(zone, input);

    core::Settings settings;
    api::Params params;
    params.set("created", std::string(input));
    const auto bound = api::Parse<Timestamp>::read(params, "created", api::BindContext{settings});
    check(bound || bound.error().code == core::Errc::date_invalid, "one refusal there is");
    const auto member =
        getfly::read_date("expected_at", boost::json::value(boost::json::string(input)));
    check(member || member.error().code == core::Errc::date_invalid, "one refusal there is");
}

}  // namespace desk::fuzz
