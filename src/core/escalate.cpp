#include "core/escalate.hpp"

#include <algorithm>

#include "core/add_message.hpp"
#include "core/update_ticket.hpp"
#include "util/log.hpp"
#include "util/text.hpp"

namespace desk::core {

namespace {

template <class List, class Item>
bool is_for(const List& list, const Item& item) {
    return list.empty() || std::find(list.begin(), list.end(), item) != list.end();
}

bool is_for(Tx& tx, const EscalationRule& rule, const Ticket& ticket) {
    const bool has_status = rule.statuses.empty() ? tx.housekeeping().is_active(ticket.status)
                                                  : is_for(rule.statuses, ticket.status);
    return has_status && is_for(rule.departments, ticket.department) &&
           is_for(rule.priorities, ticket.priority) && ticket.opened_at >= rule.made_at &&
           !ticket.merged_into.is_set();
}

void keep_earliest(std::optional<Timestamp>& earliest, std::optional<Timestamp> time) {
    if (time && (!earliest || *time < *earliest)) earliest = time;
}

std::string status_title(Tx& tx, StatusId id) {
    for (Status& status : tx.statuses()) {
        if (status.id == id) return std::move(status.title);
    }
    return {};
}

/// A refusal changes nothing else: the rest of what a rule does is done.
template <class T>
void note_refusal(const EscalationRule& rule, const Ticket& ticket, std::string_view what,
                  const Result<T>& result) {
    if (result) return;
    log::warning(
        "an escalation rule could not do all it says; see 'polydesk escalation-rule list'",
        {{"rule", std::string_view(rule.name)}, {"ticket", ticket.id.value()}, {"what", what}});
}

void fire(Tx& tx, const EscalationRule& rule, const Ticket& ticket) {
    const Actor actor = job_actor("escalation");
    // What the rule names may be gone by now.
    const auto department =
        rule.set_department.is_set() ? tx.find_department({rule.set_department, {}}) : std::nullopt;
    const std::string status = status_title(tx, rule.set_status);

    UpdateTicketInput update;
    update.ref.id = ticket.id;
    update.priority = rule.set_priority;
    if (department) update.department = DepartmentRef{department->id, {}};
    if (rule.set_flag.is_set()) update.flag = rule.set_flag;
    if (!status.empty() && rule.reply.empty()) update.status_title = status;
    note_refusal(rule, ticket, "update", update_ticket(tx, actor, update));

    if (!rule.reply.empty()) {
        AddReplyInput reply;
        reply.ref.id = ticket.id;
        reply.staff_name = department ? department->name : ticket.department_name;
        reply.body = {fill_in(rule.reply, ticket), BodyFormat::plain, Origin::local};
        reply.status_title = status;
        note_refusal(rule, ticket, "reply", add_reply(tx, actor, reply));
    }

    const NewEvent event{event_type::kTicketEscalated,
                         {{"rule", std::to_string(rule.id.value())}, {"name", rule.name}}};
    if (rule.notify) {
        tx.housekeeping().notify_department(
            ticket.id, department ? department->id : ticket.department, event, actor);
    } else {
        tx.append_event(ticket.id, event, actor);
    }
}

/// \return whether it fired
bool look_at(Tx& tx, const EscalationRule& rule, TicketId id) {
    Housekeeping& housekeeping = tx.housekeeping();
    const Timestamp now = tx.clock().now();
    const std::optional<Ticket> ticket = tx.lock_ticket({id, {}, {}});
    if (!ticket || !is_for(tx, rule, *ticket)) {
        housekeeping.forget_escalation(rule.id, id);
        return false;
    }
    const Timestamp since = std::max(
        ticket->last_reply_at, housekeeping.escalated_at(rule.id, id).value_or(Timestamp::min()));
    if (since + rule.wait > now) {
        housekeeping.set_escalated_at(rule.id, id, since);
        return false;
    }
    fire(tx, rule, *ticket);
    housekeeping.set_escalated_at(rule.id, id, now);
    return true;
}

}  // namespace

std::string fill_in(const std::string& text, const Ticket& ticket) {
    const std::string& name = ticket.shown_name();
    const std::string first_name(trim(name).substr(0, trim(name).find(' ')));
    std::string filled;
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = std::string_view(text).substr(at);
        const auto put = [&](std::string_view word, const std::string& value) {
            if (!rest.starts_with(word)) return false;
            filled += value;
            at += word.size();
            return true;
        };
        if (put("[NAME]", name) || put("[FIRSTNAME]", first_name) ||
            put("[EMAIL]", ticket.shown_email())) {
            continue;
        }
        filled += text[at++];
    }
    return filled;
}

std::optional<Timestamp> next_escalation(Tx& tx, const JobState&) {
    std::optional<Timestamp> next;
    for (const EscalationRule& rule : tx.housekeeping().escalation_rules()) {
        std::optional<Timestamp> oldest = tx.housekeeping().oldest_reply_to_escalate(rule);
        keep_earliest(oldest, tx.housekeeping().oldest_escalation(rule.id));
        if (oldest) keep_earliest(next, *oldest + rule.wait);
    }
    return next;
}

Piece escalate(Tx& tx) {
    Piece piece;
    for (const EscalationRule& rule : tx.housekeeping().escalation_rules()) {
        const Timestamp before = tx.clock().now() - rule.wait;
        std::vector<TicketId> found =
            tx.housekeeping().tickets_escalated(rule.id, before, kPieceSize);
        if (found.empty()) {
            found = tx.housekeeping().tickets_to_escalate(rule, before, kPieceSize);
        }
        for (const TicketId id : found) piece.done += look_at(tx, rule, id) ? 1 : 0;
        // A rule at a time, since what one does may be what the next one asks for.
        piece.has_more = piece.has_more || !found.empty();
        if (!found.empty()) break;
    }
    return piece;
}

}  // namespace desk::core
