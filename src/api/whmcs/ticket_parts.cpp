#include "api/whmcs/ticket_parts.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "api/whmcs/wire_text.hpp"
#include "core/body.hpp"

namespace desk::whmcs {

namespace json = boost::json;
using core::Author;
using core::Message;

namespace {

std::string_view requestor_type(Author::Kind kind) {
    // clang-format off
    switch (kind) {
        case Author::Kind::agent: return "Operator";
        case Author::Kind::client: return "Owner";
        case Author::Kind::contact: return "Sub-account";
        case Author::Kind::user: return "Authorized User";
        case Author::Kind::guest: return "Guest";
        case Author::Kind::system: return "System";
    }
    // clang-format on
    return "";
}

}  // namespace

void put_requestor(const Author& author, json::object& into) {
    into.emplace("requestor_name", author.name);
    into.emplace("requestor_email", author.kind == Author::Kind::agent ? "" : author.email);
    into.emplace("requestor_type", requestor_type(author.kind));
}

std::string_view admin_name(const Author& author) {
    return author.kind == Author::Kind::agent ? std::string_view(author.name) : "";
}

void put_attachments(const Message& message, json::object& into) {
    std::string stored_names;
    json::array files(into.storage());
    bool are_removed = false;
    for (const core::Attachment& attachment : message.attachments) {
        if (!stored_names.empty()) stored_names += '|';
        stored_names += attachment.stored_name;
        json::object file(into.storage());
        file.emplace("filename", attachment.file_name);
        file.emplace("index", attachment.position);
        files.push_back(std::move(file));
        are_removed = are_removed || attachment.removed;
    }
    into.emplace("attachment", stored_names);
    into.emplace("attachments", std::move(files));
    into.emplace("attachments_removed", are_removed);
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
    into.emplace("admin", admin_name(note.author));
}

std::string service_of(const core::Ticket& ticket) {
    if (ticket.service.is_set()) return "S" + id_text(ticket.service);
    return ticket.domain.is_set() ? "D" + id_text(ticket.domain) : "";
}

}  // namespace desk::whmcs
