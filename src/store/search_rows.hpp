#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "store/connection.hpp"

/// The statements of searches: tickets as a search looks at them, one chunk after the other in an
/// order that an index has, and the ids that indexes lead to. Each is bounded by its parameters.
namespace desk::store {

/// A ticket as a search looks at it.
struct SearchRow {
    std::int64_t id = 0, department = 0, status = 0, client = 0, opened_at = 0, updated_at = 0;
    std::int64_t is_listed = 0;
    std::string expected_on, code, subject, requester_name, requester_email, phone;

    static auto columns(SearchRow& r) {
        return std::tie(r.id, r.department, r.status, r.client, r.opened_at, r.updated_at,
                        r.is_listed, r.expected_on, r.code, r.subject, r.requester_name,
                        r.requester_email, r.phone);
    }
};

/// The orders that an index has.
enum class Walk { id, code, opened_at, updated_at };

/// Where a chunk begins: behind this ticket. `time` is what the walk is ordered by, where it is a
/// time.
struct WalkKey {
    std::int64_t time = 0, id = 0;
    std::string code;
};

/// The start of a walk.
WalkKey walk_start(Walk walk, bool ascends);
WalkKey walk_key(Walk walk, const SearchRow& row);

/// The next tickets of a walk. \param bound  the last number that it goes to; for ids and times
std::vector<SearchRow> walk_on(Connection& connection, Walk walk, bool ascends,
                               const WalkKey& behind, std::int64_t bound, std::int64_t most);

/// Tickets by their ids, in no order; those in no list are left out.
std::vector<SearchRow> search_rows(Connection& connection, const std::vector<std::int64_t>& ids);

using Ids = std::vector<std::int64_t>;

/// Tickets of a span of times or days, at most so many, in no order of ids.
Ids ids_opened(Connection& connection, std::int64_t first, std::int64_t last, std::int64_t most);
Ids ids_updated(Connection& connection, std::int64_t first, std::int64_t last, std::int64_t most);
/// \param first  a day as `YYYY-MM-DD`
Ids ids_expected(Connection& connection, const std::string& first, const std::string& last,
                 std::int64_t most);
Ids ids_with_code(Connection& connection, const std::string& code);
Ids ids_with_phone(Connection& connection, const std::string& phone, std::int64_t most);
/// Tickets with a value of a field that begins like this one; deleted ones too.
Ids ids_with_value(Connection& connection, std::int64_t field, const std::string& value,
                   std::int64_t most);
/// The newest tickets.
Ids newest_ids(Connection& connection, std::int64_t most);

/// The fields of that code, each with its department.
std::vector<std::pair<std::int64_t, std::int64_t>> fields_with_code(Connection& connection,
                                                                    const std::string& code);
/// \param email  folded
Ids clients_with_email(Connection& connection, const std::string& email);

/// What a free text is searched in beside the ticket itself.
struct SearchText {
    std::string client_name, client_email, client_code;
    std::string body;  ///< the first 64 KiB or so of the opening message, where it was asked for
};
std::map<std::int64_t, SearchText> search_texts(Connection& connection, const Ids& ids,
                                                bool bodies);

}  // namespace desk::store
