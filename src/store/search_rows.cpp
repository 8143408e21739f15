#include "store/search_rows.hpp"

#include <limits>

#include "store/many_ids.hpp"
#include "store/rows.hpp"

namespace desk::store {

namespace {

constexpr const char* kColumns =
    "SELECT t.id, t.department_id, t.status_id, t.client_id, t.opened_at, t.updated_at, "
    "CASE WHEN t.merged_into = 0 AND t.deleted_at = 0 THEN 1 ELSE 0 END, "
    "t.expected_on, t.code, t.subject, t.requester_name, t.requester_email, t.emergency_phone "
    "FROM ticket t WHERE ";
constexpr const char* kAndIsListed = " AND t.merged_into = 0 AND t.deleted_at = 0";

// Without the words of the partial indexes: PostgreSQL without statistics takes those for tiny, and
// would read one of them from end to end.
const Query<SomeIds, SearchRow> kByIds{"tickets of a search",
                                       std::string(kColumns) + among("t.id")};

// Walks ------------------------------------------------------------------------------------------

struct IdWalk {
    std::int64_t after_id = 0, bound = 0, most = 0;
    void each(auto&& bind) { bind("after_id", after_id), bind("bound", bound), bind("most", most); }
};

struct TimeWalk {
    std::int64_t after_time = 0, after_id = 0, bound = 0, most = 0;
    void each(auto&& bind) {
        bind("after_time", after_time), bind("after_id", after_id);
        bind("bound", bound), bind("most", most);
    }
};

struct CodeWalk {
    std::string code;
    std::int64_t most = 0;
    void each(auto&& bind) { bind("code", code), bind("most", most); }
};

std::string sql(const std::string& where, const std::string& order) {
    return kColumns + where + kAndIsListed + " ORDER BY " + order + " LIMIT :most";
}

const Query<IdWalk, SearchRow> kIdsUp{"walk by id",
                                      sql("t.id > :after_id AND t.id <= :bound", "t.id")};
const Query<IdWalk, SearchRow> kIdsDown{"walk by id, down",
                                        sql("t.id < :after_id AND t.id >= :bound", "t.id DESC")};

struct TimeWalks {
    explicit TimeWalks(const std::string& name, const std::string& column)
        : up{"walk by " + name,
             sql("(" + column + ", t.id) > (:after_time, :after_id) AND " + column + " <= :bound",
                 column + ", t.id")},
          down{"walk by " + name + ", down",
               sql("(" + column + ", t.id) < (:after_time, :after_id) AND " + column + " >= :bound",
                   column + " DESC, t.id DESC")} {}

    Query<TimeWalk, SearchRow> up, down;
};

const TimeWalks kOpened("opening", "t.opened_at");
const TimeWalks kUpdated("update", "t.updated_at");

const Query<CodeWalk, SearchRow> kCodesUp{"walk by code", sql("t.code > :code", "t.code")};
const Query<CodeWalk, SearchRow> kCodesDown{"walk by code, down",
                                            sql("t.code < :code", "t.code DESC")};

/// Behind every code there is, of letters and digits as they are, whatever the database's
/// collation.
constexpr const char* kLastCode =
    "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz";

// Ids --------------------------------------------------------------------------------------------

struct Span {
    std::int64_t first = 0, last = 0, most = 0;
    void each(auto&& bind) { bind("first", first), bind("last", last), bind("most", most); }
};

struct DaySpan {
    std::string first_day, last_day;
    std::int64_t most = 0;
    void each(auto&& bind) {
        bind("first_day", first_day), bind("last_day", last_day), bind("most", most);
    }
};

// Ordered to have the index used that is in this order.
const Query<Span, IdRow> kIdsOpened{"ids opened within", R"sql(
    SELECT id FROM ticket WHERE opened_at >= :first AND opened_at <= :last
    AND merged_into = 0 AND deleted_at = 0 ORDER BY opened_at LIMIT :most)sql"};
const Query<Span, IdRow> kIdsUpdated{"ids updated within", R"sql(
    SELECT id FROM ticket WHERE updated_at >= :first AND updated_at <= :last
    AND merged_into = 0 AND deleted_at = 0 ORDER BY updated_at LIMIT :most)sql"};
const Query<DaySpan, IdRow> kIdsExpected{"ids expected within", R"sql(
    SELECT id FROM ticket WHERE expected_on >= :first_day AND expected_on <= :last_day
    AND expected_on <> '' AND merged_into = 0 AND deleted_at = 0
    ORDER BY expected_on LIMIT :most)sql"};
const Query<ByText, IdRow> kIdsByCode{"id by code", R"sql(
    SELECT CASE WHEN merged_into = 0 AND deleted_at = 0 THEN id ELSE 0 END
    FROM ticket WHERE code = :text)sql"};
const Query<SomeByText, IdRow> kIdsByPhone{"ids by phone", R"sql(
    SELECT id FROM ticket WHERE emergency_phone = :text AND emergency_phone <> ''
    AND merged_into = 0 AND deleted_at = 0 LIMIT :most)sql"};

struct OfField {
    std::int64_t field = 0, most = 0;
    std::string text;
    void each(auto&& bind) { bind("field", field), bind("text", text), bind("most", most); }
};

const Query<OfField, IdRow> kIdsByValue{"ids by field value", R"sql(
    SELECT ticket_id FROM custom_field_value
    WHERE field_id = :field AND substr(value, 1, 64) = :text LIMIT :most)sql"};
constexpr std::size_t kIndexedCharacters = 64;

struct CodedFieldRow {
    std::int64_t id = 0, department = 0;
    static auto columns(CodedFieldRow& r) { return std::tie(r.id, r.department); }
};

const Query<ByText, CodedFieldRow> kFieldsByCode{
    "fields by code", "SELECT id, department_id FROM custom_field WHERE code = :text"};

const Query<ByText, IdRow> kClientsByEmail{
    "clients by e-mail", "SELECT id FROM client WHERE email_folded = :text LIMIT 100"};

// Texts ------------------------------------------------------------------------------------------

struct SearchTextRow {
    std::int64_t id = 0;
    SearchText text;
    static auto columns(SearchTextRow& r) {
        return std::tie(r.id, r.text.client_name, r.text.client_email, r.text.client_code,
                        r.text.body);
    }
};

const std::string kFromTexts =
    " FROM ticket t LEFT JOIN client c ON c.id = t.client_id"
    " JOIN message m ON m.ticket_id = t.id AND m.kind = 0 WHERE " +
    among("t.id");
const Query<SomeIds, SearchTextRow> kNames{"names of tickets",
                                           "SELECT t.id, c.name, c.email, c.code, ''" + kFromTexts};
const Query<SomeIds, SearchTextRow> kTexts{
    "texts of tickets",
    "SELECT t.id, c.name, c.email, c.code, substr(m.body, 1, 65536)" + kFromTexts};

template <class Rows>
Ids ids_of(const Rows& rows) {
    Ids ids;
    ids.reserve(rows.size());
    for (const IdRow& row : rows) ids.push_back(row.id);
    return ids;
}

/// The first characters of a text.
std::string beginning(const std::string& text) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (begins && characters++ == kIndexedCharacters) return text.substr(0, at);
    }
    return text;
}

}  // namespace

