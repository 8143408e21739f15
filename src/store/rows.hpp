#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/event.hpp"
#include "core/people.hpp"
#include "core/ports.hpp"
#include "core/ticket.hpp"
#include "util/clock.hpp"

/// Structs that several statements are bound to, and their way from and to the core's types.
namespace desk::store {

inline std::int64_t to_column(Timestamp time) { return time.time_since_epoch().count(); }
inline Timestamp to_time(std::int64_t seconds) { return Timestamp{std::chrono::seconds{seconds}}; }
/// 0 is "none".
inline std::optional<Timestamp> to_time_if_any(std::int64_t seconds) {
    if (seconds == 0) return std::nullopt;
    return to_time(seconds);
}
inline std::int64_t to_column(std::optional<Timestamp> time) { return time ? to_column(*time) : 0; }
/// Enums are kept by their number: in SQL an enumerator may be added at the end, never moved.
template <class Enum>
requires std::is_enum_v<Enum> std::int64_t to_column(Enum value) {
    return static_cast<std::int64_t>(value);
}

/// A list as a column keeps it: joined with ",".
inline std::string joined(const std::vector<std::string>& list) {
    std::string text;
    for (const std::string& part : list) {
        if (!text.empty()) text += ',';
        text += part;
    }
    return text;
}

struct ById {
    std::int64_t id = 0;
    void each(auto&& bind) { bind("id", id); }
};

struct ByText {
    std::string text;
    void each(auto&& bind) { bind("text", text); }
};

/// At most so many of what has that id or name.
struct SomeById {
    std::int64_t id = 0, most = 0;
    void each(auto&& bind) { bind("id", id), bind("most", most); }
};

struct SomeByText {
    std::string text;
    std::int64_t most = 0;
    void each(auto&& bind) { bind("text", text), bind("most", most); }
};

struct IdRow {
    std::int64_t id = 0;
    static auto columns(IdRow& r) { return std::tie(r.id); }
};

/// The columns of a ticket that are written.
struct TicketColumns {
    std::int64_t id = 0;  ///< 0: the database gives one
    std::string number, code, access_code;
    std::int64_t department = 0, status = 0, client = 0, contact = 0, user = 0;
    std::string requester_name, requester_email, cc, subject;
    std::int64_t priority = 0, flag = 0, service = 0, domain = 0, client_may_not_close = 0;
    std::string expected_on, emergency_phone;
    std::int64_t opened_at = 0, last_reply_at = 0, updated_at = 0, reply_count = 0;

    void each(auto&& bind) {
        bind("id", id), bind("number", number), bind("code", code);
        bind("access_code", access_code), bind("department", department), bind("status", status);
        bind("client", client), bind("contact", contact), bind("user", user);
        bind("requester_name", requester_name), bind("requester_email", requester_email);
        bind("cc", cc), bind("subject", subject), bind("priority", priority), bind("flag", flag);
        bind("service", service), bind("domain", domain);
        bind("client_may_not_close", client_may_not_close), bind("expected_on", expected_on);
        bind("emergency_phone", emergency_phone), bind("opened_at", opened_at);
        bind("last_reply_at", last_reply_at), bind("updated_at", updated_at);
        bind("reply_count", reply_count);
    }
};
TicketColumns ticket_columns(const core::Ticket& ticket);

/// The columns of a message that are written; names that no ticket or event has.
struct MessageColumns {
    std::int64_t ticket = 0, kind = 0, wire_id = 0, author_kind = 0, author_id = 0;
    std::string author_name, author_email, body;
    std::int64_t format = 0, message_origin = 0, written_at = 0, attachment_count = 0;

    void each(auto&& bind) {
        bind("ticket", ticket), bind("kind", kind), bind("wire_id", wire_id);
        bind("author_kind", author_kind), bind("author_id", author_id);
        bind("author_name", author_name), bind("author_email", author_email), bind("body", body);
        bind("format", format), bind("message_origin", message_origin);
        bind("written_at", written_at), bind("attachment_count", attachment_count);
    }
};
MessageColumns message_columns(core::TicketId ticket, core::MessageKind kind, std::int64_t wire_id,
                               const core::Author& author, const core::Body& body,
                               Timestamp written_at, std::size_t attachment_count);
/// The same into a row that is used again and again, so that its texts keep their memory.
void fill(MessageColumns& row, core::TicketId ticket, core::MessageKind kind, std::int64_t wire_id,
          const core::Author& author, const core::Body& body, Timestamp written_at,
          std::size_t attachment_count);

/// The columns of an event that are written.
struct EventColumns {
    std::int64_t ticket = 0;
    std::string type;
    std::int64_t actor_kind = 0, actor_id = 0;
    std::string actor_name;
    std::int64_t event_origin = 0;
    std::string details;
    std::int64_t happened_at = 0;

    void each(auto&& bind) {
        bind("ticket", ticket), bind("type", type), bind("actor_kind", actor_kind);
        bind("actor_id", actor_id), bind("actor_name", actor_name);
        bind("event_origin", event_origin), bind("details", details);
        bind("happened_at", happened_at);
    }
};
EventColumns event_columns(core::TicketId ticket, const core::NewEvent& event,
                           const core::Actor& actor, Timestamp happened_at);
/// The same into a row that is used again and again, so that its texts keep their memory.
/// \param before  details in front of the event's own
void fill(EventColumns& row, core::TicketId ticket, const core::NewEvent& event,
          const core::Actor& actor, Timestamp happened_at, const core::EventDetails& before = {});
/// What the event of a reply or a note says in front: its wire id, which the store has given.
core::EventDetails details_of_message(core::MessageKind kind, std::int64_t wire_id);

struct EventRow {
    std::int64_t id = 0, ticket = 0;
    std::string type;
    std::int64_t actor_kind = 0, actor_id = 0;
    std::string actor_name;
    std::int64_t origin = 0;
    std::string details;
    std::int64_t created_at = 0;

    static auto columns(EventRow& r) {
        return std::tie(r.id, r.ticket, r.type, r.actor_kind, r.actor_id, r.actor_name, r.origin,
                        r.details, r.created_at);
    }
};
inline constexpr const char* kEventColumnList =
    "id, ticket_id, type, actor_kind, actor_id, actor_name, origin, details, created_at";

/// Of which ticket, and what.
struct EventKindRow {
    std::int64_t ticket = 0;
    std::string type;
    static auto columns(EventKindRow& r) { return std::tie(r.ticket, r.type); }
};

struct EventsAfter {
    std::int64_t after = 0;  ///< an event's id; 0: from the first on
    std::int64_t most = 0;
    void each(auto&& bind) { bind("after", after), bind("most", most); }
};

/// One more or one less in a counter.
struct CounterStep {
    std::int64_t department = 0, status = 0, flag = 0, slot = 0, step = 0;
    void each(auto&& bind) {
        bind("department", department), bind("status", status), bind("flag", flag);
        bind("slot", slot), bind("step", step);
    }
};

}  // namespace desk::store
