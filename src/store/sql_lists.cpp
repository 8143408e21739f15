#include "store/sql_lists.hpp"

#include <limits>

#include "store/list_rows.hpp"
#include "store/list_search.hpp"
#include "store/search_rows.hpp"
#include "store/ticket_search.hpp"
#include "util/text.hpp"

namespace desk::store {

namespace {

using core::ListOrder;
using core::ListPage;
using core::TicketSelection;
using Keys = std::vector<ListKeyRow>;

// More of these is work for the slow lane.
constexpr std::int64_t kQuickTickets = 100;
constexpr std::int64_t kQuickBodies = 25;
constexpr std::int64_t kQuickSkip = 1'000;
constexpr std::int64_t kQuickCount = 5'000;

constexpr std::int64_t kQuickReplies = 500;

struct ReplyRow {
    std::int64_t id = 0, wire_id = 0, author_kind = 0, created_at = 0;
    static auto columns(ReplyRow& r) {
        return std::tie(r.id, r.wire_id, r.author_kind, r.created_at);
    }
};

const Query<SomeById, ReplyRow> kReplies{"replies of ticket", R"sql(
    SELECT id, wire_id, author_kind, created_at FROM message
    WHERE ticket_id = :id AND kind = 1 AND deleted_at = 0 LIMIT :most)sql"};

struct ByIdPage {
    std::int64_t after = 0, most = 0, skip = 0;
    void each(auto&& bind) { bind("after", after), bind("most", most), bind("skip", skip); }
};

// The time stands for nothing here: what continues a list by id is the id.
const Query<ByIdPage, ListKeyRow> kNewest{"newest tickets", R"sql(
    SELECT id, 0 FROM ticket WHERE id < :after AND merged_into = 0 AND deleted_at = 0
    ORDER BY id DESC LIMIT :most OFFSET :skip)sql"};
const Query<ByIdPage, ListKeyRow> kOldest{"oldest tickets", R"sql(
    SELECT id, 0 FROM ticket WHERE id > :after AND merged_into = 0 AND deleted_at = 0
    ORDER BY id LIMIT :most OFFSET :skip)sql"};

/// The narrowest of the indexes that have what is selected.
ListScope scope_of(const TicketSelection& selection) {
    if (selection.client.is_set()) {
        return {ListScope::Kind::client, selection.client.value(), {}};
    }
    if (!selection.email.empty()) return {ListScope::Kind::guest, 0, selection.email};
    if (selection.flag.is_set()) return {ListScope::Kind::agent, selection.flag.value(), {}};
    return {};
}

/// True for what no one index tells.
bool needs_a_look(const TicketSelection& selection) {
    const int owners = (selection.client.is_set() ? 1 : 0) + (selection.email.empty() ? 0 : 1) +
                       (selection.flag.is_set() ? 1 : 0);
    return owners > 1 || !selection.subject.empty();
}

/// All that makes two lists the same for one reader.
std::string name_of(const TicketSelection& selection, const ListPage& page) {
    std::string name = page.reader + "|" + std::to_string(static_cast<int>(page.order));
    const auto add_ids = [&name](const auto& ids) {
        name += "|";
        if (!ids) return;
        for (const auto id : *ids) name += std::to_string(id.value()) + ",";
        name += ".";
    };
    add_ids(selection.departments);
    add_ids(selection.statuses);
    name += "|" + std::to_string(selection.client.value()) + "|" +
            std::to_string(selection.flag.value()) + "|" + std::to_string(selection.email.size()) +
            "|" + selection.email + selection.subject;
    return name;
}

bool stands_before_by(ListOrder order, const ListKeyRow& a, const ListKeyRow& b) {
    switch (order) {
        case ListOrder::newest:
            return a.id > b.id;
        case ListOrder::oldest:
            return a.id < b.id;
        case ListOrder::last_reply:
            break;
    }
    return stands_before(a, b);
}

/// A part of a list that is there as a whole.
Keys part_of(Keys all, ListOrder order, const std::optional<ListKeyRow>& after, std::int64_t skip,
             std::int64_t limit) {
    const auto before = [order](const ListKeyRow& a, const ListKeyRow& b) {
        return stands_before_by(order, a, b);
    };
    std::sort(all.begin(), all.end(), before);
    auto first = after ? std::upper_bound(all.begin(), all.end(), *after, before) : all.begin();
    first += static_cast<std::ptrdiff_t>(
        std::min(static_cast<std::int64_t>(std::distance(first, all.end())), skip));
    const auto size = std::min(static_cast<std::int64_t>(std::distance(first, all.end())), limit);
    return {first, first + static_cast<std::ptrdiff_t>(size)};
}

/// One list on its way to a page: where the page begins, and its keys.
class Paging {
  public:
    Paging(Connection& connection, TxServices& services, core::Tx& tx,
           const TicketSelection& selection, const ListPage& page)
        : connection_(connection),
          services_(services),
          tx_(tx),
          selection_(selection),
          page_(page),
          name_(name_of(selection, page)),
          scope_(scope_of(selection)) {}

