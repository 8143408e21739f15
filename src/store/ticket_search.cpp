#include "store/ticket_search.hpp"

#include <algorithm>
#include <memory>
#include <tuple>

#include "store/list_cursors.hpp"
#include "store/search_filter.hpp"
#include "store/search_sources.hpp"
#include "util/text.hpp"

namespace desk::store {

namespace {

using core::NumberTest;
using core::SearchOrder;
using core::TextTest;
using core::TicketSearch;

/// Tickets read at a time. One more than these are no work for the read lane.
constexpr std::int64_t kChunk = 500;
constexpr std::int64_t kQuickLook = 1'000;
/// What an index leads to is collected at once if it is no more.
constexpr std::int64_t kFew = 2'000;
/// Tickets walked past before what an index leads to is collected, and the most of that.
constexpr std::int64_t kGlance = 20'000;
constexpr std::int64_t kMostCollected = 1'000'000;

std::optional<Walk> walk_of(SearchOrder order) {
    switch (order) {
        case SearchOrder::id:
            return Walk::id;
        case SearchOrder::code:
            return Walk::code;
        case SearchOrder::opened_at:
            return Walk::opened_at;
        case SearchOrder::updated_at:
            return Walk::updated_at;
        case SearchOrder::subject:
        case SearchOrder::expected_on:
            break;
    }
    return std::nullopt;
}

/// What a ticket is sorted by.
struct SortKey {
    std::int64_t number = 0;
    std::string text;
    std::int64_t id = 0;

    friend bool operator<(const SortKey& a, const SortKey& b) {
        return std::tie(a.number, a.text, a.id) < std::tie(b.number, b.text, b.id);
    }
};

SortKey sort_key(SearchOrder order, SearchRow&& row) {
    switch (order) {
        case SearchOrder::code:
            return {0, std::move(row.code), row.id};
        case SearchOrder::subject:
            return {0, fold(row.subject), row.id};
        case SearchOrder::opened_at:
            return {row.opened_at, {}, row.id};
        case SearchOrder::updated_at:
            return {row.updated_at, {}, row.id};
        case SearchOrder::expected_on:
            return {day_number(row.expected_on), {}, row.id};
        case SearchOrder::id:
            break;
    }
    return {0, {}, row.id};
}

/// All that makes two searches the same for one reader.
std::string name_of(const TicketSearch& search, const core::ListPage& page) {
    std::string name = "search|" + page.reader + "|" +
                       std::to_string(static_cast<int>(search.order)) +
                       (search.ascends ? "+" : "-");
    const auto add_number = [&name](std::int64_t number) { name += std::to_string(number) + ","; };
    const auto add_text = [&](const std::string& text) {
        add_number(static_cast<std::int64_t>(text.size()));
        name += text;
    };
    const auto add_ids = [&](const auto& ids) {
        name += "|";
        if (!ids) return;
        for (const auto& id : *ids) add_number(id.value());
        name += ".";
    };
    const auto add_texts = [&](const TextTest& test) {
        name += test.is_exact() ? "=" : "~";
        add_text(test.part);
        for (const std::string& text : test.any_of) add_text(text);
    };
    add_ids(search.departments);
    add_ids(search.statuses);
    for (const auto* tests : {&search.ids, &search.clients, &search.opened_at, &search.updated_at,
                              &search.expected_on}) {
        name += "|";
        for (const NumberTest& test : *tests) {
            name += test.is_negated ? "!" : "=";
            add_number(test.first);
            add_number(test.last);
            name += test.any_of ? "in" : "";
            for (const std::int64_t number : test.any_of.value_or(Ids{})) add_number(number);
        }
    }
    for (const auto* tests : {&search.codes, &search.subjects, &search.phones}) {
        name += "|";
        for (const TextTest& test : *tests) add_texts(test);
    }
    for (const core::OwnerTest& test : search.owners) {
        name += "|";
        for (const core::ClientId client : test.clients) add_number(client.value());
        for (const std::string& email : test.emails) add_text(email);
    }
    for (const core::FieldTest& test : search.fields) {
        name += "|";
        add_text(test.code);
        add_texts(test.value);
    }
    add_text(search.text);
    return name;
}

}  // namespace

class TicketSearcher::Impl {
  public:
    Impl(Connection& connection, TxServices& services, core::Tx& tx, const TicketSearch& search,
         const core::ListPage& page)
        : connection_(connection),
          services_(services),
          tx_(tx),
          search_(search),
          page_(page),
          name_(name_of(search, page)),
          filter_(connection, search),
          sources_(connection, services.backend, search, filter_, [this] { go_long(); }) {}

