#include "core/merge_tickets.hpp"

#include <algorithm>
#include <map>

#include "core/limits.hpp"
#include "core/move_ports.hpp"
#include "core/permissions.hpp"

namespace desk::core {

namespace {

/// Finds a ticket by any of its names, without locking it.
TicketId find_id(Tx& tx, const TicketRef& ref) {
    if (ref.id.is_set()) return ref.id;
    const std::optional<KeptTicket> kept = tx.moves().find(ref);
    return kept ? kept->ticket.id : TicketId{};
}

/// The tickets that there are, each locked, in the order of their ids: two merges that cross wait
/// for each other and do not lock each other out.
std::map<TicketId, KeptTicket> lock_in_order(Tx& tx, std::vector<TicketId> ids) {
    std::sort(ids.begin(), ids.end());
    std::map<TicketId, KeptTicket> locked;
    for (const TicketId id : ids) {
        if (!id.is_set() || locked.contains(id)) continue;
        if (auto kept = tx.moves().lock(id)) locked.emplace(id, std::move(*kept));
    }
    return locked;
}

bool is_there(const Actor& actor, const KeptTicket& kept) {
    return !kept.deleted_at && may(actor, Action::see_ticket, kept.ticket);
}

Result<void> check_master(Tx& tx, const Actor& actor, const KeptTicket* master) {
    if (master == nullptr || !is_there(actor, *master)) return fail(Errc::ticket_not_found);
    if (!may(actor, Action::merge_tickets, master->ticket)) return fail(Errc::not_permitted);
    if (const TicketId into = master->ticket.merged_into; into.is_set()) {
        return fail(Errc::ticket_merged, master_number(tx, into));
    }
    return {};
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
    std::string text;
    for (const std::string& word : words) {
        if (!text.empty()) text += between;
        text += word;
    }
    return text;
}

/// Those that can be merged, or the words of all that cannot.
Result<std::vector<const KeptTicket*>> check_sources(const Actor& actor, TicketId master,
                                                     const std::vector<MergeSource>& sources,
                                                     const std::vector<TicketId>& ids,
                                                     const std::map<TicketId, KeptTicket>& locked) {
    std::vector<std::string> bad;
    std::map<TicketId, const KeptTicket*> good;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const auto found = locked.find(ids[i]);
        const bool can_be_merged = found != locked.end() && ids[i] != master &&
                                   is_there(actor, found->second) &&
                                   may(actor, Action::merge_tickets, found->second.ticket) &&
                                   !found->second.ticket.merged_into.is_set();
        if (can_be_merged) {
            good[ids[i]] = &found->second;
        } else if (std::find(bad.begin(), bad.end(), sources[i].words) == bad.end()) {
            bad.push_back(sources[i].words);
        }
    }
    if (!bad.empty()) return fail(Errc::merge_ids_invalid, joined(bad, ", "));
    std::vector<const KeptTicket*> result;
    for (const auto& [id, kept] : good) result.push_back(kept);
    return result;
}

}  // namespace

std::string master_number(Tx& tx, TicketId merged_into) {
    std::string number;
    while (merged_into.is_set()) {
        const auto kept = tx.moves().find({merged_into, {}, {}});
        if (!kept) break;
        number = kept->ticket.number;
        merged_into = kept->ticket.merged_into;
    }
    return number;
}

Result<MergedTickets> merge_tickets(Tx& tx, const Actor& actor, const MergeTicketsInput& input) {
    if (input.sources.size() > kMaxMergeSources) {
        return fail(Errc::value_invalid, "tickets to merge: at most 200 at once");
    }
    const TicketId master_id = find_id(tx, input.master);
    std::vector<TicketId> ids;
    for (const MergeSource& source : input.sources) ids.push_back(find_id(tx, source.ref));
    std::vector<TicketId> all = ids;
    all.push_back(master_id);
    const std::map<TicketId, KeptTicket> locked = lock_in_order(tx, std::move(all));

    const auto found = locked.find(master_id);
    const KeptTicket* master = found == locked.end() ? nullptr : &found->second;
    if (auto ok = check_master(tx, actor, master); !ok) return tl::unexpected(ok.error());
    if (input.sources.empty()) return fail(Errc::merge_ids_required);
    const auto sources = check_sources(actor, master_id, input.sources, ids, locked);
    if (!sources) return tl::unexpected(sources.error());

    const Timestamp now = tx.clock().now();
    const std::optional<Status> closed = tx.find_status("Closed");
    if (!closed) return fail(Errc::status_not_found, "Closed");
    Ticket after = master->ticket;
    if (input.new_subject) {
        auto subject = checked_subject(*input.new_subject);
        if (!subject) return tl::unexpected(subject.error());
        after.subject = std::move(*subject);
    }
    MergedTickets merged{master_id, after.number, {}};
    std::vector<std::string> texts;
    for (const KeptTicket* source : *sources) {
        const TicketId id = source->ticket.id;
        tx.moves().merge(*source, master_id, closed->id, now);
        after.last_reply_at = std::max(after.last_reply_at, source->ticket.last_reply_at);
        tx.append_event(id,
                        {event_type::kTicketMergedInto,
                         {{"ticketid", std::to_string(id.value())},
                          {"masterTicketId", std::to_string(master_id.value())}}},
                        actor);
        merged.sources.push_back(id);
        texts.push_back(std::to_string(id.value()));
    }
    after.reply_count = tx.moves().count_replies(master_id);
    after.updated_at = now;
    tx.update_ticket(master->ticket, after);
    tx.append_event(master_id,
                    {event_type::kTicketMerge,
                     {{"mergedTicketIds", joined(texts, ",")},
                      {"masterTicketId", std::to_string(master_id.value())}}},
                    actor);
    if (after.subject != master->ticket.subject) {
        tx.append_event(master_id, {event_type::kTicketSubjectChange, {{"subject", after.subject}}},
                        actor);
    }
    return merged;
}

}  // namespace desk::core