    /// One more than the page holds, where there is one.
    Keys find() {
        if (scope_.kind == ListScope::Kind::client || scope_.kind == ListScope::Kind::guest) {
            if (has_more_than(connection_, scope_, kQuickCount)) tx_.expect_long_read();
        }
        ranges_ = count_ranges(connection_, scope_);
        const std::size_t all_ranges = ranges_.size();
        std::erase_if(ranges_, [this](const TicketCount& range) {
            return !lets_pass(selection_.departments, range.department) ||
                   !lets_pass(selection_.statuses, range.status);
        });
        total = sum_of(ranges_);
        if (needs_a_look(selection_)) return looked_for();
        if (page_.order == ListOrder::last_reply) return by_last_reply();
        const bool is_whole = scope_.kind == ListScope::Kind::all && ranges_.size() == all_ranges;
        return is_whole ? by_id() : collected();
    }

    /// For the page that comes next.
    void keep(const ListKeyRow& last, std::int64_t size) {
        services_.list_cursors.keep(name_, page_.offset + size, {last.time, last.id});
    }

    std::int64_t total = 0;

  private:
    Keys looked_for() {
        tx_.expect_long_read();
        Keys all = search_tickets(connection_, services_.backend, selection_, scope_, ranges_);
        total = static_cast<std::int64_t>(all.size());
        find_start();
        return part_of(std::move(all), page_.order, start_, skip_, page_.limit + 1);
    }

    Keys by_last_reply() {
        find_start();
        return keys_of_ranges(connection_, scope_, ranges_, start_.value_or(kListStart),
                              page_.limit + 1, skip_);
    }

    Keys by_id() {
        find_start();
        const bool is_oldest = page_.order == ListOrder::oldest;
        const std::int64_t begin = is_oldest ? 0 : kListStart.id;
        return connection_.all(is_oldest ? kOldest : kNewest,
                               {start_ ? start_->id : begin, page_.limit + 1, skip_});
    }

    Keys collected() {
        if (total > kQuickCount) tx_.expect_long_read();
        find_start();
        Keys all = keys_of_ranges(connection_, scope_, ranges_, kListStart, total, 0);
        return part_of(std::move(all), page_.order, start_, skip_, page_.limit + 1);
    }

    /// Where the page begins: behind a ticket, or so many tickets after the first.
    void find_start() {
        if (page_.after) {
            start_ = ListKeyRow{page_.after->id.value(), to_column(page_.after->last_reply_at)};
            return;
        }
        if (page_.offset == 0) return;
        ListCursors& cursors = services_.list_cursors;
        if (page_.offset > kQuickSkip && !cursors.has(name_, page_.offset)) {
            tx_.expect_long_read();
        }
        if (const auto key = cursors.take(name_, page_.offset)) {
            start_ = ListKeyRow{key->id, key->time};
        } else {
            skip_ = page_.offset;
        }
    }

