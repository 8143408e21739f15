#include <fmt/format.h>

#include <boost/json.hpp>

#include "app/commands.hpp"
#include "app/record_json.hpp"
#include "util/time_text.hpp"

namespace desk::app {

namespace {

std::string event_line(const core::Event& event) {
    std::string line =
        fmt::format("{:>8}  {}  ticket {:<7} {:<22} by {}", event.id.value(),
                    format_iso8601(event.created_at), event.ticket.value(), event.type,
                    event.actor_name.empty() ? origin_name(event.origin) : event.actor_name);
    for (const auto& [name, value] : event.details) line += fmt::format("  {}={}", name, value);
    return line + "\n";
}

}  // namespace

CommandResult run_event_list(Desk& desk, const Invocation& invocation) {
    std::vector<core::Event> events;
    const core::Outcome outcome = desk.store().run_read([&](core::Tx& tx) {
        events = tx.events_after(core::EventId{invocation.events.after}, invocation.events.limit);
        return true;
    });
    if (outcome != core::Outcome::done) return failed(outcome);
    CommandResult result;
    for (const core::Event& event : events) {
        result.out +=
            invocation.json ? boost::json::serialize(event_json(event)) + "\n" : event_line(event);
        result.cursor = event.id.value();
    }
    return result;
}

}  // namespace desk::app
