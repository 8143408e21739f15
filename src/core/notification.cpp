#include "core/notification.hpp"

#include "core/permissions.hpp"
#include "util/text.hpp"

namespace desk::core {

Result<Triggered> trigger_notification(Tx& tx, const Actor& actor,
                                       const TriggerNotificationInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    EventDetails details{{"notification_identifier", input.identifier},
                         {"title", input.title},
                         {"message", input.message}};
    for (const auto& [name, value] : details) {
        if (is_blank(value)) return fail(Errc::field_required, name);
    }
    if (input.attributes.size() > kMaxNotificationAttributes) {
        return fail(Errc::value_invalid, "attributes");
    }
    const auto add = [&details](std::string name, const std::string& value) {
        if (!value.empty()) details.emplace_back(std::move(name), value);
    };
    add("url", input.url);
    add("status", input.status);
    add("statusStyle", input.status_style);
    for (std::size_t i = 0; i < input.attributes.size(); ++i) {
        const std::string prefix = "attributes." + std::to_string(i) + ".";
        add(prefix + "label", input.attributes[i].label);
        add(prefix + "value", input.attributes[i].value);
        add(prefix + "url", input.attributes[i].url);
    }
    std::size_t bytes = 0;
    for (const auto& [name, value] : details) bytes += value.size();
    if (bytes > kMaxNotificationBytes) return fail(Errc::message_too_long);
    tx.append_event({}, {event_type::kNotification, std::move(details)}, actor);
    return Triggered{};
}

}  // namespace desk::core