    Connection& connection_;
    TxServices& services_;
    core::Tx& tx_;
    const TicketSelection& selection_;
    const ListPage& page_;
    const std::string name_;
    const ListScope scope_;
    std::vector<TicketCount> ranges_;
    std::optional<ListKeyRow> start_;
    std::int64_t skip_ = 0;
};

}  // namespace

core::TicketList SqlTicketLists::tickets(const TicketSelection& selection, const ListPage& page) {
    connection_.need_transaction();
    if (page.limit > (page.bodies ? kQuickBodies : kQuickTickets)) tx_.expect_long_read();
    Paging paging(connection_, services_, tx_, selection, page);
    Keys keys = paging.find();
    core::TicketList list;
    list.total = paging.total;
    list.has_more = static_cast<std::int64_t>(keys.size()) > page.limit;
    if (list.has_more) keys.pop_back();
    list.tickets = listed_tickets(connection_, keys, page.bodies);
    if (page.custom_fields) add_custom_fields(connection_, tx_, list.tickets);
    if (list.has_more && !page.after) {
        paging.keep(keys.back(), static_cast<std::int64_t>(keys.size()));
    }
    return list;
}

std::optional<core::TicketList> SqlTicketLists::search(const core::TicketSearch& search,
                                                       const ListPage& page) {
    connection_.need_transaction();
    if (page.limit > (page.bodies ? kQuickBodies : kQuickTickets)) tx_.expect_long_read();
    TicketSearcher searcher(connection_, services_, tx_, search, page);
    std::optional<Keys> keys = searcher.find();
    if (!keys) return std::nullopt;
    core::TicketList list;
    list.has_more = static_cast<std::int64_t>(keys->size()) > page.limit;
    if (list.has_more) keys->pop_back();
    list.tickets = listed_tickets(connection_, *keys, page.bodies);
    if (page.custom_fields) add_custom_fields(connection_, tx_, list.tickets);
    if (list.has_more) searcher.keep(keys->back(), static_cast<std::int64_t>(keys->size()));
    return list;
}

std::vector<core::ClientId> SqlTicketLists::clients_by_email(std::string_view email) {
    std::vector<core::ClientId> clients;
    for (const std::int64_t id : clients_with_email(connection_, fold(email))) {
        clients.emplace_back(id);
    }
    return clients;
}

std::vector<core::ReplyKey> SqlTicketLists::replies(core::TicketId ticket) {
    connection_.need_transaction();
    std::vector<ReplyRow> rows = connection_.all(kReplies, {ticket.value(), kQuickReplies + 1});
    if (static_cast<std::int64_t>(rows.size()) > kQuickReplies) {
        tx_.expect_long_read();
        rows = connection_.all(kReplies, {ticket.value(), std::numeric_limits<int>::max()});
    }
    std::vector<core::ReplyKey> replies;
    replies.reserve(rows.size());
    for (const ReplyRow& row : rows) {
        replies.push_back({core::MessageId(row.id), row.wire_id,
                           static_cast<core::Author::Kind>(row.author_kind),
                           to_time(row.created_at)});
    }
    return replies;
}

std::vector<core::Message> SqlTicketLists::messages(const std::vector<core::MessageId>& ids) {
    if (static_cast<std::int64_t>(ids.size()) > kQuickBodies) tx_.expect_long_read();
    return listed_messages(connection_, ids);
}

bool SqlTicketLists::subjects_wait() {
    return store::subjects_wait(connection_, services_.backend);
}

bool SqlTicketLists::index_subjects() {
    return store::index_subjects(connection_, services_.backend);
}

bool SqlTicketLists::tidy_subjects() { return services_.backend.tidy_subjects(connection_); }

}  // namespace desk::store
