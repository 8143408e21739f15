#include "api/whmcs/companion_parts.hpp"

#include "util/hash.hpp"
#include "util/text.hpp"

namespace desk::whmcs {

namespace json = boost::json;

json::object version_object() {
    return {{"version", kVersion}, {"canonicalversion", kCanonicalVersion}};
}

std::string date_time_or_none(const std::optional<Timestamp>& time, const TimeZone& zone) {
    return time ? format_date_time(*time, zone) : "0000-00-00 00:00:00";
}

std::string date_or_none(const std::optional<Timestamp>& time, const TimeZone& zone) {
    constexpr std::size_t kDateLength = 10;
    return date_time_or_none(time, zone).substr(0, kDateLength);
}

std::string uuid_of(std::string_view what, std::int64_t id) {
    std::string digits = sha256_hex(std::string(what) + " " + std::to_string(id)).substr(0, 32);
    digits[12] = '8';  // a version of our own making
    digits[16] = 'a';  // the usual variant
    for (const std::size_t at : {8U, 13U, 18U, 23U}) digits.insert(at, 1, '-');
    return digits;
}

void put_address(const core::PostalAddress& address, json::object& into) {
    into.emplace("address1", address.line1);
    into.emplace("address2", address.line2);
    into.emplace("city", address.city);
    into.emplace("state", address.state);
    into.emplace("postcode", address.postcode);
    into.emplace("country", address.country);
}

}  // namespace desk::whmcs
