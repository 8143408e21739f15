#include "core/open_ticket.hpp"

#include "core/author.hpp"
#include "core/limits.hpp"
#include "core/number_draw.hpp"
#include "core/permissions.hpp"
#include "core/ticket_code.hpp"
#include "util/text.hpp"

namespace desk::core {

namespace {

/// Each draw that fails has lost its number to another writer.
constexpr int kMostDraws = 1000;
constexpr std::size_t kAccessCodeLength = 8;

bool names_client(const OpenTicketInput& input) {
    return input.client.is_set() || !input.client_code.empty() || !input.client_email.empty();
}

/// An actor that is bound to a client and names none opens for that client, but for a guest.
OpeningQuery query_of(const Actor& actor, const OpenTicketInput& input, const Settings& settings) {
    OpeningQuery query;
    query.department = input.department;
    const bool names_department = input.department.id.is_set() || !is_blank(input.department.name);
    if (input.default_department && !names_department) {
        query.department.name = settings.default_department;
    }
    query.default_department = input.default_department;
    query.status_title = input.status_title.empty() ? "Open" : input.status_title;
    if (input.for_guest) return query;
    query.client = names_client(input) ? input.client : actor.client;
    query.client_code = input.client_code;
    query.client_email = trim(input.client_email);
    if (names_client(input) || actor.client.is_set()) {
        query.user = input.user;
        if (!input.user.is_set()) query.contact = input.contact;
        query.service = input.service;
        if (!input.service.is_set()) query.domain = input.domain;
    }
    return query;
}

/// Whom the ticket is for. Fills in client, user, contact or the guest's name and e-mail.
Result<Author> resolve_client(const OpeningQuery& query, const OpeningFacts& facts,
                              Ticket& ticket) {
    ticket.client = facts.client->id;
    if (query.user.is_set()) {
        if (!facts.user) return fail(Errc::user_not_found);
        ticket.user = facts.user->id;
        return author_of(*facts.user, *facts.client);
    }
    if (query.contact.is_set()) {
        if (!facts.contact) return fail(Errc::contact_not_found);
        ticket.contact = facts.contact->id;
        return author_of(*facts.contact);
    }
    return author_of(*facts.client);
}

/// A guest whose address no client has. Getfly names nobody but an address then.
Result<Author> resolve_unknown_address(const OpenTicketInput& input, const Settings& settings,
                                       Ticket& ticket) {
    auto email = checked_email(input.client_email);
    if (!email) return tl::unexpected(email.error());
    if (settings.strict_accounts) return fail(Errc::account_email_not_found);
    ticket.requester_email = *email;
    if (ticket.requester_name.empty()) ticket.requester_name = email->substr(0, email->find('@'));
    return guest_author(ticket.requester_name, ticket.requester_email);
}

Result<Author> resolve_guest(const OpenTicketInput& input, Ticket& ticket) {
    const bool has_email = !is_blank(input.requester_email);
    if (!input.requester_optional && (ticket.requester_name.empty() || !has_email)) {
        return fail(Errc::requester_required);
    }
    if (has_email) {
        auto email = checked_email(input.requester_email);
        if (!email) return tl::unexpected(email.error());
        ticket.requester_email = std::move(*email);
    }
    return guest_author(ticket.requester_name, ticket.requester_email);
}

Result<Author> resolve_requester(const OpenTicketInput& input, const OpeningQuery& query,
                                 const OpeningFacts& facts, const Settings& settings,
                                 Ticket& ticket) {
    if (input.client.is_set() && !facts.client) return fail(Errc::client_not_found);
    if (!input.client_code.empty() && !facts.client) return fail(Errc::account_code_not_found);
    if (facts.client && input.client.is_set()) return resolve_client(query, facts, ticket);
    auto name = checked_name(input.requester_name);
    if (!name) return tl::unexpected(name.error());
    ticket.requester_name = std::move(*name);
    if (facts.client) return resolve_client(query, facts, ticket);
    if (!input.client_email.empty()) return resolve_unknown_address(input, settings, ticket);
    return resolve_guest(input, ticket);
}

Result<void> check_subject_of_ticket(const OpeningQuery& query, const OpeningFacts& facts,
                                     Ticket& ticket) {
    if (query.service.is_set()) {
        if (!facts.service_found) return fail(Errc::service_not_found);
        ticket.service = query.service;
    }
    if (query.domain.is_set()) {
        if (!facts.domain_found) return fail(Errc::domain_not_found);
        ticket.domain = query.domain;
    }
    return {};
}

/// Everything but number and codes, checked in the order of the document's errors.
Result<NewTicket> build(Tx& tx, const Actor& actor, const OpenTicketInput& input) {
    const OpeningQuery query = query_of(actor, input, tx.settings());
    const OpeningFacts facts = tx.opening_facts(query);
    NewTicket made;
    Ticket& ticket = made.ticket;

    auto author = resolve_requester(input, query, facts, tx.settings(), ticket);
    if (!author) return tl::unexpected(author.error());
    if (!may(actor, Action::open_ticket, ticket)) return fail(Errc::not_permitted);
    if (!facts.department || (facts.department->hidden && !is_staff(actor))) {
        return fail(Errc::department_not_found);
    }
    if (!facts.status) return fail(Errc::status_not_found);
    auto subject = checked_subject(input.subject);
    if (!subject) return tl::unexpected(subject.error());
    if (auto ok = check_message(input.body.text); !ok) return tl::unexpected(ok.error());
    if (auto ok = check_subject_of_ticket(query, facts, ticket); !ok) {
        return tl::unexpected(ok.error());
    }
    const Timestamp now = tx.clock().now();
    ticket.opened_at = input.created_at.value_or(now);
    if (auto ok = check_not_in_future(ticket.opened_at, now); !ok)
        return tl::unexpected(ok.error());
    auto cc = checked_cc(input.cc);
    if (!cc) return tl::unexpected(cc.error());
    if (auto ok = check_phone(input.emergency_phone); !ok) return tl::unexpected(ok.error());
    if (auto ok = check_attachments(input.attachments, tx.settings()); !ok) {
        return tl::unexpected(ok.error());
    }
    auto fields = checked_custom_fields(
        tx, facts.department->id, input.custom_fields,
        input.ignore_unknown_custom_fields || !tx.settings().strict_custom_fields);
    if (!fields) return tl::unexpected(fields.error());

    ticket.department = facts.department->id;
    ticket.department_name = facts.department->name;
    ticket.status = facts.status->id;
    ticket.status_title = facts.status->title;
    ticket.subject = std::move(*subject);
    ticket.cc = std::move(*cc);
    ticket.priority = input.priority;
    ticket.client_may_not_close =
        input.client_may_not_close.value_or(facts.department->prevent_client_closure);
    ticket.expected_on = input.expected_on;
    ticket.emergency_phone = input.emergency_phone;
    ticket.last_reply_at = ticket.opened_at;
    ticket.updated_at = now;
    const bool by_agent = input.opened_by_agent && actor.agent.is_set() && is_staff(actor);
    made.author = by_agent ? acting_agent(actor) : std::move(*author);
    made.body = input.body;
    made.attachments = input.attachments;
    made.custom_fields = std::move(*fields);
    made.event.type = by_agent ? event_type::kTicketOpenAdmin : event_type::kTicketOpen;
    return made;
}

}  // namespace

Result<OpenedTicket> open_ticket(Tx& tx, const Actor& actor, const OpenTicketInput& input) {
    auto made = build(tx, actor, input);
    if (!made) return tl::unexpected(made.error());
    made->ticket.id = input.fixed_id;
    made->ticket.number = input.fixed_number;
    made->ticket.access_code = input.fixed_access_code;
    made->ticket.code = input.fixed_code;
    return write_new_ticket(tx, actor, *made, input.send_mail);
}

Result<OpenedTicket> write_new_ticket(Tx& tx, const Actor& actor, NewTicket& made, bool send_mail) {
    Ticket& ticket = made.ticket;
    Random& random = tx.random();
    const bool has_code = !ticket.code.empty();
    std::optional<NumberDraw> numbers;
    if (ticket.number.empty()) numbers.emplace(tx, ticket.id, ticket.opened_at);
    if (ticket.access_code.empty()) {
        ticket.access_code = random.text(kLettersAndDigits, kAccessCodeLength);
    }
    const std::string_view event_type = made.event.type;
    for (int draw = 0; draw < kMostDraws; ++draw) {
        if (numbers) {
            std::optional<std::string> number = numbers->next();
            if (!number) break;
            ticket.number = std::move(*number);
            if (numbers->id().is_set()) ticket.id = numbers->id();
        }
        if (!has_code) ticket.code = draw_ticket_code(tx.clock().now(), random);
        made.event = ticket_event(event_type, ticket);
        if (!send_mail) made.event.details.emplace_back("noemail", "true");
        if (const std::optional<TicketId> id = tx.insert_ticket(made, actor)) {
            if (numbers) tx.numbers().memory().saw(*id);
            return OpenedTicket{*id, ticket.number, ticket.access_code, ticket.code};
        }
        if (!numbers) break;
        // An id may be used up by each try that draws one: the further ones share it.
        if (!ticket.id.is_set()) ticket.id = tx.draw_ticket_id();
    }
    return fail(Errc::number_exhausted);
}

}  // namespace desk::core
