#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "app/commands.hpp"
#include "app/desk.hpp"
#include "app/record_json.hpp"
#include "util/time_text.hpp"

namespace desk::app {

namespace {

struct EventListOptions {
    std::int64_t after = 0;
    int limit = 100;
};

std::string event_line(const core::Event& event) {
    std::string line = fmt::format(
        "{:>8}  {}  {:<14} {:<22} by {}", event.id.value(), format_iso8601(event.created_at),
        event.ticket.is_set() ? fmt::format("ticket {}", event.ticket.value()) : "", event.type,
        event.actor_name.empty() ? origin_name(event.origin) : event.actor_name);
    for (const auto& [name, value] : event.details) line += fmt::format("  {}={}", name, value);
    return line + "\n";
}

CommandResult run_event_list(CommandContext& context, const EventListOptions& options) {
    std::vector<core::Event> events;
    const core::Outcome outcome = context.desk.store().run_read([&](core::Tx& tx) {
        events = tx.events_after(core::EventId{options.after}, options.limit);
        return true;
    });
    if (outcome != core::Outcome::done) return failed(outcome);
    CommandResult result;
    for (const core::Event& event : events) {
        result.out +=
            context.json ? boost::json::serialize(event_json(event)) + "\n" : event_line(event);
        result.cursor = event.id.value();
    }
    return result;
}

}  // namespace

void add_event_list(CLI::App& app, Invocation& invocation) {
    CLI::App* list = command_group(app, "event", "The change feed")
                         .add_subcommand("list", "Print events, oldest first");
    const auto options = std::make_shared<EventListOptions>();
    list->add_option("--after", options->after, "only those after this event's number (0)")
        ->check(whole_number_from(0))
        ->take_last();
    list->add_option("--limit", options->limit, "at most so many (100)")
        ->check(CLI::Range(1, 1000));
    list->add_flag("--follow", invocation.follow, "go on printing new ones until interrupted");
    list->callback([&invocation, options] {
        invocation.run = [options](CommandContext& context) {
            return run_event_list(context, *options);
        };
    });
}

}  // namespace desk::app
