#include "core/amend_ticket.hpp"

#include "core/limits.hpp"
#include "core/merge_tickets.hpp"
#include "core/permissions.hpp"
#include "core/status_change.hpp"

namespace desk::core {

namespace {

constexpr std::string_view kClosed = "Closed";

/// Of a merged ticket nothing changes any more. Whose the other one is, a client is not told.
Result<void> check_not_merged(Tx& tx, const Actor& actor, const Ticket& ticket) {
    if (!ticket.merged_into.is_set()) return {};
    std::string number = master_number(tx, ticket.merged_into);
    const auto master = tx.find_ticket({{}, number, {}}, {.messages = false});
    if (!master || !may(actor, Action::see_ticket, *master)) return fail(Errc::ticket_not_found);
    return fail(Errc::ticket_merged, std::move(number));
}

/// A ticket that is closed already may be closed again: that changes nothing.
Result<void> close(Tx& tx, const Actor& actor, std::string_view title, Ticket& ticket,
                   std::vector<NewEvent>& events) {
    const auto status = status_titled(tx, title);
    if (!status || !is_closed(status->title)) {
        return fail(Errc::status_not_found, std::string(kClosed));
    }
    events = status_events(actor, ticket, *status);
    if (!events.empty() && !may(actor, Action::close_ticket, ticket)) {
        return fail(Errc::not_permitted);
    }
    ticket.status = status->id;
    ticket.status_title = status->title;
    return {};
}

}  // namespace

Result<UpdatedTicket> amend_ticket(Tx& tx, const Actor& actor, const AmendTicketInput& input) {
    const std::optional<Ticket> before = tx.lock_ticket(input.ref);
    if (!before || !may(actor, Action::see_ticket, *before)) return fail(Errc::ticket_not_found);
    if (!may(actor, Action::amend_ticket, *before)) return fail(Errc::not_permitted);
    if (auto ok = check_not_merged(tx, actor, *before); !ok) return tl::unexpected(ok.error());

    Ticket after = *before;
    std::vector<NewEvent> events;
    if (input.status_title) {
        auto ok = close(tx, actor, *input.status_title, after, events);
        if (!ok) return tl::unexpected(ok.error());
    }
    if (input.subject) {
        auto subject = checked_subject(*input.subject);
        if (!subject) return tl::unexpected(subject.error());
        after.subject = std::move(*subject);
    }
    if (input.cc) {
        for (const std::string& address : *input.cc) {
            if (auto ok = checked_email(address); !ok) return tl::unexpected(ok.error());
        }
        auto cc = checked_cc(*input.cc);
        if (!cc) return tl::unexpected(cc.error());
        after.cc = std::move(*cc);
    }

    if (after.subject != before->subject) {
        events.push_back({event_type::kTicketSubjectChange, {{"subject", after.subject}}});
    }
    if (after.cc != before->cc) {
        events.push_back({event_type::kTicketUpdate, {{"fields", "cc"}}});
    }
    if (!events.empty()) {
        after.updated_at = tx.clock().now();
        tx.update_ticket(*before, after);
        for (const NewEvent& event : events) tx.append_event(before->id, event, actor);
    }
    return UpdatedTicket{before->id, before->code};
}

}  // namespace desk::core
