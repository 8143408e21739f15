#include "api/whmcs/ticket_parts.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "api/common/attachment_names.hpp"
#include "api/common/ticket_people.hpp"
#include "api/whmcs/wire_text.hpp"
#include "core/body.hpp"

namespace desk::whmcs {

namespace json = boost::json;
using core::Message;

void put_attachments(const Message& message, json::object& into) {
    json::array files(into.storage());
    for (const core::Attachment& attachment : message.attachments) {
        json::object file(into.storage());
        file.emplace("filename", attachment.file_name);
        file.emplace("index", attachment.position);
        files.push_back(std::move(file));
    }
    into.emplace("attachment", api::stored_names(message));
    into.emplace("attachments", std::move(files));
    into.emplace("attachments_removed", api::are_removed(message));
}

std::vector<const Message*> notes_of(const core::Ticket& ticket) {
    std::vector<const Message*> notes;
    for (const Message& message : ticket.messages) {
        if (message.kind == core::MessageKind::note) notes.push_back(&message);
    }
    std::sort(notes.begin(), notes.end(),
              [](const Message* a, const Message* b) { return a->wire_id < b->wire_id; });
    return notes;
}

void put_note(const Message& note, const TimeZone& zone, json::object& into) {
    into.emplace("date", format_date_time(note.created_at, zone));
    into.emplace("message", core::body_as_text(note.body));
    put_attachments(note, into);
    into.emplace("admin", api::admin_name(note.author));
}

std::string service_of(const core::Ticket& ticket) {
    if (ticket.service.is_set()) return "S" + id_text(ticket.service);
    return ticket.domain.is_set() ? "D" + id_text(ticket.domain) : "";
}

}  // namespace desk::whmcs
