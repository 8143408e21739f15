#include "app/record_json.hpp"

#include <boost/json.hpp>

#include "util/time_text.hpp"

namespace desk::app {

namespace json = boost::json;

namespace {

std::string_view kind_name(core::MessageKind kind) {
    switch (kind) {
        case core::MessageKind::opening:
            return "opening";
        case core::MessageKind::reply:
            return "reply";
        case core::MessageKind::note:
            return "note";
    }
    return "";
}

std::string_view format_name(core::BodyFormat format) {
    switch (format) {
        case core::BodyFormat::plain:
            return "plain";
        case core::BodyFormat::markdown:
            return "markdown";
        case core::BodyFormat::html:
            return "html";
    }
    return "";
}

std::string_view author_kind_name(core::Author::Kind kind) {
    switch (kind) {
        case core::Author::Kind::agent:
            return "agent";
        case core::Author::Kind::client:
            return "client";
        case core::Author::Kind::contact:
            return "contact";
        case core::Author::Kind::user:
            return "user";
        case core::Author::Kind::guest:
            return "guest";
        case core::Author::Kind::system:
            return "system";
    }
    return "";
}

std::string_view actor_kind_name(core::Actor::Kind kind) {
    switch (kind) {
        case core::Actor::Kind::system:
            return "system";
        case core::Actor::Kind::agent:
            return "agent";
        case core::Actor::Kind::client:
            return "client";
        case core::Actor::Kind::contact:
            return "contact";
        case core::Actor::Kind::user:
            return "user";
        case core::Actor::Kind::guest:
            return "guest";
        case core::Actor::Kind::credential:
            return "credential";
    }
    return "";
}

json::array attachments_json(const std::vector<core::Attachment>& attachments) {
    json::array list;
    for (const core::Attachment& attachment : attachments) {
        list.push_back(json::object{{"file_name", attachment.file_name},
                                    {"media_type", attachment.media_type},
                                    {"size", attachment.size},
                                    {"sha256", attachment.sha256},
                                    {"removed", attachment.removed}});
    }
    return list;
}

json::object message_json(const core::Message& message) {
    return {{"id", message.id.value()},
            {"kind", kind_name(message.kind)},
            {"wire_id", message.wire_id},
            {"author", json::object{{"kind", author_kind_name(message.author.kind)},
                                    {"id", message.author.id},
                                    {"name", message.author.name},
                                    {"email", message.author.email}}},
            {"created_at", format_iso8601(message.created_at)},
            {"format", format_name(message.body.format)},
            {"dialect", origin_name(message.body.origin)},
            {"rating", message.rating},
            {"text", message.body.text},
            {"attachments", attachments_json(message.attachments)}};
}

json::object named(std::int64_t id, const std::string& name) {
    return {{"id", id}, {"name", name}};
}

}  // namespace

std::string_view origin_name(core::Origin origin) {
    switch (origin) {
        case core::Origin::whmcs:
            return "whmcs";
        case core::Origin::keliweb:
            return "keliweb";
        case core::Origin::getfly:
            return "getfly";
        case core::Origin::local:
            return "local";
        case core::Origin::web:
            return "web";
        case core::Origin::mail:
            return "mail";
    }
    return "";
}

json::object ticket_json(const core::Ticket& ticket) {
    json::object fields;
    for (const core::CustomFieldAnswer& answer : ticket.custom_fields) {
        fields[answer.field.code] = answer.has_value ? json::value(answer.value) : json::value();
    }
    json::array messages;
    for (const core::Message& message : ticket.messages) messages.push_back(message_json(message));
    return {{"id", ticket.id.value()},
            {"number", ticket.number},
            {"code", ticket.code},
            {"access_code", ticket.access_code},
            {"subject", ticket.subject},
            {"department", named(ticket.department.value(), ticket.department_name)},
            {"status", named(ticket.status.value(), ticket.status_title)},
            {"priority", core::priority_title(ticket.priority)},
            {"client", named(ticket.client.value(), ticket.client_name)},
            {"contact_id", ticket.contact.value()},
            {"user_id", ticket.user.value()},
            {"requester_name", ticket.requester_name},
            {"requester_email", ticket.requester_email},
            {"cc", ticket.cc},
            {"agent_id", ticket.flag.value()},
            {"service_id", ticket.service.value()},
            {"domain_id", ticket.domain.value()},
            {"client_may_not_close", ticket.client_may_not_close},
            {"expected_on",
             ticket.expected_on ? json::value(format_date(*ticket.expected_on)) : json::value()},
            {"emergency_phone", ticket.emergency_phone},
            {"opened_at", format_iso8601(ticket.opened_at)},
            {"last_reply_at", format_iso8601(ticket.last_reply_at)},
            {"updated_at", format_iso8601(ticket.updated_at)},
            {"version", ticket.version},
            {"merged_into", ticket.merged_into.value()},
            {"custom_fields", std::move(fields)},
            {"messages", std::move(messages)}};
}

json::object event_json(const core::Event& event) {
    json::object details;
    for (const auto& [name, value] : event.details) details[name] = value;
    return {{"id", event.id.value()},
            {"event", event.type},
            {"ticketid", event.ticket.value()},
            {"at", format_iso8601(event.created_at)},
            {"actor", json::object{{"kind", actor_kind_name(event.actor_kind)},
                                   {"id", event.actor_id},
                                   {"name", event.actor_name}}},
            {"dialect", origin_name(event.origin)},
            {"fields", std::move(details)}};
}

}  // namespace desk::app
