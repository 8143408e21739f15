#include "query_bounds.hpp"

namespace desk::test {

namespace {

constexpr auto kSqlite = DatabaseKind::sqlite;
constexpr auto kPostgres = DatabaseKind::postgres;

/// Fills the names of a statement that takes many of a kind: `name0`, `name1` …
void number_values(QueryValues& values, const std::string& name, int count,
                   const std::function<int(int)>& value) {
    for (int i = 0; i < count; ++i) values[name + std::to_string(i)] = std::to_string(value(i));
}

/// A page over so many ranges: the statuses 1..6 in the departments 1..5, the biggest among them.
QueryValues page(int ranges, QueryValues values = {}) {
    number_values(values, "status", ranges, [](int i) { return i < 30 ? 6 - i % 6 : -1; });
    number_values(values, "department", ranges, [](int i) { return i < 30 ? 1 + i / 6 : -1; });
    return values;
}

QueryValues ids(QueryValues values = {}) {
    number_values(values, "id", 100, [](int i) { return 100 + 7 * i; });
    return values;
}

const QueryValues kBigClient{{"owner", "1"}};
const QueryValues kBigGuest{{"owner", "NoReply@example.net"}};
const QueryValues kBigAgent{{"owner", "1"}};
const QueryValues kBeginning{{"status", ""}, {"from", "client 47"}, {"to", "client 48"}};
const QueryValues kJump{{"skip", "20000"}};

const QueryValues kWalkUp{{"after_time", "2500000"}, {"after_id", "0"}, {"bound", "9000000000"}};
const QueryValues kWalkDown{{"after_time", "2500000"}, {"bound", "0"}};
const QueryValues kHour{{"first", "2500000"}, {"last", "2503600"}};

QueryValues both(QueryValues values, const QueryValues& more) {
    for (const auto& [name, value] : more) values[name] = value;
    return values;
}

}  // namespace

const QueryValues& common_query_values() {
    static const QueryValues kValues = [] {
        QueryValues values{
            // A ticket, and what is told of one
            {"id", "4711"},
            {"ticket", "4711"},
            {"number", "T-1"},
            {"code", "NEWCODE1"},
            {"access_code", "access"},
            {"department", "1"},
            {"status", "1"},
            {"client", "1"},
            {"contact", "0"},
            {"user", "1"},
            {"requester_name", ""},
            {"requester_email", ""},
            {"cc", ""},
            {"subject", "Subject"},
            {"priority", "1"},
            {"flag", "0"},
            {"service", "0"},
            {"domain", "0"},
            {"client_may_not_close", "0"},
            {"expected_on", ""},
            {"emergency_phone", ""},
            {"opened_at", "9000000"},
            {"last_reply_at", "9000000"},
            {"updated_at", "9000000"},
            {"reply_count", "1"},
            {"version", "1"},
            {"field", "1"},
            {"value", "value"},
            {"slot", "0"},
            {"step", "1"},
            // A message, a file, an event
            {"message", "4711"},
            {"kind", "1"},
            {"wire_id", "2000000"},
            {"author_kind", "1"},
            {"author_id", "1"},
            {"author_name", "A"},
            {"author_email", ""},
            {"body", "Body"},
            {"format", "0"},
            {"origin", "0"},
            {"message_origin", "0"},
            {"written_at", "9000000"},
            {"attachment_count", "0"},
            {"position", "0"},
            {"file_name", "a.txt"},
            {"stored_name", "1_a.txt"},
            {"media_type", "text/plain"},
            {"size", "1"},
            {"sha256", "hash4"},
            {"touched_at", "9000000"},
            {"type", "TicketOpen"},
            {"actor_kind", "0"},
            {"actor_id", "0"},
            {"actor_name", ""},
            {"event_origin", "0"},
            {"details", "{}"},
            {"happened_at", "9000000"},
            // Records
            {"name", "New"},
            {"folded", "new"},
            {"title", "New"},
            {"login", "new"},
            {"first_name", "A"},
            {"last_name", "B"},
            {"email", "client4711@example.com"},
            {"api_access", "1"},
            {"disabled", "0"},
            {"password_hash", ""},
            {"is_owner", "0"},
            {"prevent_client_closure", "0"},
            {"dialect", "0"},
            {"identifier", "identifier7"},
            {"secret_sha256", "s"},
            {"agent", "1"},
            {"actions", ""},
            {"networks", ""},
            {"notes_hidden", "0"},
            {"revoked", "0"},
            {"access_sha256", "new"},
            {"refresh_sha256", "new"},
            {"credential", "1"},
            {"issued_at", "1"},
            {"expires_at", "2"},
            {"refresh_expires_at", "3"},
            {"key_sha256", "key7"},
            {"parameters_sha256", "p"},
            {"subject_sha256", "subject7"},
            {"guesses", "1"},
            {"blocked_until", "0"},
            {"until", "2"},
            {"now", "1"},
            {"created_at", "1"},
            {"applied_at", "1"},
            {"default_department", "0"},
            {"department_name", ""},
            {"client_code", ""},
            {"client_email", ""},
            {"table", "ticket"},
            // Which part of a list
            {"text", "104711"},
            {"most", "26"},
            {"skip", "0"},
            {"after", "25000"},
            {"after_time", "9000000000"},
            {"after_id", "9000000000"},
            {"from", "1"},
            {"to", "2"},
            {"start", "0"},
            // Companions
            {"owner", "1"},
            {"pattern", "%"},
            {"first", ""},
            {"last", ""},
            {"company", ""},
            {"phone", ""},
            {"city", ""},
            {"at_period_end", "0"},
            {"reason", ""},
            {"agent_name", ""},
            {"sticky", "0"},
            {"now", "9000000"},
        };
        return values;
    }();
    return kValues;
}

const std::vector<Bound>& query_bounds() {
    static const std::vector<Bound> kBounds{
        // Tickets
        {"opening facts", 220, 26},
        {"opening facts by ids", 38, 20},
        {"insert ticket", 300, 0, {{"id", "0"}}, false, kSqlite},
        {"insert whole ticket", 0, 20, {{"id", "0"}}, false, kPostgres},
        {"ticket by id", 120, 24},
        {"ticket by number", 120, 24},
        {"ticket by code", 120, 24, {{"text", "CODE104711"}}},
        {"ticket with messages by id", 160, 29},
        {"ticket with messages by id", 8000, 4700, {{"id", "2"}, {"most", "101"}}},
        {"ticket with messages by number", 170, 29},
        {"ticket with messages by code", 170, 29, {{"text", "CODE104711"}}},
        {"update ticket", 240, 21},
        {"lock ticket by id", 0, 21, {}, false, kPostgres},
        {"lock ticket by number", 0, 21, {}, false, kPostgres},
        {"lock ticket by code", 0, 21, {{"text", "CODE104711"}}, false, kPostgres},
        {"step counter", 60, 20},
        {"draw id", 0, 20, {{"text", "ticket"}}, false, kPostgres},
        {"free counter slot", 0, 40, {}, false, kPostgres},
        {"reserve id", 0, 20, {}, false, kPostgres},
        {"next id", 150, 0, {{"text", "ticket"}}, false, kSqlite},
        {"first id", 35, 0, {{"text", "new"}}, false, kSqlite},

        // Messages and files
        {"messages of ticket", 72, 24, {{"most", "101"}}},
        {"messages of ticket", 3300, 4700, {{"id", "2"}, {"most", "101"}}},
        {"opening message", 63, 21, {{"id", "2"}}},
        {"message by wire id", 78, 23, {{"wire_id", "4711"}}},
        {"insert message", 230, 20},
        {"update opening message", 86, 21, {{"ticket", "2"}}},
        {"next wire id", 74, 0, {{"text", "reply"}}, false, kSqlite},
        {"next reply id", 0, 20, {}, false, kPostgres},
        {"next note id", 0, 20, {}, false, kPostgres},
        {"attachments of message", 56, 21, {{"id", "4700"}}},
        {"attachments of ticket", 110, 3100, {{"id", "4700"}}, true},
        {"attachments of messages", 1300, 26, ids()},
        {"touch blob", 66, 20},

        // Custom fields
        {"custom fields", 330, 50, {{"id", "1"}}, true},
        {"custom field answers", 600, 50, {}, true},
        {"custom field values of tickets", 2200, 320, ids()},
        {"set custom field", 51, 20},
        {"clear custom field", 38, 20},

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
        {"subjects wait", 54, 21},
        {"subjects that wait", 53, 21, {{"most", "5000"}}},
        {"followed events", 33, 21},
        {"follow events", 38, 21},
        {"subject of ticket", 33, 21},
        {"indexed subject", 33, 0, {}, false, kSqlite},
        {"forget subject", 39, 0, {{"folded", "subject of 4711"}}, false, kSqlite},
        {"index subject", 39, 0, {{"id", "100000"}}, false, kSqlite},
        {"keep subject", 54, 0, {}, false, kSqlite},
        {"drop subject", 35, 0, {}, false, kSqlite},
        {"keep folded subject", 0, 20, {}, false, kPostgres},
        {"drop folded subject", 0, 21, {}, false, kPostgres},
        {"trigram index", 0, 24, {}, false, kPostgres},

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

        // Calls that come twice, and guesses
        {"take key", 60, 20},
        {"kept answer", 40, 21, {{"text", "key7"}}},
        {"keep answer", 40, 21},
        {"wrong guesses", 40, 21, {{"text", "subject7"}}},
        {"keep wrong guesses", 60, 20},
        {"forgive wrong guesses", 40, 21, {{"text", "subject7"}}},

        // Events, settings, the desk itself
        {"insert event", 160, 20},
        {"events after", 1900, 0, {{"most", "100"}}, false, kSqlite},
        {"settled events after", 0, 170, {{"most", "100"}}, false, kPostgres},
        {"events of ticket", 56, 110000},
        {"settings", 30, 20, {}, true},
        {"set setting", 47, 20},
        {"bans", 30, 20, {}, true},
        {"is empty desk", 45, 21},
        {"schema version", 42, 21},
        {"record schema step", 50, 20, {{"number", "99"}}},

        // Merging, deleting
        {"kept ticket by id", 120, 24},
        {"kept ticket by number", 130, 24},
        {"kept ticket by code", 130, 24, {{"text", "CODE104711"}}},
        {"lock ticket row", 0, 21, {}, false, kPostgres},
        {"copy attachments of opening", 260, 24, {{"source", "4700"}}},
        {"take over edit of opening", 68, 20},
        {"drop copied attachments", 54, 20},
        {"drop copied opening", 38, 20},
        {"move messages back", 47, 20},
        {"move messages of merged parts", 2400, 20},
        {"purge attachments", 62, 24},
        {"purge messages", 63, 24},
        {"purge custom field values", 35, 20},
        {"purge watchers", 400, 41},
        {"purge message", 36, 21},
        {"purge attachments of message", 38, 20},
        {"oldest deleted ticket", 41, 21},
        {"oldest deleted message", 33, 20},
        {"forget origin of messages", 44, 20},
        {"event details", 44, 26},
        {"set event details", 57, 21},
        {"kept message", 74, 21, {{"wire_id", "4711"}}},
        {"message body", 36, 21},
        {"rewrite message", 70, 21},
        {"count replies", 28000, 4600, {{"id", "2"}}},
        {"last reply at", 28000, 9100, {{"id", "2"}}},
        {"drop message", 57, 21},
        {"give back id", 110, 0, {}, false, kSqlite},

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
        {"add client note", 120, 20},
        {"agents in full", 240, 24},
        {"departments of agents", 440, 110, {}, true},
        {"announcements", 370, 31},
        {"count announcements", 12, 2300},
        {"tickets opened since", 20000, 1800, {{"id", "3900000"}}},

        // Jobs
        {"job", 33, 20},
        {"queues that close", 210, 44},
        {"escalation rules", 240, 20},
        {"departments of rules", 30, 20, {}, true},
        {"statuses of rules", 30, 20, {}, true},
        {"oldest escalation", 36, 20},
        {"insert event to notify of", 180, 20},
        {"oldest kept file", 39, 21},
        {"remove files", 63, 4600},
        {"is active status", 33, 21, {{"id", "1"}}},
        {"first token to end", 36, 21},
        {"first ban to end", 35, 20, {}, true},
        {"first kept answer to end", 36, 21},
        {"first wrong guess to end", 36, 21},

        // Watchers, predefined replies
        {"tickets merged into it", 1700, 21},
        {"watchers of ticket", 110, 41},
        {"watch ticket", 40, 20, {{"id", "1"}}},
        {"watch ticket no longer", 50, 21},
        {"predefined categories", 7500, 4200},
        {"predefined replies", 11000, 2100},
        {"predefined replies of category", 320, 90, {{"id", "7"}}},

        // Ticket numbers
        {"highest ticket id", 41, 21},
        {"numbers in between", 650, 180, {{"first", "104000"}, {"last", "104100"}}},

        // Commands: they may read all of a kind of records, never all tickets
        {"revoke tokens of user", 46000, 16000},
        {"clear setting", 35, 20},

        // Loading a whole desk at once
        {"all departments", 53, 27},
        {"all agents", 120, 50},
    };
    return kBounds;
}

const std::vector<std::string>& unmeasured_queries() {
    static const std::vector<std::string> kNames{
        "insert attachment",
        "insert department",
        "insert custom field",
        "move messages to master",
        "copy opening as reply",
        "set ticket merged",
        "set ticket unmerged",
        "set ticket deleted",
        "purge ticket",
        "deleted tickets",
        "deleted messages",
        "set message deleted",
        "hand over message",
        "move attachments to opening",
        "take rating and files of message",
        "take lease",
        "keep lease",
        "end lease",
        "tickets without a reply",
        "queues of rule",
        "tickets to escalate",
        "tickets escalated",
        "escalated at",
        "set escalated at",
        "forget escalation",
        "mail to agents",
        "tickets with old files",
        "keep files",
        "touch blobs of ticket",
        "remove tokens",
        "remove bans",
        "remove kept answers",
        "remove wrong guesses",
        "unused blobs",
        "blobs",
        "uses of blob",
        "delete blob",
        "count numbers",
        "touch blobs of message",
        "data to keep",
        "find *",
        "list *",
        "ids of *",
        "next number of *",
        "links of *",
        "insert *",
        "update *",
        "remove *",
        "count referrers of *",
        "agent into department",
        "role of credential",
        "user of client",
        "set wire id",
        "all events followed",
        "department of rule",
        "status of rule",
        "indexes of a table",
        "sequences",
    };
    return kNames;
}

}  // namespace desk::test
