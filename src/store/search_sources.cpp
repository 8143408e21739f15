#include "store/search_sources.hpp"

#include <algorithm>

#include "store/list_search.hpp"
#include "util/text.hpp"

namespace desk::store {

namespace {

using core::NumberTest;
using core::TextTest;

constexpr std::size_t kQuickLookUps = 100;
constexpr std::size_t kMostScopes = 32;
/// What a free text finds by a client's or a guest's whole address.
constexpr std::int64_t kMostOfAddress = 10'000;

std::optional<Ids> at_most(Ids ids, std::int64_t most) {
    if (static_cast<std::int64_t>(ids.size()) > most) return std::nullopt;
    return ids;
}

void append(Ids& ids, const Ids& more) { ids.insert(ids.end(), more.begin(), more.end()); }

ListScope of_client(std::int64_t client) { return {ListScope::Kind::client, client, {}}; }
ListScope of_guest(const std::string& email) { return {ListScope::Kind::guest, 0, email}; }

}  // namespace

NumberSpan span_of(const std::vector<NumberTest>& tests) {
    NumberSpan span;
    for (const NumberTest& test : tests) {
        if (test.any_of || test.is_negated) continue;
        span.first = std::max(span.first, test.first);
        span.last = std::min(span.last, test.last);
    }
    return span;
}

SearchSources::SearchSources(Connection& connection, Backend& backend,
                             const core::TicketSearch& search, const SearchFilter& filter,
                             std::function<void()> go_long)
    : connection_(connection),
      backend_(backend),
      search_(search),
      filter_(filter),
      go_long_(std::move(go_long)) {}

std::optional<Ids> SearchSources::few(std::int64_t most) {
    if (auto ids = named(most)) return ids;
    if (auto ids = with_value(most)) return ids;
    if (auto ids = owned(most)) return ids;
    if (auto ids = within(most)) return ids;
    if (auto ids = in_ranges(most)) return ids;
    if (!search_.text.empty()) return with_text();
    return with_subject();
}

bool SearchSources::has_many() const {
    return !span_of(search_.opened_at).is_open() || !span_of(search_.updated_at).is_open() ||
           span_of(search_.expected_on).first > 0 || search_.departments || search_.statuses ||
           !search_.clients.empty() || !search_.owners.empty();
}

std::optional<Ids> SearchSources::many(std::int64_t most) {
    go_long_();
    if (auto ids = within(most)) return ids;
    if (auto ids = owned(most)) return ids;
    return in_ranges(most);
}

/// By what names a ticket itself: its id, its code, its phone.
std::optional<Ids> SearchSources::named(std::int64_t most) {
    for (const NumberTest& test : search_.ids) {
        if (test.any_of && !test.is_negated) return test.any_of;
    }
    for (const TextTest& test : search_.codes) {
        if (!test.is_exact()) continue;
        if (test.any_of.size() > kQuickLookUps) go_long_();
        Ids ids;
        for (const std::string& code : test.any_of) append(ids, ids_with_code(connection_, code));
        return ids;
    }
    for (const TextTest& test : search_.phones) {
        if (!test.is_exact() || test.any_of.size() > kMostScopes) continue;
        if (std::count(test.any_of.begin(), test.any_of.end(), "") > 0) continue;
        Ids ids;
        for (const std::string& phone : test.any_of) {
            append(ids, ids_with_phone(connection_, phone, most + 1));
        }
        if (auto few = at_most(std::move(ids), most)) return few;
    }
    return std::nullopt;
}

std::optional<Ids> SearchSources::with_value(std::int64_t most) {
    for (std::size_t i = 0; i < search_.fields.size(); ++i) {
        const TextTest& test = search_.fields[i].value;
        if (!test.is_exact() || test.any_of.size() > kMostScopes) continue;
        if (std::count(test.any_of.begin(), test.any_of.end(), "") > 0) continue;
        Ids ids;
        for (const auto& [field, department] : filter_.fields_of(i)) {
            for (const std::string& value : test.any_of) {
                append(ids, ids_with_value(connection_, field, value, most + 1));
            }
        }
        if (auto few = at_most(std::move(ids), most)) return few;
    }
    return std::nullopt;
}

std::optional<Ids> SearchSources::of_scope(const ListScope& scope, std::int64_t most) {
    if (has_more_than(connection_, scope, most)) return std::nullopt;
    const std::vector<TicketCount> ranges = count_ranges(connection_, scope);
    return ids_of(keys_of_ranges(connection_, scope, ranges, kListStart, most, 0));
}

std::optional<Ids> SearchSources::owned(std::int64_t most) {
    std::vector<ListScope> scopes;
    for (const NumberTest& test : search_.clients) {
        if (!test.any_of || test.is_negated || !scopes.empty()) continue;
        if (std::count(test.any_of->begin(), test.any_of->end(), 0) > 0) continue;
        if (test.any_of->empty()) return Ids{};
        for (const std::int64_t client : *test.any_of) scopes.push_back(of_client(client));
    }
    for (const core::OwnerTest& test : search_.owners) {
        if (!scopes.empty()) break;
        for (const core::ClientId client : test.clients)
            scopes.push_back(of_client(client.value()));
        for (const std::string& email : test.emails) scopes.push_back(of_guest(email));
        if (scopes.empty()) return Ids{};
    }
    if (scopes.empty() || scopes.size() > kMostScopes) return std::nullopt;
    Ids ids;
    for (const ListScope& scope : scopes) {
        auto some = of_scope(scope, most);
        if (!some) return std::nullopt;
        append(ids, *some);
    }
    return at_most(std::move(ids), most);
}

/// By a span of times or days.
std::optional<Ids> SearchSources::within(std::int64_t most) {
    const NumberSpan opened = span_of(search_.opened_at);
    const NumberSpan updated = span_of(search_.updated_at);
    const NumberSpan expected = span_of(search_.expected_on);
    if (!updated.is_open()) {
        auto ids = at_most(ids_updated(connection_, updated.first, updated.last, most + 1), most);
        if (ids) return ids;
    }
    if (!opened.is_open()) {
        auto ids = at_most(ids_opened(connection_, opened.first, opened.last, most + 1), most);
        if (ids) return ids;
    }
    if (expected.first > 0) {
        return at_most(
            ids_expected(connection_, day_text(expected.first), day_text(expected.last), most + 1),
            most);
    }
    return std::nullopt;
}

std::optional<Ids> SearchSources::in_ranges(std::int64_t most) {
    if (!search_.departments && !search_.statuses) return std::nullopt;
    const ListScope all;
    std::vector<TicketCount> ranges = count_ranges(connection_, all);
    std::erase_if(ranges, [this](const TicketCount& range) {
        return !lets_pass(search_.departments, range.department) ||
               !lets_pass(search_.statuses, range.status);
    });
    std::int64_t total = 0;
    for (const TicketCount& range : ranges) total += range.count;
    if (total > most) return std::nullopt;
    return ids_of(keys_of_ranges(connection_, all, ranges, kListStart, total, 0));
}

Ids SearchSources::by_subject(const std::string& folded) {
    Ids ids = waiting_tickets(connection_, backend_);
    for (const ListedRow& row : backend_.find_subjects(connection_, folded)) {
        ids.push_back(row.key.id);
    }
    return ids;
}

std::optional<Ids> SearchSources::with_subject() {
    const auto is_long = [](const std::string& text) {
        return count_characters(text) >= core::kMinSearchCharacters;
    };
    for (const TextTest& test : filter_.subjects()) {
        const bool is_indexed =
            test.is_exact() ? test.any_of.size() <= kMostScopes &&
                                  std::all_of(test.any_of.begin(), test.any_of.end(), is_long)
                            : is_long(test.part);
        if (!is_indexed) continue;
        go_long_();
        Ids ids;
        if (!test.is_exact()) return by_subject(test.part);
        for (const std::string& subject : test.any_of) append(ids, by_subject(subject));
        return ids;
    }
    return std::nullopt;
}

Ids SearchSources::with_text() {
    go_long_();
    Ids ids = newest_ids(connection_, core::kSearchedOpenings);
    const std::string& text = filter_.text();
    if (count_characters(text) >= core::kMinSearchCharacters) append(ids, by_subject(text));
    append(ids, ids_with_code(connection_, search_.text));
    if (!is_email(search_.text)) return ids;
    std::vector<ListScope> scopes{of_guest(search_.text)};
    for (const std::int64_t client : clients_with_email(connection_, text)) {
        scopes.push_back(of_client(client));
    }
    for (const ListScope& scope : scopes) {
        if (const auto some = of_scope(scope, kMostOfAddress)) append(ids, *some);
    }
    return ids;
}

}  // namespace desk::store
