#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "app/desk.hpp"
#include "app/record_json.hpp"
#include "app/ticket_command.hpp"
#include "util/time_text.hpp"

namespace desk::app {

namespace {

namespace json = boost::json;

/// A value on one line: objects with a name by that, texts as they are.
std::string shown(const json::value& value) {
    if (const auto* object = value.if_object()) {
        const auto name = object->find("name");
        if (name != object->end() && object->contains("id")) {
            return fmt::format("{} ({})", std::string_view(name->value().as_string()),
                               object->at("id").as_int64());
        }
    }
    if (const auto* text = value.if_string()) return std::string(*text);
    if (value.is_null()) return "-";
    return json::serialize(value);
}

std::string as_text(const json::object& ticket, const std::vector<core::Event>& events) {
    std::string text;
    for (const auto& field : ticket) {
        if (field.key() == "messages" || field.key() == "events") continue;
        text += fmt::format("{:<22}{}\n", std::string_view(field.key()), shown(field.value()));
    }
    for (const json::value& value : ticket.at("messages").as_array()) {
        const json::object& message = value.as_object();
        const json::object& author = message.at("author").as_object();
        text += fmt::format("\n{} {}  {}  {} {} <{}>  {}, by {}\n{}\n",
                            std::string_view(message.at("kind").as_string()),
                            message.at("wire_id").as_int64(), shown(message.at("created_at")),
                            shown(author.at("kind")), shown(author.at("name")),
                            shown(author.at("email")), shown(message.at("format")),
                            shown(message.at("dialect")), shown(message.at("text")));
        for (const json::value& attachment : message.at("attachments").as_array()) {
            text += fmt::format("  attachment: {} ({} bytes)\n", shown(attachment.at("file_name")),
                                attachment.at("size").as_int64());
        }
    }
    text += "\n";
    for (const core::Event& event : events) {
        text += fmt::format("event {}  {}  {}\n", event.id.value(),
                            format_iso8601(event.created_at), event.type);
    }
    return text;
}

CommandResult run_ticket_show(CommandContext& context, const std::string& words) {
    std::optional<core::Ticket> ticket;
    std::vector<core::Event> events;
    std::string refusal;
    const core::Outcome outcome = context.desk.store().run_read([&](core::Tx& tx) {
        ticket = tx.find_ticket(named_ticket(tx, words), {.messages = true, .custom_fields = true});
        if (ticket) {
            events = tx.ticket_events(ticket->id);
        } else {
            refusal = missing_ticket(tx, words);
        }
        return ticket.has_value();
    });
    if (outcome == core::Outcome::refused) return refuse(refusal);
    if (outcome != core::Outcome::done) return failed(outcome);
    json::object object = ticket_json(*ticket);
    if (!context.json) return {0, as_text(object, events), {}, 0};
    json::array list;
    for (const core::Event& event : events) list.push_back(event_json(event));
    object["events"] = std::move(list);
    return {0, json::serialize(object) + "\n", {}, 0};
}

}  // namespace

void add_ticket_show(CLI::App& app, Invocation& invocation) {
    CLI::App* show =
        command_group(app, "ticket", "Tickets")
            .add_subcommand("show", "Print all of a ticket, also what no dialect shows");
    const auto ticket = std::make_shared<std::string>();
    show->add_option("ticket", *ticket, "its number (516757 or #516757), code or id")->required();
    show->callback([&invocation, ticket] {
        invocation.run = [ticket](CommandContext& context) {
            return run_ticket_show(context, *ticket);
        };
    });
}

}  // namespace desk::app
