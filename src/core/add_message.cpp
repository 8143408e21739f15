#include "core/add_message.hpp"

#include <algorithm>

#include "core/author.hpp"
#include "core/limits.hpp"
#include "core/permissions.hpp"
#include "core/status_change.hpp"
#include "core/write_custom_fields.hpp"
#include "util/text.hpp"

namespace desk::core {

namespace {

Result<Author> resolve_agent(Tx& tx, std::string_view login) {
    if (const auto agent = tx.find_agent_by_login(trim(login))) return author_of(*agent);
    auto name = checked_name(login);
    if (!name) return tl::unexpected(name.error());
    return Author{Author::Kind::agent, 0, std::move(*name), {}};
}

Result<Author> resolve_client(Tx& tx, ClientId id, ContactId contact) {
    const std::optional<Client> client = tx.find_client(id);
    if (!client) return fail(Errc::client_not_found);
    if (!contact.is_set()) return author_of(*client);
    OpeningQuery query;
    query.client = id;
    query.contact = contact;
    const OpeningFacts facts = tx.opening_facts(query);
    if (!facts.contact) return fail(Errc::contact_not_found);
    return author_of(*facts.contact);
}

/// spec/whmcs.md 7.2: staff by login or by free text, else a client or its contact, else a guest.
Result<Author> resolve_author(Tx& tx, const Actor& actor, const AddReplyInput& input) {
    const bool is_staff_reply = !is_blank(input.agent_login);
    if (actor.client.is_set()) {
        if (is_staff_reply) return fail(Errc::not_permitted);
        if (input.client.is_set() && input.client != actor.client) {
            return fail(Errc::client_not_found);
        }
        return resolve_client(tx, actor.client, input.contact);
    }
    if (actor.kind == Actor::Kind::system && !input.staff_name.empty()) {
        return Author{Author::Kind::agent, 0, input.staff_name, {}};
    }
    if (is_staff_reply) return resolve_agent(tx, input.agent_login);
    if (input.client.is_set()) return resolve_client(tx, input.client, input.contact);
    auto name = checked_name(input.requester_name);
    if (!name) return tl::unexpected(name.error());
    if (name->empty() || is_blank(input.requester_email)) return fail(Errc::requester_required);
    auto email = checked_email(input.requester_email);
    if (!email) return tl::unexpected(email.error());
    return guest_author(std::move(*name), std::move(*email));
}

/// The ticket, or where it was merged into another the one that it is in now.
Result<Ticket> lock_for(Tx& tx, const Actor& actor, Action action, const TicketRef& ref) {
    constexpr int kMostMerges = 100;  // one into the next
    std::optional<Ticket> ticket = tx.lock_ticket(ref);
    for (int merge = 0; merge < kMostMerges; ++merge) {
        if (!ticket || !may(actor, Action::see_ticket, *ticket)) break;
        if (!ticket->merged_into.is_set()) break;
        ticket = tx.lock_ticket({ticket->merged_into, {}, {}});
    }
    if (!ticket || !may(actor, Action::see_ticket, *ticket)) return fail(Errc::ticket_not_found);
    if (!may(actor, action, *ticket)) return fail(Errc::not_permitted);
    return std::move(*ticket);
}

Result<void> check_time_and_files(Tx& tx, Timestamp created_at,
                                  const std::vector<NewAttachment>& attachments) {
    if (auto ok = check_not_in_future(created_at, tx.clock().now()); !ok) return ok;
    return check_attachments(attachments, tx.settings());
}

/// The status after the reply. A client sets none but by replying, and may close where it may.
Result<Status> status_after(Tx& tx, const Actor& actor, const AddReplyInput& input, bool by_agent,
                            const Ticket& ticket) {
    if (is_blank(input.status_title)) {
        return status_titled(tx, by_agent ? "Answered" : "Customer-Reply");
    }
    auto status = status_titled(tx, input.status_title);
    if (!status) return status;
    const Action needed = is_closed(status->title) ? Action::close_ticket : Action::update_ticket;
    if (!may(actor, needed, ticket)) return fail(Errc::not_permitted);
    return status;
}

NewEvent reply_event(bool by_agent, const Author& author, const Ticket& ticket,
                     const AddReplyInput& input) {
    NewEvent event = ticket_event(
        by_agent ? event_type::kTicketAdminReply : event_type::kTicketUserReply, ticket);
    if (by_agent) event.details.emplace_back("admin", author.name);
    if (!input.send_mail) event.details.emplace_back("noemail", "true");
    return event;
}

NewEvent note_event(const Actor& actor, const std::vector<NewAttachment>& attachments) {
    std::string names;
    for (const NewAttachment& attachment : attachments) {
        if (!names.empty()) names += '|';
        names += attachment.file_name;
    }
    return {event_type::kTicketAddNote,
            {{"adminid", std::to_string(actor.agent.value())}, {"attachments", std::move(names)}}};
}

}  // namespace

Result<WrittenMessage> add_reply(Tx& tx, const Actor& actor, const AddReplyInput& input) {
    auto before = lock_for(tx, actor, Action::reply, input.ref);
    if (!before) return tl::unexpected(before.error());
    auto author = resolve_author(tx, actor, input);
    if (!author) return tl::unexpected(author.error());
    if (auto ok = check_message(input.body.text); !ok) return tl::unexpected(ok.error());
    const bool by_agent = author->kind == Author::Kind::agent;
    const auto status = status_after(tx, actor, input, by_agent, *before);
    if (!status) return tl::unexpected(status.error());
    const Timestamp created_at = input.created_at.value_or(tx.clock().now());
    if (auto ok = check_time_and_files(tx, created_at, input.attachments); !ok) {
        return tl::unexpected(ok.error());
    }
    const auto fields_changed =
        write_custom_fields(tx, before->id, before->department, input.custom_fields,
                            input.ignore_unknown_custom_fields);
    if (!fields_changed) return tl::unexpected(fields_changed.error());

    Ticket after = *before;
    after.status = status->id;
    after.status_title = status->title;
    after.last_reply_at = std::max(before->last_reply_at, created_at);
    after.reply_count = before->reply_count + 1;
    after.updated_at = tx.clock().now();
    tx.update_ticket(*before, after);

    NewMessage message{after.id,
                       MessageKind::reply,
                       {},
                       input.body,
                       created_at,
                       input.attachments,
                       reply_event(by_agent, *author, after, input)};
    message.author = std::move(*author);
    const WrittenMessage written = tx.insert_message(message, actor);
    if (!is_blank(input.status_title)) {
        for (const NewEvent& event : status_events(actor, *before, *status)) {
            tx.append_event(after.id, event, actor);
        }
    }
    if (*fields_changed) {
        tx.append_event(after.id, {event_type::kTicketUpdate, {{"fields", "customfields"}}}, actor);
    }
    return written;
}

Result<WrittenMessage> add_note(Tx& tx, const Actor& actor, const AddNoteInput& input) {
    auto before = lock_for(tx, actor, Action::add_note, input.ref);
    if (!before) return tl::unexpected(before.error());
    if (auto ok = check_message(input.body.text); !ok) return tl::unexpected(ok.error());
    const Timestamp created_at = input.created_at.value_or(tx.clock().now());
    if (auto ok = check_time_and_files(tx, created_at, input.attachments); !ok) {
        return tl::unexpected(ok.error());
    }
    Ticket after = *before;
    after.updated_at = tx.clock().now();
    tx.update_ticket(*before, after);
    const NewMessage message{after.id,
                             MessageKind::note,
                             acting_agent(actor),
                             input.body,
                             created_at,
                             input.attachments,
                             note_event(actor, input.attachments)};
    return tx.insert_message(message, actor);
}

}  // namespace desk::core