WalkKey walk_start(Walk walk, bool ascends) {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    WalkKey key;
    if (!ascends) key = {kMost, kMost, walk == Walk::code ? kLastCode : ""};
    if (ascends && walk != Walk::id) key.time = std::numeric_limits<std::int64_t>::min();
    return key;
}

WalkKey walk_key(Walk walk, const SearchRow& row) {
    switch (walk) {
        case Walk::opened_at:
            return {row.opened_at, row.id, {}};
        case Walk::updated_at:
            return {row.updated_at, row.id, {}};
        case Walk::code:
            return {0, row.id, row.code};
        case Walk::id:
            break;
    }
    return {0, row.id, {}};
}

std::vector<SearchRow> walk_on(Connection& connection, Walk walk, bool ascends,
                               const WalkKey& behind, std::int64_t bound, std::int64_t most) {
    const auto by_time = [&](const TimeWalks& walks) {
        return connection.all(ascends ? walks.up : walks.down,
                              {behind.time, behind.id, bound, most});
    };
    switch (walk) {
        case Walk::opened_at:
            return by_time(kOpened);
        case Walk::updated_at:
            return by_time(kUpdated);
        case Walk::code:
            return connection.all(ascends ? kCodesUp : kCodesDown, {behind.code, most});
        case Walk::id:
            break;
    }
    return connection.all(ascends ? kIdsUp : kIdsDown, {behind.id, bound, most});
}

std::vector<SearchRow> search_rows(Connection& connection, const Ids& ids) {
    std::vector<SearchRow> rows;
    for_ids(connection, kByIds, ids, [&](SearchRow&& row) {
        if (row.is_listed != 0) rows.push_back(std::move(row));
    });
    return rows;
}

Ids ids_opened(Connection& connection, std::int64_t first, std::int64_t last, std::int64_t most) {
    return ids_of(connection.all(kIdsOpened, {first, last, most}));
}

Ids ids_updated(Connection& connection, std::int64_t first, std::int64_t last, std::int64_t most) {
    return ids_of(connection.all(kIdsUpdated, {first, last, most}));
}

Ids ids_expected(Connection& connection, const std::string& first, const std::string& last,
                 std::int64_t most) {
    return ids_of(connection.all(kIdsExpected, {first, last, most}));
}

Ids ids_with_code(Connection& connection, const std::string& code) {
    return ids_of(connection.all(kIdsByCode, {code}));
}

Ids ids_with_phone(Connection& connection, const std::string& phone, std::int64_t most) {
    return ids_of(connection.all(kIdsByPhone, {phone, most}));
}

Ids ids_with_value(Connection& connection, std::int64_t field, const std::string& value,
                   std::int64_t most) {
    return ids_of(connection.all(kIdsByValue, {field, most, beginning(value)}));
}

Ids newest_ids(Connection& connection, std::int64_t most) {
    constexpr std::int64_t kAtATime = 1'000;
    Ids ids;
    WalkKey behind = walk_start(Walk::id, false);
    while (static_cast<std::int64_t>(ids.size()) < most) {
        const auto rows = walk_on(connection, Walk::id, false, behind, 0, kAtATime);
        for (const SearchRow& row : rows) ids.push_back(row.id);
        if (static_cast<std::int64_t>(rows.size()) < kAtATime) break;
        behind = walk_key(Walk::id, rows.back());
    }
    return ids;
}

std::vector<std::pair<std::int64_t, std::int64_t>> fields_with_code(Connection& connection,
                                                                    const std::string& code) {
    std::vector<std::pair<std::int64_t, std::int64_t>> fields;
    for (const CodedFieldRow& row : connection.all(kFieldsByCode, {code})) {
        fields.emplace_back(row.id, row.department);
    }
    return fields;
}

Ids clients_with_email(Connection& connection, const std::string& email) {
    return ids_of(connection.all(kClientsByEmail, {email}));
}

std::map<std::int64_t, SearchText> search_texts(Connection& connection, const Ids& ids,
                                                bool bodies) {
    std::map<std::int64_t, SearchText> texts;
    for_ids(connection, bodies ? kTexts : kNames, ids,
            [&](SearchTextRow&& row) { texts.emplace(row.id, std::move(row.text)); });
    return texts;
}

}  // namespace desk::store
