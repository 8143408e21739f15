#include "core/split_ticket.hpp"

#include <algorithm>

#include "core/limits.hpp"
#include "core/merge_tickets.hpp"
#include "core/move_ports.hpp"
#include "core/open_ticket.hpp"
#include "core/permissions.hpp"

namespace desk::core {

namespace {

/// The chosen replies in the order in which they are read.
Result<std::vector<Message>> find_replies(Tx& tx, const Ticket& ticket,
                                          std::vector<std::int64_t> wire_ids) {
    if (wire_ids.empty()) return fail(Errc::replies_required);
    std::sort(wire_ids.begin(), wire_ids.end());
    wire_ids.erase(std::unique(wire_ids.begin(), wire_ids.end()), wire_ids.end());
    std::vector<Message> replies;
    std::string unknown;
    for (const std::int64_t wire_id : wire_ids) {
        auto kept = tx.moves().find_message(MessageKind::reply, wire_id);
        if (!kept || kept->message.ticket != ticket.id) {
            unknown += (unknown.empty() ? "" : ", ") + std::to_string(wire_id);
        } else if (kept->was_opening) {
            return fail(Errc::record_in_use,
                        "reply " + std::to_string(wire_id) + " is the opening of merged ticket " +
                            std::to_string(kept->moved_from.value()) + ": unmerge that one");
        } else {
            replies.push_back(std::move(kept->message));
        }
    }
    if (!unknown.empty()) return fail(Errc::reply_not_found, unknown);
    std::sort(replies.begin(), replies.end(), [](const Message& a, const Message& b) {
        return std::tuple(a.created_at, a.id) < std::tuple(b.created_at, b.id);
    });
    return replies;
}

Result<void> set_department(Tx& tx, const DepartmentRef& wanted, Ticket& ticket) {
    if (!wanted.id.is_set() && wanted.name.empty()) return {};
    const std::optional<Department> department = tx.find_department(wanted);
    if (!department) return fail(Errc::department_not_found);
    if (department->id == ticket.department) return {};
    ticket.department = department->id;
    ticket.department_name = department->name;
    if (department->prevent_client_closure) ticket.client_may_not_close = true;
    return {};
}

/// As moving a ticket to another client: what belonged to the old one goes.
Result<void> set_client(Tx& tx, ClientId wanted, Ticket& ticket) {
    if (!wanted.is_set() || wanted == ticket.client) return {};
    const std::optional<Client> client = tx.find_client(wanted);
    if (!client) return fail(Errc::client_not_found);
    ticket.client = client->id;
    ticket.contact = {};
    ticket.user = {};
    ticket.service = {};
    ticket.domain = {};
    ticket.requester_name.clear();
    ticket.requester_email.clear();
    return {};
}

/// The new ticket, but for its number and codes.
Result<NewTicket> build(Tx& tx, const SplitTicketInput& input, const Ticket& original,
                        const std::vector<Message>& replies) {
    NewTicket made;
    Ticket& ticket = made.ticket;
    ticket = original;
    ticket.id = {};
    ticket.number.clear();
    ticket.access_code.clear();
    ticket.code.clear();
    ticket.flag = {};
    ticket.expected_on.reset();
    const std::optional<Status> open = tx.find_status("Open");
    if (!open) return fail(Errc::status_not_found, "Open");
    ticket.status = open->id;
    ticket.status_title = open->title;
    if (input.subject) {
        auto subject = checked_subject(*input.subject);
        if (!subject) return tl::unexpected(subject.error());
        ticket.subject = std::move(*subject);
    }
    if (auto ok = set_department(tx, input.department, ticket); !ok) {
        return tl::unexpected(ok.error());
    }
    if (auto ok = set_client(tx, input.client, ticket); !ok) return tl::unexpected(ok.error());
    if (input.priority) ticket.priority = *input.priority;
    ticket.opened_at = replies.front().created_at;
    ticket.last_reply_at = replies.back().created_at;
    ticket.updated_at = tx.clock().now();
    ticket.reply_count = static_cast<int>(replies.size()) - 1;
    made.author = replies.front().author;
    made.body = tx.moves().body(replies.front().id);
    made.event.type = event_type::kTicketOpenAdmin;
    return made;
}

void settle_original(Tx& tx, const Ticket& before) {
    Ticket after = before;
    after.reply_count = tx.moves().count_replies(after.id);
    after.last_reply_at = tx.moves().last_reply_at(after.id);
    after.updated_at = tx.clock().now();
    tx.update_ticket(before, after);
}

}  // namespace

Result<SplitTicket> split_ticket(Tx& tx, const Actor& actor, const SplitTicketInput& input) {
    const std::optional<Ticket> original = tx.lock_ticket(input.ref);
    if (!original || !may(actor, Action::see_ticket, *original)) {
        return fail(Errc::ticket_not_found);
    }
    if (!may(actor, Action::split_ticket, *original)) return fail(Errc::not_permitted);
    if (original->merged_into.is_set()) {
        return fail(Errc::ticket_merged, master_number(tx, original->merged_into));
    }
    const auto replies = find_replies(tx, *original, input.replies);
    if (!replies) return tl::unexpected(replies.error());
    auto made = build(tx, input, *original, *replies);
    if (!made) return tl::unexpected(made.error());

    // Nobody is mailed that a ticket was opened: its requester wrote it long ago.
    const auto opened = write_new_ticket(tx, actor, *made, false);
    if (!opened) return tl::unexpected(opened.error());
    tx.moves().replace_by_opening(replies->front().id, opened->id);
    for (auto reply = replies->begin() + 1; reply != replies->end(); ++reply) {
        tx.moves().hand_over(reply->id, opened->id);
    }
    settle_original(tx, *original);
    tx.append_event(original->id,
                    {event_type::kTicketSplit,
                     {{"originalTicketId", std::to_string(original->id.value())},
                      {"newTicketID", std::to_string(opened->id.value())}}},
                    actor);
    return SplitTicket{opened->id, opened->number, opened->access_code, opened->code, original->id};
}

}  // namespace desk::core
