#pragma once
#include <string>
#include <vector>

#include "core/event.hpp"
#include "core/ports.hpp"

namespace desk::core {

namespace event_type {
inline constexpr std::string_view kNotification = "Notification";  ///< ours
}  // namespace event_type

struct NotificationAttribute {
    std::string label, value, url;
};

/// Something that a program wants people or other programs to hear of.
struct TriggerNotificationInput {
    std::string identifier, title, message;
    std::string url, status, status_style;
    std::vector<NotificationAttribute> attributes;
};
struct Triggered {};

inline constexpr std::size_t kMaxNotificationBytes = 4096;
inline constexpr std::size_t kMaxNotificationAttributes = 20;

/// Into the change feed, from which whoever follows it takes it.
/// \return Errc::field_required (`about`: notification_identifier, title, message),
/// message_too_long, value_invalid (`about`: attributes: too many), not_permitted
Result<Triggered> trigger_notification(Tx& tx, const Actor& actor,
                                       const TriggerNotificationInput& input);

}  // namespace desk::core