    std::optional<Ids> find() {
        if (page_.offset > 0 && walk_of(search_.order)) {
            key_ = services_.list_cursors.take(name_, page_.offset);
        }
        if (const auto ids = sources_.few(kFew)) return among(*ids);
        const bool has_many = sources_.has_many();
        if (auto found = walked(has_many ? kGlance : core::kMostLookedAt)) return found;
        if (!has_many) return std::nullopt;
        if (const auto ids = sources_.many(kMostCollected)) return among(*ids);
        return walked(core::kMostLookedAt);
    }

    void keep(std::int64_t last, std::int64_t size) {
        const auto walk = walk_of(search_.order);
        if (!walk) return;
        const std::vector<SearchRow> rows = search_rows(connection_, {last});
        if (rows.empty()) return;
        services_.list_cursors.keep(name_, page_.offset + size,
                                    {walk_key(*walk, rows.front()).time, last});
    }

  private:
    /// Leaves the read lane; where the next try will begin, stays known.
    void go_long() {
        if (is_long_) return;
        is_long_ = true;
        if (key_) services_.list_cursors.keep(name_, page_.offset, *key_);
        tx_.expect_long_read();
        if (key_) services_.list_cursors.take(name_, page_.offset);
    }

    void look_at(std::int64_t count) {
        looked_at_ += count;
        if (looked_at_ > kQuickLook) go_long();
    }

    [[nodiscard]] std::int64_t skipped() const { return key_ ? 0 : page_.offset; }

    /// The part of a sorted list that the page has.
    [[nodiscard]] Ids part_of(std::vector<SortKey> keys) const {
        const auto before = [this](const SortKey& a, const SortKey& b) {
            return search_.ascends ? a < b : b < a;
        };
        std::sort(keys.begin(), keys.end(), before);
        std::size_t begin = static_cast<std::size_t>(skipped());
        if (key_) {
            // Behind the ticket that the page before ended with, wherever that is now.
            const auto last = std::find_if(keys.begin(), keys.end(), [this](const SortKey& key) {
                return key.id == key_->id;
            });
            begin = last == keys.end() ? static_cast<std::size_t>(page_.offset)
                                       : static_cast<std::size_t>(last - keys.begin()) + 1;
        }
        Ids ids;
        const std::size_t end = begin + static_cast<std::size_t>(page_.limit) + 1;
        for (std::size_t i = begin; i < std::min(end, keys.size()); ++i) ids.push_back(keys[i].id);
        return ids;
    }

    /// Looks at these tickets alone.
    std::optional<Ids> among(Ids ids) {
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        return search_.order == SearchOrder::id ? in_order_of_ids(std::move(ids)) : sorted(ids);
    }

    std::optional<Ids> in_order_of_ids(Ids ids) {
        if (!search_.ascends) std::reverse(ids.begin(), ids.end());
        std::size_t at = 0;
        if (key_) {
            const auto stands_behind = [this](std::int64_t id) {
                return search_.ascends ? id > key_->id : id < key_->id;
            };
            at = static_cast<std::size_t>(std::find_if(ids.begin(), ids.end(), stands_behind) -
                                          ids.begin());
        }
        Page page(*this);
        looked_at_ = 0;
        while (at < ids.size() && !page.is_full()) {
            if (looked_at_ >= core::kMostLookedAt) return std::nullopt;
            const std::size_t end = std::min(at + kChunk, ids.size());
            const Ids chunk(ids.begin() + static_cast<std::ptrdiff_t>(at),
                            ids.begin() + static_cast<std::ptrdiff_t>(end));
            look_at(static_cast<std::int64_t>(chunk.size()));
            std::vector<SearchRow> rows = search_rows(connection_, chunk);
            std::sort(rows.begin(), rows.end(), [this](const SearchRow& a, const SearchRow& b) {
                return search_.ascends ? a.id < b.id : b.id < a.id;
            });
            page.add(std::move(rows));
            at = end;
        }
        return page.ids();
    }

    std::optional<Ids> sorted(const Ids& ids) {
        if (static_cast<std::int64_t>(ids.size()) > core::kMostLookedAt) return std::nullopt;
        std::vector<SortKey> keys;
        for (std::size_t at = 0; at < ids.size(); at += kChunk) {
            const std::size_t end = std::min(at + kChunk, ids.size());
            const Ids chunk(ids.begin() + static_cast<std::ptrdiff_t>(at),
                            ids.begin() + static_cast<std::ptrdiff_t>(end));
            look_at(static_cast<std::int64_t>(chunk.size()));
            add_keys(search_rows(connection_, chunk), keys);
        }
        return part_of(std::move(keys));
    }

