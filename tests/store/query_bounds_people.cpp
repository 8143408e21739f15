#include "query_bounds_parts.hpp"

namespace desk::test {

namespace {

const QueryValues kBeginning{{"status", ""}, {"from", "client 47"}, {"to", "client 48"}};
const QueryValues kWholeTime{{"client", "1"}, {"from", "0"}, {"to", "9000000000"}, {"address", ""}};

}  // namespace

std::vector<Bound> people_bounds() {
    return {
        // Departments and statuses
        {"department by id", 38, 21, {{"id", "1"}}},
        {"department by name", 44, 21, {{"text", "department 1"}}},
        {"status by title", 41, 21, {{"text", "closed"}}},
        {"statuses", 140, 29, {}, true},

        // People
        {"client by id", 38, 21},
        {"client by code", 50, 21, {{"text", "C4711"}}},
        {"client by e-mail", 48, 7100, {{"text", "client4711@example.com"}}},
        {"agent by id", 42, 21, {{"id", "1"}}},
        {"agent by login", 48, 21, {{"text", "agent7"}}},
        {"agent's login", 50, 21, {{"text", "agent7"}}},
        {"first agent with API access", 54, 21},
        {"user by id", 41, 21},
        {"user of client by e-mail", 50, 21, {{"client", "4711"}}, true},
        {"agent into every department", 290, 35, {{"id", "20"}}},
        {"insert user of client", 59, 20, {{"user", "4711"}}},

        // Credentials
        {"actions of a credential's roles", 35, 20, {{"id", "7"}}},
        {"credential by id", 66, 23, {{"id", "7"}}},
        {"credential by identifier", 75, 23},
        {"access token", 53, 21, {{"text", "access7"}}},
        {"refresh token", 53, 21, {{"text", "refresh7"}}},
        {"insert access token", 170, 20, {{"id", "1000000"}}},
        {"revoke access token", 63, 21, {{"id", "7"}}},

        // Companions: long lists run in the slow lane
        {"clients by *", 700, 31, {{"status", ""}}},
        {"clients found by *", 5500, 5600, kBeginning, true},
        {"count clients", 17000, 12000, {{"status", ""}}},
        {"count clients found", 2000, 380, kBeginning, true},
        {"account by id", 30, 20},
        {"users of client", 26, 20, {{"id", "1"}}},
        {"contacts", 830, 31, {{"client", "0"}, {"email", ""}}},
        {"contacts of client", 110, 12000, {{"email", ""}}, true},
        {"count contacts", 90000, 12000, {{"client", "0"}, {"email", ""}}},
        {"count contacts of client", 63, 20, {{"email", ""}}},
        {"users", 380, 31},
        {"users downwards", 380, 31},
        {"count users", 17000, 5700},
        {"clients of users", 270, 30, {{"first", "100"}, {"last", "124"}}},
        {"services", 260, 31, {{"owner", "0"}}},
        {"services of client", 43, 12000, {}, true},
        {"count services", 23000, 23000, {{"owner", "0"}}},
        {"count services of client", 28, 20},
        {"service by id", 15, 20},
        {"add cancellation request", 25, 20, {{"service", "5"}}},
        {"add client note", 210, 20},
        {"agents in full", 240, 24},
        {"departments of agents", 440, 110, {}, true},
        {"announcements", 370, 31},
        {"count announcements", 12, 2300},
        {"name user", 62, 22},
        {"add user of client", 59, 20, {{"user", "9"}}},
        {"count clients of user", 44, 25},
        {"contact by e-mail", 62, 26},
        {"complete contact", 86, 22},
        {"write activity", 200, 20},
        {"activity", 740, 59, both(kWholeTime, {{"client", "0"}})},
        {"activity of client", 740, 59, kWholeTime},
        {"count activity", 220000, 61000, both(kWholeTime, {{"client", "0"}})},
        {"count activity of client", 110000, 16000, kWholeTime},
        {"insert event to mail about", 110, 20},
        {"write mail", 210, 20},
        {"queue mail", 210, 20},
        {"mail of client", 2000, 140, kWholeTime},
        {"count mail of client", 76000, 16000, kWholeTime},
        {"insert sso token", 73, 20},
        {"forget old sso tokens", 31, 20, {{"id", "50"}}},
        {"take sso token", 41, 20},
        {"remove cancellation requests of client", 73, 26, {{"id", "1"}}, true},
        {"remove contacts of client", 58, 26, {{"id", "1"}}},
        {"remove services of client", 58, 26, {{"id", "1"}}},
        {"remove domains of client", 58, 26, {{"id", "1"}}},
        {"remove users of client", 50, 25, {{"id", "1"}}},
        {"remove mail of client", 350000, 61000, {{"id", "1"}}},
        {"purge deliveries of mail", 110, 29},
        {"purge mail", 86, 28},
        {"tickets opened since", 20000, 1800, {{"id", "3900000"}}},

        // Watchers, predefined replies
        {"tickets merged into it", 1700, 21},
        {"watchers of ticket", 110, 41},
        {"watch ticket", 40, 20, {{"id", "1"}}},
        {"watch ticket no longer", 50, 21},
        {"predefined categories", 7500, 4200},
        {"predefined replies", 11000, 2100},
        {"predefined replies of category", 320, 90, {{"id", "7"}}},
    };
}

}  // namespace desk::test
