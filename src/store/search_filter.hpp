#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/ticket_search.hpp"
#include "store/connection.hpp"
#include "store/search_rows.hpp"

namespace desk::store {

/// `2026-12-31` as 20261231, 0 for nothing; and back.
std::int64_t day_number(const std::string& day);
std::string day_text(std::int64_t number);

/// What a search lets pass, decided here for both databases alike.
class SearchFilter {
  public:
    SearchFilter(Connection& connection, const core::TicketSearch& search);

    /// The fields that a condition on a custom field may be about.
    using Fields = std::vector<std::pair<std::int64_t, std::int64_t>>;  ///< field, department
    [[nodiscard]] const Fields& fields_of(std::size_t test) const { return fields_[test]; }
    /// The folded texts of the conditions on subjects, and the folded free text.
    [[nodiscard]] const std::vector<core::TextTest>& subjects() const { return subjects_; }
    [[nodiscard]] const std::string& text() const { return text_; }

    /// Takes out what does not pass. Reads what else it needs of those that are left.
    void apply(std::vector<SearchRow>& rows);

  private:
    [[nodiscard]] bool lets_pass(const SearchRow& row) const;
    void apply_fields(std::vector<SearchRow>& rows) const;
    void apply_text(std::vector<SearchRow>& rows);
    [[nodiscard]] bool is_of(const core::OwnerTest& test, const SearchRow& row) const;
    [[nodiscard]] bool has_text(const std::string& text) const;
    /// True while the opening message of such a ticket is searched.
    [[nodiscard]] bool reads_opening(std::int64_t id);

    Connection& connection_;
    const core::TicketSearch& search_;
    std::vector<Fields> fields_;
    std::vector<core::TextTest> subjects_;
    std::vector<std::vector<std::string>> emails_;  ///< of each condition on owners, folded
    const std::string text_;
    std::int64_t oldest_opening_ = -1;  ///< not known yet
    std::int64_t opening_bytes_ = 0;
};

}  // namespace desk::store
