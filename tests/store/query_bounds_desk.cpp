#include "query_bounds_parts.hpp"

namespace desk::test {

namespace {

/// A rule that has fired on every ticket of its queue, and one of these.
const QueryValues kFired{{"rule", "6"}, {"ticket", "95"}, {"before", "9000000"}};
const QueryValues kSomeBlobs{{"first", "hash1"}, {"end", "hash2"}};
const QueryValues kTicketTable{{"text", "ticket"}};

}  // namespace

std::vector<Bound> desk_bounds() {
    return {
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
        {"latest events after", 1100, 0, {{"most", "100"}}, false, kSqlite},
        {"latest events in order after", 0, 170, {{"most", "100"}}, false, kPostgres},
        {"events of ticket", 56, 110000},
        {"settings", 30, 20, {}, true},
        {"set setting", 47, 20},
        {"bans", 30, 20, {}, true},
        {"is empty desk", 45, 21},
        {"schema version", 42, 21},
        {"schema is there", 0, 20, {}, false, kPostgres},
        {"record schema step", 50, 20, {{"number", "99"}}},
        {"clear setting", 35, 20},
        {"data to keep", 46, 22},

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
        {"take lease", 85, 20},
        {"keep lease", 40, 20},
        {"end lease", 40, 20},
        {"tickets without a reply", 320, 59, {{"status", "6"}, {"before", "9000000"}}},
        {"queues of rule", 690, 44},
        {"tickets to escalate", 850, 59, {{"before", "9000000"}}},
        // Where a rule has fired on a whole queue, all that is open in it is passed over
        {"queues of rule", 16000, 1600, kFired},
        {"tickets to escalate", 15000, 1500, kFired},
        {"tickets escalated", 240, 59, kFired},
        {"escalated at", 40, 22, kFired},
        {"set escalated at", 73, 20},
        {"set escalated at", 86, 20, kFired},
        {"forget escalation", 56, 22, kFired},
        {"mail to agents", 1700, 83, {}, true},
        {"tickets with old files", 1500, 98, {}, true},
        {"remove tokens", 840, 98},
        {"remove bans", 52, 20, {}, true},
        {"remove kept answers", 760, 98},
        {"remove wrong guesses", 760, 98},
        // PostgreSQL without statistics takes the files that are there for few, and reads them all
        {"keep files", 180, 4600, {{"ticket", "4700"}}},
        {"touch blobs of ticket", 130, 4600, {{"owner", "4700"}}},
        {"touch blobs of message", 91, 3100, {{"owner", "4700"}}},
        {"unused blobs", 2600, 3200, kSomeBlobs},
        {"uses of blob", 70, 3100},
        {"delete blob", 58, 3100},
        {"blobs", 720, 360, kSomeBlobs},

        // Loading a whole desk at once
        {"all departments", 53, 27},
        {"all agents", 120, 50},
        {"all events followed", 70, 23},
        {"set wire id", 53, 0, {{"name", "reply"}, {"value", "2000000"}}, false, kSqlite},
        {"set sequence", 0, 20, {{"name", "reply_wire_id"}}, false, kPostgres},
        // All of the catalogue that there is of a table
        {"indexes of a table", 930, 0, kTicketTable, true, kSqlite},
        {"indexes of a relation", 0, 1400, kTicketTable, true, kPostgres},
        {"sequences", 0, 620, {}, true, kPostgres},
    };
}

}  // namespace desk::test
