#include "core/search_tickets.hpp"

#include <algorithm>

#include "core/list_tickets.hpp"
#include "core/permissions.hpp"
#include "util/text.hpp"

namespace desk::core {

namespace {

using Names = std::vector<std::string>;

bool has_folded(const Names& names, std::string_view name) {
    const std::string folded = fold(name);
    return std::any_of(names.begin(), names.end(),
                       [&folded](const std::string& one) { return fold(one) == folded; });
}

/// The ids of those records that pass every test by id and by name; nothing where there is none.
template <class Id, class Record>
std::optional<std::vector<Id>> chosen(const std::vector<Record>& records,
                                      const std::vector<NumberTest>& ids,
                                      const std::vector<Names>& names, std::string Record::*name) {
    if (ids.empty() && names.empty()) return std::nullopt;
    std::vector<Id> chosen;
    for (const Record& record : records) {
        const bool named = std::all_of(names.begin(), names.end(), [&](const Names& some) {
            return has_folded(some, record.*name);
        });
        if (named && all_let_pass(ids, record.id.value())) chosen.push_back(record.id);
    }
    return chosen;
}

NumberTest clients_of_codes(Tx& tx, const Names& codes) {
    NumberTest test;
    test.any_of.emplace();
    for (const std::string& code : codes) {
        if (is_blank(code)) continue;
        if (const auto client = tx.find_client_by_code(trim(code))) {
            test.any_of->push_back(client->id.value());
        }
    }
    return test;
}

OwnerTest owners_of_emails(Tx& tx, const Names& emails) {
    OwnerTest test;
    for (const std::string& given : emails) {
        std::string email(trim(given));
        if (email.empty()) continue;
        const std::vector<ClientId> clients = tx.lists().clients_by_email(email);
        test.clients.insert(test.clients.end(), clients.begin(), clients.end());
        test.emails.push_back(std::move(email));
    }
    return test;
}

/// The client that all tickets are of, where that is all that is asked of whom they are of.
std::optional<ClientId> only_client(const TicketSearch& search) {
    if (search.clients.size() != 1) return std::nullopt;
    const NumberTest& test = search.clients.front();
    const bool is_one = test.any_of && test.any_of->size() == 1 && !test.is_negated;
    if (!is_one || test.any_of->front() <= 0) return std::nullopt;
    return ClientId(test.any_of->front());
}

/// True for what the lists by departments, statuses and clients show as well.
bool is_plain(const TicketSearch& search) {
    return search.order == SearchOrder::id && search.ids.empty() && search.opened_at.empty() &&
           search.updated_at.empty() && search.expected_on.empty() && search.codes.empty() &&
           search.subjects.empty() && search.phones.empty() && search.owners.empty() &&
           search.fields.empty() && search.text.empty() &&
           (search.clients.empty() || only_client(search));
}

}  // namespace

Result<TicketList> search_tickets(Tx& tx, const Actor& actor, const SearchTicketsInput& input) {
    Ticket seen;
    seen.client = actor.client;
    if (!may(actor, Action::see_ticket, seen)) return fail(Errc::not_permitted);

    TicketSearch search = input.search;
    search.departments = chosen<DepartmentId>(tx.departments(), input.departments,
                                              input.department_names, &Department::name);
    search.statuses =
        chosen<StatusId>(tx.statuses(), input.statuses, input.status_titles, &Status::title);
    if (actor.client.is_set()) {
        search.clients.insert(search.clients.begin(),
                              NumberTest{.any_of = std::vector{actor.client.value()}});
    }
    for (const Names& codes : input.client_codes) {
        search.clients.push_back(clients_of_codes(tx, codes));
    }
    for (const Names& emails : input.client_emails) {
        search.owners.push_back(owners_of_emails(tx, emails));
    }
    search.text = trim(search.text);

    ListPage page = input.page;
    page.reader = reader_of(actor);
    page.offset = std::max<std::int64_t>(page.offset, 0);
    page.limit = std::clamp<std::int64_t>(page.limit, 1, kMaxListLimit);
    if (is_plain(search)) {
        page.order = search.ascends ? ListOrder::oldest : ListOrder::newest;
        TicketSelection selection;
        selection.departments = search.departments;
        selection.statuses = search.statuses;
        selection.client = only_client(search).value_or(ClientId());
        return tx.lists().tickets(selection, page);
    }
    std::optional<TicketList> found = tx.lists().search(search, page);
    if (!found) return fail(Errc::search_too_wide);
    return std::move(*found);
}

}  // namespace desk::core
