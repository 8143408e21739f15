#include "store/list_search.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>

#include "store/list_rows.hpp"
#include "store/many_ids.hpp"
#include "util/text.hpp"

namespace desk::store {

namespace {

using core::TicketSelection;

/// Events followed in one write job.
constexpr std::int64_t kEventsAtATime = 200;
/// Tickets that wait for the index and are looked at nevertheless.
constexpr std::int64_t kMostUnindexed = 5'000;

const Query<None, IdRow> kFollowed{"followed events", "SELECT event_id FROM subject_feed"};

struct FeedStep {
    std::int64_t from = 0, to = 0;
    void each(auto&& bind) { bind("from", from), bind("to", to); }
};

// Of two nodes at the same events, one changes nothing here.
const Query<FeedStep> kFollow{"follow events",
                              "UPDATE subject_feed SET event_id = :to WHERE event_id = :from"};

struct SubjectRow {
    std::int64_t id = 0;
    std::string subject;
    static auto columns(SubjectRow& r) { return std::tie(r.id, r.subject); }
};

const Query<SomeIds, SubjectRow> kSubjects{"subjects of tickets",
                                           "SELECT id, subject FROM ticket WHERE " + among("id")};

/// Most events of a desk are of these kinds; what is new here is looked at.
bool leaves_subject_alone(std::string_view type) {
    using namespace core::event_type;
    static constexpr std::array kTypes{
        kTicketUserReply,    kTicketAdminReply,       kTicketAddNote, kTicketClose,
        kTicketStatusChange, kTicketDepartmentChange, kTicketFlagged, kTicketPriorityChange};
    return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

class Filter {
  public:
    explicit Filter(const TicketSelection& selection)
        : selection_(selection),
          folded_subject_(fold(selection.subject)),
          folded_email_(fold(selection.email)) {}

    [[nodiscard]] const std::string& folded_subject() const { return folded_subject_; }

    [[nodiscard]] bool lets_pass(const ListedRow& row) const {
        if (!store::lets_pass(selection_.departments, row.department)) return false;
        if (!store::lets_pass(selection_.statuses, row.status)) return false;
        if (selection_.client.is_set() && selection_.client.value() != row.client) return false;
        if (selection_.flag.is_set() && selection_.flag.value() != row.flag) return false;
        if (!folded_email_.empty() && (row.client != 0 || folded_email_ != fold(row.email))) {
            return false;
        }
        return folded_subject_.empty() ||
               fold(row.subject).find(folded_subject_) != std::string::npos;
    }

  private:
    const TicketSelection& selection_;
    const std::string folded_subject_;
    const std::string folded_email_;
};

}  // namespace

std::vector<std::int64_t> waiting_tickets(Connection& connection, Backend& backend) {
    std::set<std::int64_t> ids;
    const std::int64_t from = connection.one(kFollowed)->id;
    for (const EventKindRow& row :
         backend.latest_events_after(connection, {from, kMostUnindexed})) {
        if (!leaves_subject_alone(row.type)) ids.insert(row.ticket);
    }
    return {ids.begin(), ids.end()};
}

std::vector<ListKeyRow> search_tickets(Connection& connection, Backend& backend,
                                       const TicketSelection& selection, const ListScope& scope,
                                       const std::vector<TicketCount>& ranges) {
    const Filter filter(selection);
    std::vector<ListedRow> rows;
    const bool by_index = scope.kind == ListScope::Kind::all &&
                          count_characters(filter.folded_subject()) >= core::kMinSearchCharacters;
    if (by_index) {
        rows = backend.find_subjects(connection, filter.folded_subject());
        for (ListedRow& row : listed_rows(connection, waiting_tickets(connection, backend))) {
            rows.push_back(std::move(row));
        }
    } else {
        const bool is_short = scope.kind == ListScope::Kind::all;
        const std::int64_t most =
            is_short ? core::kShortSearchTickets : std::numeric_limits<std::int64_t>::max() / 2;
        rows = listed_rows(connection,
                           ids_of(keys_of_ranges(connection, scope, ranges, kListStart, most, 0)));
    }
    std::vector<ListKeyRow> found;
    for (const ListedRow& row : rows) {
        if (filter.lets_pass(row)) found.push_back(row.key);
    }
    std::sort(found.begin(), found.end(), stands_before);
    found.erase(std::unique(found.begin(), found.end(),
                            [](const auto& a, const auto& b) { return a.id == b.id; }),
                found.end());
    return found;
}

bool subjects_wait(Connection& connection, Backend& backend) {
    return !backend.latest_events_after(connection, {connection.one(kFollowed)->id, 1}).empty();
}

bool index_subjects(Connection& connection, Backend& backend) {
    const std::int64_t from = connection.one(kFollowed)->id;
    const std::vector<EventRow> events = backend.events_after(connection, {from, kEventsAtATime});
    if (events.empty() || connection.run(kFollow, {from, events.back().id}) == 0) return false;
    std::map<std::int64_t, std::string> folded;  // what is gone stays empty
    for (const EventRow& event : events) {
        if (!leaves_subject_alone(event.type)) folded[event.ticket];
    }
    std::vector<std::int64_t> ids;
    for (const auto& [id, subject] : folded) ids.push_back(id);
    for_ids(connection, kSubjects, ids,
            [&folded](SubjectRow&& row) { folded[row.id] = fold(row.subject); });
    std::vector<FoldedSubject> subjects;
    for (const auto& [id, subject] : folded) subjects.push_back({id, subject});
    backend.index_subjects(connection, subjects);
    return true;
}

}  // namespace desk::store
