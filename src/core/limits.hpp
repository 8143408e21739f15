#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/message.hpp"
#include "core/settings.hpp"
#include "util/clock.hpp"
#include "util/time_text.hpp"

/// The checks that several use cases make, each with its own refusal.
namespace desk::core {

/// One line, not blank, within its limit.
Result<std::string> checked_subject(std::string_view subject);
/// Not blank, within its limit.
Result<void> check_message(std::string_view text);
Result<std::string> checked_name(std::string_view name);
/// Trimmed; an address that mail can be sent to.
Result<std::string> checked_email(std::string_view email);
Result<void> check_phone(std::string_view phone);
/// Valid addresses once each, in order, joined with ",".
Result<std::string> checked_cc(const std::vector<std::string>& addresses);
/// Not ahead of `now` by more than kClockSkew.
Result<void> check_not_in_future(Timestamp time, Timestamp now);
/// True where a time says what is shown of the present one. Written without an offset, in the hour
/// that comes twice, it need not be the same point in time.
bool is_same_time(Timestamp sent, bool is_local, Timestamp present, const TimeZone& zone);
Result<void> check_attachments(const std::vector<NewAttachment>& attachments,
                               const Settings& settings);

}  // namespace desk::core
