#include "store/search_filter.hpp"

#include <algorithm>
#include <set>

#include "store/list_counts.hpp"
#include "store/list_rows.hpp"
#include "util/text.hpp"

namespace desk::store {

namespace {

using core::TextTest;

bool lets_text_pass(const TextTest& test, std::string_view text) {
    if (!test.is_exact()) return text.find(test.part) != std::string_view::npos;
    return std::find(test.any_of.begin(), test.any_of.end(), text) != test.any_of.end();
}

bool all_texts_pass(const std::vector<TextTest>& tests, std::string_view text) {
    return std::all_of(tests.begin(), tests.end(),
                       [text](const TextTest& test) { return lets_text_pass(test, text); });
}

TextTest folded(const TextTest& test) {
    TextTest result;
    for (const std::string& text : test.any_of) result.any_of.push_back(fold(text));
    result.part = fold(test.part);
    return result;
}

Ids ids_of(const std::vector<SearchRow>& rows) {
    Ids ids;
    ids.reserve(rows.size());
    for (const SearchRow& row : rows) ids.push_back(row.id);
    return ids;
}

}  // namespace

std::int64_t day_number(const std::string& day) {
    constexpr std::size_t kLength = 10;
    if (day.size() != kLength) return 0;
    return std::stoll(day.substr(0, 4) + day.substr(5, 2) + day.substr(8, 2));
}

std::string day_text(std::int64_t number) {
    std::string digits = std::to_string(std::clamp<std::int64_t>(number, 0, 99'991'231));
    digits.insert(0, 8 - digits.size(), '0');
    return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2);
}

SearchFilter::SearchFilter(Connection& connection, const core::TicketSearch& search)
    : connection_(connection), search_(search), text_(fold(search.text)) {
    for (const core::FieldTest& test : search.fields) {
        fields_.push_back(fields_with_code(connection, test.code));
    }
    for (const TextTest& test : search.subjects) subjects_.push_back(folded(test));
    for (const core::OwnerTest& test : search.owners) {
        emails_.emplace_back();
        for (const std::string& email : test.emails) emails_.back().push_back(fold(email));
    }
}

bool SearchFilter::is_of(const core::OwnerTest& test, const SearchRow& row) const {
    if (row.client != 0) {
        return std::find(test.clients.begin(), test.clients.end(), core::ClientId(row.client)) !=
               test.clients.end();
    }
    const auto& emails = emails_[static_cast<std::size_t>(&test - search_.owners.data())];
    return !row.requester_email.empty() &&
           std::find(emails.begin(), emails.end(), fold(row.requester_email)) != emails.end();
}

bool SearchFilter::lets_pass(const SearchRow& row) const {
    if (!store::lets_pass(search_.departments, row.department)) return false;
    if (!store::lets_pass(search_.statuses, row.status)) return false;
    if (!core::all_let_pass(search_.ids, row.id)) return false;
    if (!core::all_let_pass(search_.clients, row.client)) return false;
    if (!core::all_let_pass(search_.opened_at, row.opened_at)) return false;
    if (!core::all_let_pass(search_.updated_at, row.updated_at)) return false;
    if (!search_.expected_on.empty() &&
        !core::all_let_pass(search_.expected_on, day_number(row.expected_on))) {
        return false;
    }
    if (!all_texts_pass(search_.codes, row.code)) return false;
    if (!all_texts_pass(search_.phones, row.phone)) return false;
    const bool is_owned = std::all_of(search_.owners.begin(), search_.owners.end(),
                                      [&](const auto& test) { return is_of(test, row); });
    return is_owned && (subjects_.empty() || all_texts_pass(subjects_, fold(row.subject)));
}

void SearchFilter::apply_fields(std::vector<SearchRow>& rows) const {
    const FieldValues values = field_values(connection_, ids_of(rows));
    std::erase_if(rows, [&](const SearchRow& row) {
        for (std::size_t i = 0; i < search_.fields.size(); ++i) {
            // Values of another department's fields are hidden.
            const auto field =
                std::find_if(fields_[i].begin(), fields_[i].end(),
                             [&row](const auto& known) { return known.second == row.department; });
            if (field == fields_[i].end()) return true;
            const auto value = values.find({row.id, field->first});
            const std::string& text = value == values.end() ? std::string() : value->second;
            const TextTest& test = search_.fields[i].value;
            const bool passes = test.is_exact() ? lets_text_pass(test, text)
                                                : lets_text_pass(folded(test), fold(text));
            if (!passes) return true;
        }
        return false;
    });
}

bool SearchFilter::has_text(const std::string& text) const {
    return fold(text).find(text_) != std::string::npos;
}

bool SearchFilter::reads_opening(std::int64_t id) {
    if (opening_bytes_ >= core::kSearchedOpeningBytes) return false;
    if (oldest_opening_ < 0) {
        const Ids newest = newest_ids(connection_, core::kSearchedOpenings);
        oldest_opening_ = newest.empty() ? 0 : newest.back();
    }
    return id >= oldest_opening_;
}

void SearchFilter::apply_text(std::vector<SearchRow>& rows) {
    const auto tells_itself = [this](const SearchRow& row) {
        if (has_text(row.subject) || has_text(row.code)) return true;
        return row.client == 0 && (has_text(row.requester_email) || has_text(row.requester_name));
    };
    Ids with_names;
    Ids with_openings;
    std::set<std::int64_t> found;
    for (const SearchRow& row : rows) {
        if (tells_itself(row)) {
            found.insert(row.id);
        } else {
            (reads_opening(row.id) ? with_openings : with_names).push_back(row.id);
        }
    }
    for (const bool bodies : {false, true}) {
        const Ids& ids = bodies ? with_openings : with_names;
        for (auto& [id, text] : search_texts(connection_, ids, bodies)) {
            opening_bytes_ += static_cast<std::int64_t>(text.body.size());
            if (has_text(text.client_name) || has_text(text.client_email) ||
                has_text(text.client_code) || has_text(text.body)) {
                found.insert(id);
            }
        }
    }
    std::erase_if(rows, [&found](const SearchRow& row) { return !found.contains(row.id); });
}

void SearchFilter::apply(std::vector<SearchRow>& rows) {
    std::erase_if(rows, [this](const SearchRow& row) { return !lets_pass(row); });
    if (!search_.fields.empty() && !rows.empty()) apply_fields(rows);
    if (!text_.empty() && !rows.empty()) apply_text(rows);
}

}  // namespace desk::store
