#include <algorithm>
#include <boost/json.hpp>

#include "store/sql_tx.hpp"

namespace desk::store {

namespace {

const Query<ById, EventRow> kEventsOfTicket{
    "events of ticket",
    std::string("SELECT ") + kEventColumnList + " FROM event WHERE ticket_id = :id ORDER BY id"};

void append_json(std::string& out, std::string_view text) {
    constexpr const char* kHex = "0123456789abcdef";
    out += '"';
    std::size_t copied = 0;  // everything before is in `out`
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const bool is_control = byte < 0x20;
        if (!is_control && byte != '"' && byte != '\\') continue;
        out.append(text, copied, at - copied);
        out += '\\';
        if (is_control) out += {'u', '0', '0', kHex[byte >> 4U], kHex[byte & 15U]};
        copied = is_control ? at + 1 : at;
    }
    out.append(text, copied);
    out += '"';
}

/// Written by hand, since every event passes here on its way into the writer.
void write_json(std::string& json, const core::EventDetails& before,
                const core::EventDetails& details) {
    json.clear();
    for (const core::EventDetails* part : {&before, &details}) {
        for (const auto& [name, value] : *part) {
            json += json.empty() ? '{' : ',';
            append_json(json, name);
            json += ':';
            append_json(json, value);
        }
    }
    json += json.empty() ? "{}" : "}";
}

core::EventDetails from_json(const std::string& text) {
    const boost::json::value parsed = boost::json::parse(text);
    core::EventDetails details;
    for (const auto& member : parsed.as_object()) {
        details.emplace_back(member.key(), boost::json::value_to<std::string>(member.value()));
    }
    return details;
}

std::int64_t actor_id(const core::Actor& actor) {
    using Kind = core::Actor::Kind;
    switch (actor.kind) {
        case Kind::agent:
            return actor.agent.value();
        case Kind::client:
        case Kind::contact:
            return actor.client.value();
        case Kind::user:
            return actor.user.value();
        case Kind::credential:
            return actor.credential.value();
        case Kind::system:
        case Kind::guest:
            break;
    }
    return 0;
}

std::vector<core::Event> to_events(std::vector<EventRow>&& rows) {
    std::vector<core::Event> events;
    events.reserve(rows.size());
    for (EventRow& row : rows) {
        core::Event& event = events.emplace_back();
        event.id = core::EventId(row.id);
        event.ticket = core::TicketId(row.ticket);
        event.type = std::move(row.type);
        event.actor_kind = static_cast<core::Actor::Kind>(row.actor_kind);
        event.actor_id = row.actor_id;
        event.actor_name = std::move(row.actor_name);
        event.origin = static_cast<core::Origin>(row.origin);
        event.details = from_json(row.details);
        event.created_at = to_time(row.created_at);
    }
    return events;
}

}  // namespace

EventColumns event_columns(core::TicketId ticket, const core::NewEvent& event,
                           const core::Actor& actor, Timestamp happened_at) {
    EventColumns row;
    fill(row, ticket, event, actor, happened_at);
    return row;
}

void fill(EventColumns& row, core::TicketId ticket, const core::NewEvent& event,
          const core::Actor& actor, Timestamp happened_at, const core::EventDetails& before) {
    row.ticket = ticket.value();
    row.type = event.type;
    row.actor_kind = to_column(actor.kind);
    row.actor_id = actor_id(actor);
    row.actor_name = actor.agent_name;
    row.event_origin = to_column(actor.origin);
    write_json(row.details, before, event.details);
    row.happened_at = to_column(happened_at);
}

core::EventDetails details_of_message(core::MessageKind kind, std::int64_t wire_id) {
    return {{kind == core::MessageKind::reply ? "replyid" : "noteid", std::to_string(wire_id)}};
}

void SqlTx::append_event(core::TicketId ticket, const core::NewEvent& event,
                         const core::Actor& actor) {
    insert_event(connection_, event_columns(ticket, event, actor, clock().now()));
}

std::vector<core::Event> SqlTx::events_after(core::EventId after, int limit) {
    return to_events(
        services_.backend.events_after(connection_, {after.value(), std::clamp(limit, 1, 1000)}));
}

std::vector<core::Event> SqlTx::ticket_events(core::TicketId ticket) {
    return to_events(connection_.all(kEventsOfTicket, {ticket.value()}));
}

}  // namespace desk::store
