#include "query_bounds_parts.hpp"

namespace desk::test {

namespace {

const QueryValues kNumbers{{"first", "104000"}, {"last", "104100"}, {"pattern", "[0-9]*"}};
/// A file of another message, and whom it is given to.
const QueryValues kMovedFile{{"id", "4700"}, {"value", "4711"}};

}  // namespace

std::vector<Bound> ticket_bounds() {
    return {
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
        {"insert attachment", 210, 20},

        // Custom fields
        {"custom fields", 330, 50, {{"id", "1"}}, true},
        {"custom field answers", 600, 50, {}, true},
        {"custom field values of tickets", 2200, 320, ids()},
        {"set custom field", 51, 20},
        {"clear custom field", 38, 20},

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
        {"move messages to master", 420, 32, {{"source", "4710"}}},
        // As many as there are in the ticket
        {"move messages to master", 280000, 9100, {{"source", "2"}}},
        {"copy opening as reply", 240, 22, {{"source", "4710"}}},
        {"set ticket merged", 270, 22},
        {"set ticket unmerged", 300, 22},
        {"set ticket deleted", 300, 22},
        {"purge ticket", 290, 22},
        {"deleted tickets", 280, 59},
        {"deleted messages", 37, 20},
        {"set message deleted", 88, 22, {{"value", "9000000"}}},
        {"hand over message", 110, 22, {{"id", "60000"}, {"value", "4711"}}},
        {"move attachments to opening", 110, 26, kMovedFile},
        {"take rating and files of message", 100, 23, kMovedFile},

        // Ticket numbers
        {"highest ticket id", 41, 21},
        {"numbers in between", 650, 180, kNumbers},
        {"count numbers", 490, 0, kNumbers, false, kSqlite},
        {"count numbers by pattern", 0, 220, kNumbers, false, kPostgres},
        {"kept count of numbers", 34, 20},
        {"keep count of numbers", 52, 20, {{"name", "%n"}, {"taken", "5"}, {"counted_to", "9"}}},
    };
}

}  // namespace desk::test
