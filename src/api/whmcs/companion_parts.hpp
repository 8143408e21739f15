#pragma once
#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/account_ports.hpp"
#include "core/list_ports.hpp"
#include "util/time_text.hpp"

/// How people and times look in the companion actions (spec/whmcs.md, section 8).
namespace desk::whmcs {

/// The version that we answer to: that of the reference this dialect follows.
inline constexpr std::string_view kVersion = "9.0.1";
inline constexpr std::string_view kCanonicalVersion = "9.0.1-release.1";

/// `{"version": …, "canonicalversion": …}`
boost::json::object version_object();

/// `0000-00-00 00:00:00` where nobody knows.
std::string date_time_or_none(const std::optional<Timestamp>& time, const TimeZone& zone);
std::string date_or_none(const std::optional<Timestamp>& time, const TimeZone& zone);

/// An identifier made of what somebody is and of the id: the same in every answer, also after a
/// move to another database.
std::string uuid_of(std::string_view what, std::int64_t id);

/// `address1` … `country`.
void put_address(const core::PostalAddress& address, boost::json::object& into);

}  // namespace desk::whmcs
