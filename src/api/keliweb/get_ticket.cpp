#include "api/keliweb/get_ticket.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <string>
#include <utility>

#include "api/common/attachment_names.hpp"
#include "api/common/ticket_people.hpp"
#include "api/keliweb/ticket_ref.hpp"
#include "core/body.hpp"
#include "util/text.hpp"
#include "util/time_text.hpp"

namespace desk::keliweb {

namespace {

namespace json = boost::json;
using core::Author;
using core::Errc;
using core::Message;
using core::MessageKind;
using core::Ticket;

constexpr std::size_t kSlowBytes = 64 * 1024;

std::string number(std::int64_t value) { return std::to_string(value); }

template <class Tag>
std::string number(StrongId<Tag> id) {
    return number(id.value());
}

/// `S<id>` for a service, `D<id>` for a domain.
std::string service_of(const Ticket& ticket) {
    if (ticket.service.is_set()) return "S" + number(ticket.service);
    if (ticket.domain.is_set()) return "D" + number(ticket.domain);
    return {};
}

/// The opening stands among the replies with the ticket's own people; of those who reply only
/// guests are named.
json::object render_reply(const Ticket& ticket, const Message& message,
                          const core::Settings& settings) {
    const Author& author = message.author;
    const bool opening = message.kind == MessageKind::opening;
    const bool guest = author.kind == Author::Kind::guest;
    const std::int64_t contact = author.kind == Author::Kind::contact ? author.id : 0;
    json::object reply{
        {"replyid", number(message.wire_id)},
        {"userid", number(api::shown_client(ticket, message))},
        {"contactid", number(opening ? ticket.contact.value() : contact)},
        {"name", opening ? ticket.shown_name()
                 : guest ? author.name
                         : ""},
        {"email", opening ? ticket.shown_email()
                  : guest ? author.email
                          : ""},
        {"date", format_date_time(message.created_at, settings.time_zone)},
        {"message", core::body_as_text(message.body)},
        {"attachment", api::stored_names(message)},
    };
    if (!message.attachments.empty()) reply["attachments"] = attachment_list(message);
    reply["admin"] = api::admin_name(author);
    if (!opening) reply["rating"] = number(message.rating);
    return reply;
}

json::object render_note(const Message& message, const core::Settings& settings) {
    return {{"noteid", number(message.wire_id)},
            {"date", format_date_time(message.created_at, settings.time_zone)},
            {"message", core::body_as_text(message.body)},
            {"admin", api::admin_name(message.author)}};
}

json::array render_replies(const Ticket& ticket, bool newest_first,
                           const core::Settings& settings) {
    json::array replies;
    for (const Message& message : ticket.messages) {
        if (message.kind == MessageKind::note) continue;
        replies.push_back(render_reply(ticket, message, settings));
    }
    if (newest_first) std::reverse(replies.begin(), replies.end());
    return replies;
}

json::array render_notes(const Ticket& ticket, const core::Settings& settings) {
    std::vector<const Message*> notes;
    for (const Message& message : ticket.messages) {
        if (message.kind == MessageKind::note) notes.push_back(&message);
    }
    std::sort(notes.begin(), notes.end(),
              [](const Message* a, const Message* b) { return a->wire_id < b->wire_id; });
    json::array list;
    for (const Message* note : notes) list.push_back(render_note(*note, settings));
    return list;
}

std::string opened_by_agent(const Ticket& ticket) {
    if (ticket.messages.empty()) return {};
    return std::string(api::admin_name(ticket.messages.front().author));
}

}  // namespace

json::array attachment_list(const Message& message) {
    json::array list;
    for (const core::Attachment& attachment : message.attachments) {
        list.push_back(json::object{{"filename", attachment.file_name},
                                    {"index", number(attachment.position)}});
    }
    return list;
}

core::Result<GetTicketRequest> prepare_get_ticket(const api::Params& params) {
    GetTicketRequest request;
    auto ref = read_ticket_ref(params);
    if (!ref) return tl::unexpected(std::move(ref.error()));
    request.ref = std::move(*ref);
    const std::string* order = params.text("repliessort");
    request.newest_first = order != nullptr && equal_ignoring_case(trim(*order), "DESC");
    return request;
}

Answer render_ticket(const Ticket& ticket, bool newest_first, const core::Settings& settings) {
    return {
        {"ticketid", number(ticket.id)},
        {"tid", ticket.number},
        {"ticketnum", ticket.number},
        {"c", ticket.access_code},
        {"deptid", number(ticket.department)},
        {"deptname", ticket.department_name},
        {"userid", number(ticket.client)},
        {"contactid", number(ticket.contact)},
        {"name", ticket.shown_name()},
        {"email", ticket.shown_email()},
        {"cc", ticket.cc},
        {"date", format_date_time(ticket.opened_at, settings.time_zone)},
        {"subject", ticket.subject},
        {"status", ticket.status_title},
        {"priority", core::priority_title(ticket.priority)},
        {"admin", opened_by_agent(ticket)},
        {"lastreply", format_date_time(ticket.last_reply_at, settings.time_zone)},
        {"flag", number(ticket.flag)},
        {"service", service_of(ticket)},
        {"replies", json::object{{"reply", render_replies(ticket, newest_first, settings)}}},
        {"notes", json::object{{"note", render_notes(ticket, settings)}}},
    };
}

bool renders_slowly(const Ticket& ticket) {
    std::size_t html_bytes = 0;
    for (const Message& message : ticket.messages) {
        if (message.body.format == core::BodyFormat::html) html_bytes += message.body.text.size();
    }
    return html_bytes > kSlowBytes;
}

namespace {

core::Result<GetTicketRequest> prepare(api::Params& params, const api::BindContext&) {
    return prepare_get_ticket(params);
}

core::Result<Ticket> run(core::Tx& tx, const core::Actor& actor, const GetTicketRequest& request) {
    return core::get_ticket(tx, actor, {request.ref, {}});
}

Answer render(const GetTicketRequest& request, const Ticket& ticket,
              const core::Settings& settings) {
    return render_ticket(ticket, request.newest_first, settings);
}

constexpr Operation<GetTicketRequest, Ticket> kOperation{
    "get-ticket", "getticket", api::Access::read, false, prepare, run, render, renders_slowly};

}  // namespace

constinit const Method kGetTicket = make_method<kOperation>();

}  // namespace desk::keliweb