    void add_keys(std::vector<SearchRow> rows, std::vector<SortKey>& keys) {
        filter_.apply(rows);
        for (SearchRow& row : rows) keys.push_back(sort_key(search_.order, std::move(row)));
    }

    /// Looks at one ticket after the other. Nothing when `budget` of them did not fill the page.
    std::optional<Ids> walked(std::int64_t budget) {
        const Walk walk = walk_of(search_.order).value_or(Walk::id);
        const bool sorts = !walk_of(search_.order);
        const bool ascends = search_.ascends && !sorts;
        const NumberSpan span = span_of(*tests_of(walk));
        WalkKey behind = start_of(walk, ascends, span);
        Page page(*this);
        std::vector<SortKey> keys;
        looked_at_ = 0;
        while (!page.is_full()) {
            if (looked_at_ >= budget) return std::nullopt;
            std::vector<SearchRow> rows = walk_on(connection_, walk, ascends, behind,
                                                  ascends ? span.last : span.first, kChunk);
            const bool is_last = static_cast<std::int64_t>(rows.size()) < kChunk;
            if (!rows.empty()) behind = walk_key(walk, rows.back());
            look_at(static_cast<std::int64_t>(rows.size()));
            if (sorts) {
                add_keys(std::move(rows), keys);
            } else {
                page.add(std::move(rows));
            }
            if (is_last) break;
        }
        return sorts ? part_of(std::move(keys)) : page.ids();
    }

    [[nodiscard]] const std::vector<NumberTest>* tests_of(Walk walk) const {
        static const std::vector<NumberTest> kNone;
        switch (walk) {
            case Walk::id:
                return &search_.ids;
            case Walk::opened_at:
                return &search_.opened_at;
            case Walk::updated_at:
                return &search_.updated_at;
            case Walk::code:
                break;
        }
        return &kNone;
    }

    WalkKey start_of(Walk walk, bool ascends, const NumberSpan& span) {
        if (key_) {
            const std::vector<SearchRow> rows = walk == Walk::code
                                                    ? search_rows(connection_, {key_->id})
                                                    : std::vector<SearchRow>{};
            if (walk != Walk::code) return {key_->time, key_->id, {}};
            if (!rows.empty()) return walk_key(walk, rows.front());
            key_.reset();
        }
        WalkKey start = walk_start(walk, ascends);
        if (walk == Walk::code) return start;
        if (walk == Walk::id) {
            if (ascends && span.first > 0) start.id = span.first - 1;
            if (!ascends && span.last < start.id) start.id = span.last + 1;
            return start;
        }
        start.time = ascends ? span.first : span.last;
        return start;
    }

    /// The tickets of the page on their way.
    class Page {
      public:
        explicit Page(Impl& search) : search_(search), skip_(search.skipped()) {}

        void add(std::vector<SearchRow> rows) {
            search_.filter_.apply(rows);
            for (const SearchRow& row : rows) {
                if (skip_ > 0) {
                    --skip_;
                } else if (!is_full()) {
                    ids_.push_back(row.id);
                }
            }
        }
        [[nodiscard]] bool is_full() const {
            return static_cast<std::int64_t>(ids_.size()) > search_.page_.limit;
        }
        [[nodiscard]] const Ids& ids() const { return ids_; }

      private:
        Impl& search_;
        std::int64_t skip_;
        Ids ids_;
    };

    Connection& connection_;
    TxServices& services_;
    core::Tx& tx_;
    const TicketSearch& search_;
    const core::ListPage& page_;
    const std::string name_;
    SearchFilter filter_;
    SearchSources sources_;
    std::optional<ListCursors::Key> key_;
    std::int64_t looked_at_ = 0;
    bool is_long_ = false;
};

TicketSearcher::TicketSearcher(Connection& connection, TxServices& services, core::Tx& tx,
                               const TicketSearch& search, const core::ListPage& page)
    : impl_(std::make_unique<Impl>(connection, services, tx, search, page)) {}

TicketSearcher::~TicketSearcher() = default;

std::optional<std::vector<ListKeyRow>> TicketSearcher::find() {
    const std::optional<Ids> ids = impl_->find();
    if (!ids) return std::nullopt;
    std::vector<ListKeyRow> keys;
    for (const std::int64_t id : *ids) keys.push_back({id, 0});
    return keys;
}

void TicketSearcher::keep(const ListKeyRow& last, std::int64_t size) { impl_->keep(last.id, size); }

}  // namespace desk::store
