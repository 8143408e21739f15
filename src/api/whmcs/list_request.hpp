#pragma once
#include <boost/json.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "api/common/field.hpp"
#include "api/whmcs/action.hpp"
#include "core/account_ports.hpp"
#include "util/text.hpp"
#include "util/time_text.hpp"

/// What the list actions beside GetTickets have in common: `limitstart` and `limitnum`, `sorting`,
/// and the three numbers in front of a list.
namespace desk::whmcs {

struct ListRequest {
    static constexpr std::int64_t kDefaultCount = 25;
    std::int64_t start = 0;
    std::int64_t count = kDefaultCount;
};

inline constexpr auto kLimitStart =
    api::optional("limitstart", &ListRequest::start, "Rows to skip; 0 by default");
inline constexpr auto kLimitNum = api::optional(
    "limitnum", &ListRequest::count, "Rows of one answer; 25 by default, 10,000 at most");

/// Numbers that are none count as not sent: a list is never refused.
inline core::Slice slice_of(ListRequest& request) {
    if (request.start == api::kNoSuchId) request.start = 0;
    if (request.count == api::kNoSuchId || request.count == 0) {
        request.count = ListRequest::kDefaultCount;
    }
    return {request.start, request.count};
}

inline bool is_descending(std::string_view sorting) {
    return equal_ignoring_case(trim(sorting), "DESC");
}

/// The day that a filter named, from its beginning to the next one's; what is no day is no filter.
inline void put_day(std::string_view text, const TimeZone& zone, std::optional<Timestamp>& from,
                    std::optional<Timestamp>& to) {
    constexpr std::size_t kDateLength = 10;
    const auto date = parse_date(trim(text).substr(0, kDateLength));
    if (!date) return;
    const std::chrono::local_days day{*date};
    from = zone.to_utc(day);
    to = zone.to_utc(day + std::chrono::days(1));
}

/// `totalresults`, `startnumber`, `numreturned`.
template <class T>
void put_page(const core::Sliced<T>& list, std::int64_t start, Answer& answer) {
    answer.emplace("totalresults", list.total);
    answer.emplace("startnumber", start);
    answer.emplace("numreturned", list.rows.size());
}

/// A list is a container with the item repeated: `clients.client[]`.
inline void put_list(std::string_view container, std::string_view item, boost::json::array rows,
                     Answer& answer) {
    boost::json::object list(answer.storage());
    list.emplace(item, std::move(rows));
    answer.emplace(container, std::move(list));
}

}  // namespace desk::whmcs
