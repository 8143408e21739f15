#include "core/add_message.hpp"

#include "core/author.hpp"
#include "core/limits.hpp"
#include "core/permissions.hpp"
#include "util/text.hpp"

namespace desk::core {

namespace {

/// spec/whmcs.md 7.2: staff by login or by free text, else a client or its contact, else a guest.
Result<Author> resolve_author(Tx& tx, const AddReplyInput& input) {
    if (!is_blank(input.agent_login)) {
        if (const auto agent = tx.find_agent_by_login(trim(input.agent_login))) {
            return author_of(*agent);
        }
        auto name = checked_name(input.agent_login);
        if (!name) return tl::unexpected(name.error());
        return Author{Author::Kind::agent, 0, std::move(*name), {}};
    }
    if (input.client.is_set()) {
        const std::optional<Client> client = tx.find_client(input.client);
        if (!client) return fail(Errc::client_not_found);
        if (!input.contact.is_set()) return author_of(*client);
        OpeningQuery query;
        query.client = input.client;
        query.contact = input.contact;
        const OpeningFacts facts = tx.opening_facts(query);
        if (!facts.contact) return fail(Errc::contact_not_found);
        return author_of(*facts.contact);
    }
    auto name = checked_name(input.requester_name);
    if (!name) return tl::unexpected(name.error());
    if (name->empty() || is_blank(input.requester_email)) return fail(Errc::requester_required);
    auto email = checked_email(input.requester_email);
    if (!email) return tl::unexpected(email.error());
    return guest_author(std::move(*name), std::move(*email));
}

Result<Ticket> lock_for(Tx& tx, const Actor& actor, Action action, const TicketRef& ref) {
    std::optional<Ticket> ticket = tx.lock_ticket(ref);
    if (!ticket || !may(actor, Action::see_ticket, *ticket)) return fail(Errc::ticket_not_found);
    if (!may(actor, action, *ticket)) return fail(Errc::not_permitted);
    return std::move(*ticket);
}

Result<void> check_content(Tx& tx, const Body& body, Timestamp created_at,
                           const std::vector<NewAttachment>& attachments) {
    if (auto ok = check_message(body.text); !ok) return ok;
    if (auto ok = check_not_in_future(created_at, tx.clock().now()); !ok) return ok;
    return check_attachments(attachments, tx.settings());
}

}  // namespace

Result<WrittenMessage> add_reply(Tx& tx, const Actor& actor, const AddReplyInput& input) {
    auto before = lock_for(tx, actor, Action::reply, input.ref);
    if (!before) return tl::unexpected(before.error());
    auto author = resolve_author(tx, input);
    if (!author) return tl::unexpected(author.error());
    const Timestamp created_at = input.created_at.value_or(tx.clock().now());
    if (auto ok = check_content(tx, input.body, created_at, input.attachments); !ok) {
        return tl::unexpected(ok.error());
    }
    const bool by_agent = author->kind == Author::Kind::agent;
    const std::string title = !input.status_title.empty() ? input.status_title
                              : by_agent                  ? "Answered"
                                                          : "Customer-Reply";
    const std::optional<Status> status = tx.find_status(title);
    if (!status) return fail(Errc::status_not_found);

    Ticket after = *before;
    after.status = status->id;
    after.status_title = status->title;
    after.last_reply_at = std::max(before->last_reply_at, created_at);
    after.reply_count = before->reply_count + 1;
    after.updated_at = tx.clock().now();
    tx.update_ticket(*before, after);

    NewMessage message{
        after.id,
        MessageKind::reply,
        std::move(*author),
        input.body,
        created_at,
        input.attachments,
        ticket_event(by_agent ? event_type::kTicketAdminReply : event_type::kTicketUserReply,
                     after)};
    if (!input.send_mail) message.event.details.emplace_back("noemail", "true");
    return tx.insert_message(message, actor);
}

Result<WrittenMessage> add_note(Tx& tx, const Actor& actor, const AddNoteInput& input) {
    auto before = lock_for(tx, actor, Action::add_note, input.ref);
    if (!before) return tl::unexpected(before.error());
    const Timestamp created_at = input.created_at.value_or(tx.clock().now());
    if (auto ok = check_content(tx, input.body, created_at, input.attachments); !ok) {
        return tl::unexpected(ok.error());
    }
    Ticket after = *before;
    after.updated_at = tx.clock().now();
    tx.update_ticket(*before, after);
    const NewMessage message{
        after.id,
        MessageKind::note,
        acting_agent(actor),
        input.body,
        created_at,
        input.attachments,
        {event_type::kTicketAddNote, {{"adminid", std::to_string(actor.agent.value())}}}};
    return tx.insert_message(message, actor);
}

}  // namespace desk::core
