#include "core/update_ticket.hpp"

#include "core/limits.hpp"
#include "core/merge_tickets.hpp"
#include "core/permissions.hpp"
#include "core/status_change.hpp"
#include "core/write_custom_fields.hpp"
#include "util/text.hpp"

namespace desk::core {

namespace {

/// One update on its way: what was, what shall be, and what must be said of it.
struct Update {
    Tx& tx;
    const Actor& actor;
    const UpdateTicketInput& input;
    Ticket before;
    Ticket after;
    std::vector<NewEvent> events;
    std::string other_fields;  ///< names of changes that have no event of their own

    void also(std::string_view field) {
        if (!other_fields.empty()) other_fields += ',';
        other_fields += field;
    }
};

Result<void> move_department(Update& u) {
    if (!u.input.department) return {};
    const std::optional<Department> department = u.tx.find_department(*u.input.department);
    if (!department) return fail(Errc::department_not_found);
    if (department->id == u.before.department) return {};
    u.after.department = department->id;
    u.after.department_name = department->name;
    if (department->prevent_client_closure) u.after.client_may_not_close = true;
    u.events.push_back(
        {event_type::kTicketDepartmentChange,
         {{"deptid", std::to_string(department->id.value())}, {"deptname", department->name}}});
    return {};
}

Result<void> change_status(Update& u) {
    if (!u.input.status_title) return {};
    const auto status = status_titled(u.tx, *u.input.status_title);
    if (!status) return tl::unexpected(status.error());
    for (NewEvent& event : status_events(u.actor, u.before, *status)) {
        u.events.push_back(std::move(event));
    }
    u.after.status = status->id;
    u.after.status_title = status->title;
    return {};
}

Result<void> change_subject(Update& u) {
    if (!u.input.subject) return {};
    auto subject = checked_subject(*u.input.subject);
    if (!subject) return tl::unexpected(subject.error());
    if (*subject == u.before.subject) return {};
    u.events.push_back({event_type::kTicketSubjectChange, {{"subject", *subject}}});
    u.after.subject = std::move(*subject);
    return {};
}

/// What belonged to the old client goes when the ticket does.
void leave_client(Ticket& ticket) {
    ticket.contact = {};
    ticket.user = {};
    ticket.service = {};
    ticket.domain = {};
    ticket.requester_name.clear();
    ticket.requester_email.clear();
}

void move_to_client(Update& u, const Client& client) {
    if (client.id == u.before.client) return;
    leave_client(u.after);
    u.after.client = client.id;
    u.after.client_name = client.name;
    u.after.client_email = client.email;
}

void make_guest(Update& u, std::string name, std::string email) {
    leave_client(u.after);
    u.after.client = {};
    u.after.requester_name = std::move(name);
    u.after.requester_email = std::move(email);
}

/// Getfly's `account_email`: the present address is no change, a known one links its client, an
/// unknown one makes a guest, none at all takes the requester off the ticket.
Result<void> move_to_address(Update& u, std::string_view text) {
    const std::string_view address = trim(text);
    if (equal_ignoring_case(address, u.before.shown_email())) return {};
    if (address.empty()) {
        make_guest(u, u.before.requester_name, {});
        return {};
    }
    auto email = checked_email(address);
    if (!email) return tl::unexpected(email.error());
    if (const auto client = u.tx.find_client_by_email(*email)) {
        move_to_client(u, *client);
        return {};
    }
    if (u.tx.settings().strict_accounts) return fail(Errc::account_email_not_found);
    std::string name = email->substr(0, email->find('@'));
    make_guest(u, std::move(name), std::move(*email));
    return {};
}

Result<void> move_client(Update& u) {
    const UpdateTicketInput& input = u.input;
    if (input.client_code && !input.client_code->empty()) {
        const auto client = u.tx.find_client_by_code(*input.client_code);
        if (!client) return fail(Errc::account_code_not_found);
        move_to_client(u, *client);
    } else if (input.client_email) {
        return move_to_address(u, *input.client_email);
    } else if (input.client_code && !u.before.client_code.empty()) {
        make_guest(u, u.before.client_name, u.before.client_email);
    } else if (input.client && input.client->is_set()) {
        const auto client = u.tx.find_client(*input.client);
        if (!client) return fail(Errc::client_not_found);
        move_to_client(u, *client);
    } else if (input.client && u.before.client.is_set()) {
        make_guest(u, u.before.client_name, u.before.client_email);
    }
    return {};
}

Result<void> change_requester(Update& u) {
    if (auto ok = move_client(u); !ok) return ok;
    if (!u.after.client.is_set()) {
        if (u.input.requester_name) {
            auto name = checked_name(*u.input.requester_name);
            if (!name) return tl::unexpected(name.error());
            u.after.requester_name = std::move(*name);
        }
        if (u.input.requester_email) {
            auto email = checked_email(*u.input.requester_email);
            if (!email) return tl::unexpected(email.error());
            u.after.requester_email = std::move(*email);
        }
    }
    if (u.input.contact_name) {
        auto name = checked_name(*u.input.contact_name);
        if (!name) return tl::unexpected(name.error());
        u.after.requester_name = std::move(*name);
    }
    if (u.after.client != u.before.client) u.also("client");
    if (u.after.requester_name != u.before.requester_name) u.also("name");
    if (u.after.requester_email != u.before.requester_email) u.also("email");
    return {};
}

void change_priority(Update& u) {
    if (!u.input.priority || *u.input.priority == u.before.priority) return;
    u.after.priority = *u.input.priority;
    u.events.push_back({event_type::kTicketPriorityChange,
                        {{"priority", std::string(priority_title(u.after.priority))}}});
}

/// An unknown agent is ignored (spec/whmcs.md 7.3).
void change_flag(Update& u) {
    if (!u.input.flag || *u.input.flag == u.before.flag) return;
    std::string name;
    if (u.input.flag->is_set()) {
        const std::optional<Agent> agent = u.tx.find_agent(*u.input.flag);
        if (!agent) return;
        name = agent->display_name();
    }
    u.after.flag = *u.input.flag;
    u.events.push_back({event_type::kTicketFlagged,
                        {{"adminid", std::to_string(u.after.flag.value())}, {"adminname", name}}});
}

Result<void> change_rest(Update& u) {
    const UpdateTicketInput& input = u.input;
    if (input.cc) {
        auto cc = checked_cc(*input.cc);
        if (!cc) return tl::unexpected(cc.error());
        if (*cc != u.before.cc) u.also("cc");
        u.after.cc = std::move(*cc);
    }
    if (input.client_may_not_close) u.after.client_may_not_close = *input.client_may_not_close;
    if (u.after.client_may_not_close != u.before.client_may_not_close) {
        u.also("preventClientClosure");
    }
    if (input.expected_on) {
        if (*input.expected_on != u.before.expected_on) u.also("expected_at");
        u.after.expected_on = *input.expected_on;
    }
    if (input.emergency_phone) {
        if (auto ok = check_phone(*input.emergency_phone); !ok) return ok;
        if (*input.emergency_phone != u.before.emergency_phone) u.also("emergency_phone");
        u.after.emergency_phone = *input.emergency_phone;
    }
    return {};
}

/// Moves the opening; the last reply only while there is none.
Result<void> change_created(Update& u) {
    if (!u.input.created_at) return {};
    if (is_same_time(*u.input.created_at, u.input.created_is_local, u.before.opened_at,
                     u.tx.settings().time_zone)) {
        return {};
    }
    if (auto ok = check_not_in_future(*u.input.created_at, u.tx.clock().now()); !ok) return ok;
    u.after.opened_at = *u.input.created_at;
    if (u.before.reply_count == 0) u.after.last_reply_at = u.after.opened_at;
    u.also("created");
    return {};
}

Result<void> change_opening(Update& u) {
    const UpdateTicketInput& input = u.input;
    if (input.body_text) {
        if (auto ok = check_message(*input.body_text); !ok) return ok;
    }
    const bool moved = u.after.opened_at != u.before.opened_at;
    if (!input.body_text && !input.body_format && !moved) return {};
    const Message opening = u.tx.opening_message(u.before.id);
    const Body body = changed_body(opening.body, input, u.actor.origin);
    if (body == opening.body && !moved) return {};
    if (!(body == opening.body)) u.also("message");
    u.tx.update_opening_message(u.before.id, body, u.after.opened_at);
    return {};
}

Result<void> change_custom_fields(Update& u) {
    const auto changed = write_custom_fields(
        u.tx, u.before.id, u.after.department, u.input.custom_fields,
        u.input.ignore_unknown_custom_fields || !u.tx.settings().strict_custom_fields);
    if (!changed) return tl::unexpected(changed.error());
    if (*changed) u.also("customfields");
    return {};
}

}  // namespace

Result<UpdatedTicket> update_ticket(Tx& tx, const Actor& actor, const UpdateTicketInput& input) {
    std::optional<Ticket> ticket = tx.lock_ticket(input.ref);
    if (!ticket || !may(actor, Action::see_ticket, *ticket)) return fail(Errc::ticket_not_found);
    if (!may(actor, Action::update_ticket, *ticket)) return fail(Errc::not_permitted);
    if (ticket->merged_into.is_set()) {
        return fail(Errc::ticket_merged, master_number(tx, ticket->merged_into));
    }
    Update u{tx, actor, input, *ticket, *ticket, {}, {}};

    // In the order of the document's errors. A refusal undoes what was written before it: the
    // executor rolls the job's savepoint back.
    if (auto ok = move_department(u); !ok) return tl::unexpected(ok.error());
    change_priority(u);
    if (auto ok = change_status(u); !ok) return tl::unexpected(ok.error());
    if (auto ok = change_created(u); !ok) return tl::unexpected(ok.error());
    if (auto ok = change_subject(u); !ok) return tl::unexpected(ok.error());
    if (auto ok = change_requester(u); !ok) return tl::unexpected(ok.error());
    change_flag(u);
    if (auto ok = change_rest(u); !ok) return tl::unexpected(ok.error());
    if (auto ok = change_opening(u); !ok) return tl::unexpected(ok.error());
    if (auto ok = change_custom_fields(u); !ok) return tl::unexpected(ok.error());

    if (!u.other_fields.empty()) {
        u.events.push_back({event_type::kTicketUpdate, {{"fields", u.other_fields}}});
    }
    if (!u.events.empty()) {
        u.after.updated_at = tx.clock().now();
        tx.update_ticket(u.before, u.after);
        for (const NewEvent& event : u.events) tx.append_event(u.before.id, event, actor);
    }
    return UpdatedTicket{u.before.id, u.before.code};
}

std::optional<Body> text_to_compare(Tx& tx, const Actor& actor, const UpdateTicketInput& input) {
    if (!input.body_text) return std::nullopt;
    std::optional<Ticket> ticket = tx.find_ticket(input.ref, {.messages = false});
    if (!ticket || !may(actor, Action::update_ticket, *ticket)) return std::nullopt;
    Body& stored = ticket->messages.front().body;
    if (!takes_long_to_compare(stored, input)) return std::nullopt;
    return std::move(stored);
}

}  // namespace desk::core
