#include "query_bounds_parts.hpp"

namespace desk::test {

namespace {

/// A page over so many ranges: the statuses 1..6 in the departments 1..5, the biggest among them.
QueryValues page(int ranges, QueryValues values = {}) {
    number_values(values, "status", ranges, [](int i) { return i < 30 ? 6 - i % 6 : -1; });
    number_values(values, "department", ranges, [](int i) { return i < 30 ? 1 + i / 6 : -1; });
    return values;
}

const QueryValues kBigClient{{"owner", "1"}};
const QueryValues kBigGuest{{"owner", "NoReply@example.net"}};
const QueryValues kBigAgent{{"owner", "1"}};
const QueryValues kJump{{"skip", "20000"}};

const QueryValues kWalkUp{{"after_time", "2500000"}, {"after_id", "0"}, {"bound", "9000000000"}};
const QueryValues kWalkDown{{"after_time", "2500000"}, {"bound", "0"}};
const QueryValues kHour{{"first", "2500000"}, {"last", "2503600"}};

}  // namespace

std::vector<Bound> list_bounds() {
    return {
        // Lists
        {"ticket counts", 3600, 390},
        {"flagged ticket counts", 1300, 24, {{"id", "1"}}},
        {"counts of client", 260, 38, {{"owner", "47"}}},
        {"counts of guest", 90, 21, {{"owner", "guest11@example.net"}}},
        {"has client more tickets", 31000, 7600, both(kBigClient, {{"most", "5000"}})},
        {"has guest more tickets", 6100, 1600, both(kBigGuest, {{"most", "1000"}})},
        {"page of all in 1", 530, 120, page(1)},
        {"page of all in 1", 250000, 31000, page(1, kJump)},
        {"page of all in 4", 1200, 120, page(4)},
        {"page of all in 16", 2400, 120, page(16)},
        {"page of all in 64", 4500, 120, page(64)},
        {"page of all in 64", 1900000, 31000, page(64, kJump)},
        {"tickets of a time", 590000, 73500, page(64, {{"from", "0"}, {"before", "9000000000"}})},
        {"page of client in 1", 530, 120, page(1, kBigClient)},
        {"page of client in 4", 1200, 120, page(4, kBigClient)},
        {"page of client in 16", 2300, 120, page(16, kBigClient)},
        {"page of client in 64", 4700, 120, page(64, kBigClient)},
        {"page of guest in 1", 530, 120, page(1, kBigGuest)},
        {"page of guest in 4", 1200, 120, page(4, kBigGuest)},
        {"page of guest in 16", 2200, 120, page(16, kBigGuest)},
        {"page of guest in 64", 4500, 120, page(64, kBigGuest)},
        {"page of agent in 1", 530, 120, page(1, kBigAgent)},
        {"page of agent in 4", 1200, 120, page(4, kBigAgent)},
        {"page of agent in 16", 2300, 120, page(16, kBigAgent)},
        {"page of agent in 64", 4700, 120, page(64, kBigAgent)},
        {"newest tickets", 440, 59},
        {"oldest tickets", 450, 62},
        {"listed tickets", 12000, 920, ids()},
        {"listed tickets with bodies", 12000, 920, ids()},
        {"replies of ticket", 100, 24, {{"most", "501"}}},
        {"replies of ticket", 40000, 4700, {{"id", "2"}, {"most", "501"}}},
        {"listed messages", 5000, 320, ids()},
        {"assigned departments", 65, 27, {{"id", "1"}}},
        {"departments", 150, 27, {}, true},
        {"statuses in full", 110, 29},

        // Searches of whatever kind
        {"tickets of a search", 5000, 320, ids()},
        {"walk by id", 1500, 100, {{"after_id", "25000"}, {"bound", "9000000000"}}},
        {"walk by id, down", 1500, 100, {{"after_id", "25000"}, {"bound", "0"}}},
        {"walk by opening", 1500, 100, kWalkUp},
        {"walk by opening, down", 1500, 100, kWalkDown},
        {"walk by update", 1500, 100, kWalkUp},
        {"walk by update, down", 1500, 100, kWalkDown},
        {"walk by code", 1500, 100, {{"code", "CODE104711"}}},
        {"walk by code, down", 1500, 100, {{"code", "CODE104711"}}},
        {"ids opened within", 700, 100, kHour},
        {"ids updated within", 700, 100, kHour},
        {"ids expected within",
         700,
         100,
         {{"first_day", "2026-01-01"}, {"last_day", "2026-12-31"}}},
        {"id by code", 60, 21, {{"text", "CODE104711"}}},
        {"ids by phone", 700, 100, {{"text", "0912345678"}}},
        {"ids by field value", 700, 100, {{"text", "value"}}},
        {"fields by code", 300, 80, {{"text", "field7"}}},
        {"clients by e-mail", 60, 5100, {{"text", "client4711@example.com"}}},
        {"names of tickets", 6000, 520, ids()},
        {"texts of tickets", 6000, 520, ids()},

        // Searches: they take what they find, and little beside
        {"find subjects", 1300, 0, {{"text", "\"rar\" AND \"are\""}}, false, kSqlite},
        {"find subjects in folded", 0, 150000, {{"text", "%rare%"}}, false, kPostgres},
        {"tickets to look at", 3100, 74000, ids()},
        {"followed events", 33, 21},
        {"follow events", 38, 21},
        {"subjects of tickets", 1540, 320, ids()},
        {"indexed subject", 33, 0, {}, false, kSqlite},
        {"forget subject", 39, 0, {{"folded", "subject of 4711"}}, false, kSqlite},
        {"index subject", 39, 0, {{"id", "100000"}}, false, kSqlite},
        {"merge subjects", 39, 0, {}, false, kSqlite},
        {"changed rows", 28, 0, {}, false, kSqlite},
        {"keep subject", 54, 0, {}, false, kSqlite},
        {"drop subject", 35, 0, {}, false, kSqlite},
        {"keep folded subjects", 0, 22, {{"rows", R"([[4711,"subject"]])"}}, false, kPostgres},
        {"drop folded subject", 0, 21, {}, false, kPostgres},
        {"trigram index", 0, 24, {}, false, kPostgres},
    };
}

}  // namespace desk::test
