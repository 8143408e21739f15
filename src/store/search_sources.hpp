#pragma once
#include <functional>
#include <optional>

#include "core/ticket_search.hpp"
#include "store/list_ranges.hpp"
#include "store/search_filter.hpp"
#include "store/sql_tx.hpp"

namespace desk::store {

/// Where an index leads to the tickets of a search: to all that may fit, and to some that do not.
class SearchSources {
  public:
    /// \param go_long  called before what takes long
    SearchSources(Connection& connection, Backend& backend, const core::TicketSearch& search,
                  const SearchFilter& filter, std::function<void()> go_long);

    /// From a source that has at most so many; nothing where none has.
    std::optional<Ids> few(std::int64_t most);
    /// True where one of them may have more and can still be asked for them.
    [[nodiscard]] bool has_many() const;
    std::optional<Ids> many(std::int64_t most);

  private:
    std::optional<Ids> named(std::int64_t most);
    std::optional<Ids> with_value(std::int64_t most);
    std::optional<Ids> owned(std::int64_t most);
    std::optional<Ids> of_scope(const ListScope& scope, std::int64_t most);
    std::optional<Ids> within(std::int64_t most);
    std::optional<Ids> in_ranges(std::int64_t most);
    std::optional<Ids> with_subject();
    Ids with_text();
    /// Those in whose subjects the index has that text, and those that it may not know yet.
    Ids by_subject(const std::string& folded);

    Connection& connection_;
    Backend& backend_;
    const core::TicketSearch& search_;
    const SearchFilter& filter_;
    const std::function<void()> go_long_;
};

/// The span that all of them leave; both ends belong to it.
struct NumberSpan {
    std::int64_t first = core::NumberTest::kLowest, last = core::NumberTest::kHighest;

    [[nodiscard]] bool is_open() const {
        return first == core::NumberTest::kLowest && last == core::NumberTest::kHighest;
    }
};
NumberSpan span_of(const std::vector<core::NumberTest>& tests);

}  // namespace desk::store
