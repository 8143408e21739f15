#include "api/whmcs/render_ticket.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "api/common/ticket_people.hpp"
#include "api/whmcs/ticket_parts.hpp"
#include "api/whmcs/wire_text.hpp"
#include "core/body.hpp"

namespace desk::whmcs {

namespace {

namespace json = boost::json;
using core::Author;
using core::Message;
using core::MessageKind;
using core::Ticket;

/// The opening message stands among the replies with the ticket's own people; later replies of
/// clients and agents show neither name nor e-mail, as in the sample.
void put_people(const Ticket& ticket, const Message& message, json::object& into) {
    const Author& author = message.author;
    const bool is_opening = message.kind == MessageKind::opening;
    const bool is_contact = author.kind == Author::Kind::contact;
    const bool is_guest = author.kind == Author::Kind::guest;
    const core::ContactId contact =
        is_opening ? ticket.contact : core::ContactId(is_contact ? author.id : 0);
    into.emplace("userid", id_text(api::shown_client(ticket, message)));
    into.emplace("contactid", id_text(contact));
    into.emplace("name", is_opening ? ticket.shown_name() : is_guest ? author.name : "");
    into.emplace("email", is_opening ? ticket.shown_email() : is_guest ? author.email : "");
    api::put_requestor(is_opening ? api::requestor_of(ticket) : author, into);
}

json::object reply_of(const Ticket& ticket, const Message& message, const TimeZone& zone,
                      const json::storage_ptr& storage) {
    json::object reply(storage);
    reply.reserve(16);
    reply.emplace("replyid", std::to_string(message.wire_id));
    put_people(ticket, message, reply);
    reply.emplace("date", format_date_time(message.created_at, zone));
    reply.emplace("message", core::body_as_text(message.body));
    put_attachments(message, reply);
    reply.emplace("admin", api::admin_name(message.author));
    if (message.kind == MessageKind::reply) reply.emplace("rating", std::to_string(message.rating));
    return reply;
}

json::object note_of(const Message& message, const TimeZone& zone,
                     const json::storage_ptr& storage) {
    json::object note(storage);
    note.emplace("noteid", std::to_string(message.wire_id));
    put_note(message, zone, note);
    return note;
}

json::object list_of(std::string_view item_name, json::array items) {
    json::object list(items.storage());
    list.emplace(item_name, std::move(items));
    return list;
}

void put_messages(const Ticket& ticket, bool newest_first, const TimeZone& zone, Answer& answer) {
    json::array replies(answer.storage());
    for (const Message& message : ticket.messages) {
        if (message.kind == MessageKind::note) continue;
        replies.push_back(reply_of(ticket, message, zone, answer.storage()));
    }
    if (newest_first) std::reverse(replies.begin(), replies.end());
    json::array note_items(answer.storage());
    for (const Message* note : notes_of(ticket)) {
        note_items.push_back(note_of(*note, zone, answer.storage()));
    }
    answer.emplace("replies", list_of("reply", std::move(replies)));
    answer.emplace("notes", list_of("note", std::move(note_items)));
}

}  // namespace

void render_ticket(const Ticket& ticket, bool newest_first, const core::Settings& settings,
                   Answer& answer) {
    const TimeZone& zone = settings.time_zone;
    const Author opener = ticket.messages.empty() ? Author{} : ticket.messages.front().author;
    answer.reserve(32);
    answer.emplace("ticketid", id_text(ticket.id));
    answer.emplace("id", id_text(ticket.id));
    answer.emplace("tid", ticket.number);
    answer.emplace("c", ticket.access_code);
    answer.emplace("deptid", id_text(ticket.department));
    answer.emplace("deptname", ticket.department_name);
    answer.emplace("userid", id_text(ticket.client));
    answer.emplace("contactid", id_text(ticket.contact));
    answer.emplace("name", ticket.shown_name());
    answer.emplace("email", ticket.shown_email());
    api::put_requestor(api::requestor_of(ticket), answer);
    answer.emplace("cc", ticket.cc);
    answer.emplace("date", format_date_time(ticket.opened_at, zone));
    answer.emplace("subject", ticket.subject);
    answer.emplace("status", ticket.status_title);
    answer.emplace("priority", core::priority_title(ticket.priority));
    answer.emplace("admin", api::admin_name(opener));
    answer.emplace("lastreply", format_date_time(ticket.last_reply_at, zone));
    answer.emplace("flag", id_text(ticket.flag));
    answer.emplace("service", service_of(ticket));
    put_messages(ticket, newest_first, zone, answer);
}

}  // namespace desk::whmcs
