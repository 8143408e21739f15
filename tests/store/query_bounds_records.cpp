#include "query_bounds_parts.hpp"

namespace desk::test {

namespace {

const QueryValues kFirst{{"id", "1"}};
const QueryValues kNewId{{"id", "1000000"}};

}  // namespace

std::vector<Bound> record_bounds() {
    return {
        // Commands: they may read all of a kind of records, never all tickets
        {"revoke tokens of user", 46000, 16000},
        {"insert *", 230, 20, kNewId},
        {"insert department", 130, 20, kNewId},
        {"insert custom field", 150, 20, {{"id", "1000000"}, {"type", "0"}, {"options", ""}}},
        {"insert credential", 170, 20, {{"id", "1000000"}, {"identifier", "new"}}},
        {"user of client", 59, 20, {{"user", "2"}}},
        {"agent into department", 70, 20, {{"own", "20"}}},
        {"role of credential", 77, 20},
        {"department of rule", 70, 20, {{"other", "2"}}},
        {"status of rule", 70, 20, {{"other", "2"}}},
        {"insert whole *", 310, 20, kNewId},
        {"update *", 290, 22, kFirst},
        {"remove *", 210, 22, kFirst},
        {"remove department", 1900, 22, kFirst},
        // Something refers to the first of these
        {"remove agent", 71, 22, {{"id", "21"}}},
        {"remove status", 53, 22, {{"id", "4"}}},
        {"remove predefined category", 55, 22, {{"id", "51"}}},
        {"links of *", 1600, 170, {{"first", "1"}, {"last", "100"}}, true},
        {"next number of *", 340, 95},
        {"list *", 1600, 97, {{"after", "0"}}},
        {"list role", 120, 22, {{"after", "0"}}, true},
        {"list custom field of *", 950, 95, {{"after", "0"}}, true},
        // PostgreSQL walks all ids in their order, which suits only an owner of many
        {"list contact of *", 140, 16000, {{"after", "0"}}},
        {"list service of *", 140, 16000, {{"after", "0"}}},
        {"list domain of *", 140, 16000, {{"after", "0"}}},
        {"list credential of *", 4600, 1600, {{"after", "0"}}},
        {"list predefined reply of *", 1200, 2000, {{"after", "0"}}},
        {"find *", 270, 23, {{"id", "1"}, {"text", "1"}}, true},
        // No index has these
        {"find contact by *", 91000, 16000, {}, true},
        {"find service by *", 91000, 16000, {}, true},
        {"find domain by *", 91000, 16000, {}, true},
        {"find credential by *", 9100, 1600, {}, true},
        {"find announcement by *", 9100, 1600, {}, true},
        {"ids of *", 46000, 16000},
        {"remove what belongs to *", 890, 77, kFirst},
        // As many as the agent watches
        {"remove what belongs to agent in ticket_watcher", 26000, 3100, kFirst},
        {"remove what belongs to user in access_token", 46000, 16000, kFirst},
        {"remove what belongs to credential in access_token", 46000, 16000, kFirst},
        {"count referrers of *", 220, 150, kFirst},
        {"count referrers of agent: credentials", 6100, 1600, kFirst},
        {"count referrers of client: credentials", 4600, 1600, kFirst},
        // What is theirs, and all that is merged or deleted; PostgreSQL without statistics reads
        // all that lives
        {"count referrers of client: tickets", 160000, 77000, kFirst},
        {"count referrers of agent: tickets", 12000, 3300, kFirst},
        {"count referrers of contact: tickets", 13000, 77000, kFirst},
        {"count referrers of service: tickets", 13000, 77000, kFirst},
        {"count referrers of domain: tickets", 13000, 77000, kFirst},
        // All tickets, once in the life of a record: an index would cost each that is opened
        {"count referrers of department: tickets", 240000, 77000, kFirst},
        {"count referrers of status: tickets", 240000, 77000, kFirst},
        {"count referrers of user: tickets", 230000, 76000, kFirst},
    };
}

}  // namespace desk::test
