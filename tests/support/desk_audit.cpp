#include "support/desk_audit.hpp"

#include <exception>
#include <map>
#include <string_view>

#include "util/hash.hpp"

namespace desk::test {

namespace {

using Complaints = std::vector<std::string>;

/// A question whose every row is a fault.
struct FaultQuery {
    std::string_view what;
    std::string_view sql;
};

constexpr FaultQuery kFaults[] = {
    {"a subject is there twice",
     "SELECT subject, count(*) FROM ticket GROUP BY subject HAVING count(*) > 1"},
    {"a ticket has not one opening message",
     "SELECT t.id, count(m.id) FROM ticket t LEFT JOIN message m ON m.ticket_id = t.id AND "
     "m.kind = 0 GROUP BY t.id, t.purged_at HAVING count(m.id) <> CASE WHEN t.purged_at = 0 THEN 1 "
     "ELSE 0 END"},
    {"a ticket has not one event of its opening",
     "SELECT t.id, count(e.id) FROM ticket t LEFT JOIN event e ON e.ticket_id = t.id AND e.type "
     "IN ('TicketOpen', 'TicketOpenAdmin') GROUP BY t.id HAVING count(e.id) <> 1"},
    {"a message without its ticket",
     "SELECT m.id FROM message m LEFT JOIN ticket t ON t.id = m.ticket_id WHERE t.id IS NULL"},
    {"an event without its ticket",
     "SELECT e.id FROM event e LEFT JOIN ticket t ON t.id = e.ticket_id WHERE t.id IS NULL AND "
     "e.ticket_id <> 0"},
    {"an attachment without its message",
     "SELECT a.id FROM attachment a LEFT JOIN message m ON m.id = a.message_id WHERE m.id IS NULL"},
    {"an attachment without its blob",
     "SELECT a.id FROM attachment a LEFT JOIN blob b ON b.sha256 = a.sha256 WHERE b.sha256 IS "
     "NULL AND a.removed = 0"},
    {"a message says another number of attachments than it has",
     "SELECT m.id, m.attachment_count, count(a.id) FROM message m LEFT JOIN attachment a ON "
     "a.message_id = m.id GROUP BY m.id, m.attachment_count HAVING count(a.id) <> "
     "m.attachment_count"},
    {"a ticket says another number of replies than it shows",
     "SELECT t.id, t.reply_count, count(m.id) FROM ticket t LEFT JOIN message m ON m.ticket_id = "
     "t.id AND m.kind = 1 AND m.deleted_at = 0 GROUP BY t.id, t.reply_count HAVING count(m.id) <> "
     "t.reply_count"},
    {"a counter differs from the tickets it counts",
     "SELECT department_id, status_id, flag_agent_id, sum(n) FROM (SELECT department_id, "
     "status_id, flag_agent_id, 1 AS n FROM ticket WHERE deleted_at = 0 AND merged_into = 0 UNION "
     "ALL SELECT "
     "department_id, status_id, flag_agent_id, -count AS n FROM ticket_counter) AS both_sides "
     "GROUP BY department_id, status_id, flag_agent_id HAVING sum(n) <> 0"},
};

void look_for_faults(const AuditedDesk& desk, Complaints& complaints) {
    for (const FaultQuery& fault : kFaults) {
        for (const std::vector<std::string>& row : desk.rows(std::string(fault.sql))) {
            std::string complaint(fault.what);
            for (const std::string& value : row) complaint += " | " + value;
            complaints.push_back(std::move(complaint));
        }
    }
}

/// Every blob that some attachment names, read and hashed.
void look_at_files(const AuditedDesk& desk, Complaints& complaints) {
    for (const std::vector<std::string>& row :
         desk.rows("SELECT DISTINCT b.sha256, b.size FROM blob b JOIN attachment a ON a.sha256 = "
                   "b.sha256 AND a.removed = 0")) {
        const std::string& hash = row[0];
        try {
            const std::string bytes = desk.file(hash);
            if (sha256_hex(bytes) != hash) complaints.push_back("a file is damaged | " + hash);
            if (std::to_string(bytes.size()) != row[1]) {
                complaints.push_back("a file has another size than its blob | " + hash);
            }
        } catch (const std::exception& error) {
            complaints.push_back("a file is lost | " + hash + " | " + error.what());
        }
    }
}

struct FoundTicket {
    std::string number;
    std::string subject;
    std::string message;
    std::vector<std::pair<std::string, std::string>> files;  ///< name and hash, in order

    friend bool operator==(const FoundTicket&, const FoundTicket&) = default;
};

std::map<std::int64_t, FoundTicket> all_tickets(const AuditedDesk& desk) {
    std::map<std::int64_t, FoundTicket> found;
    for (std::vector<std::string>& row : desk.rows("SELECT id, number, subject FROM ticket")) {
        FoundTicket& ticket = found[std::stoll(row[0])];
        ticket.number = std::move(row[1]);
        ticket.subject = std::move(row[2]);
    }
    for (std::vector<std::string>& row :
         desk.rows("SELECT ticket_id, body FROM message WHERE kind = 0")) {
        const auto ticket = found.find(std::stoll(row[0]));
        if (ticket != found.end()) ticket->second.message = std::move(row[1]);
    }
    for (std::vector<std::string>& row :
         desk.rows("SELECT m.ticket_id, a.file_name, a.sha256 FROM attachment a JOIN message m ON "
                   "m.id = a.message_id WHERE m.kind = 0 ORDER BY m.ticket_id, a.position")) {
        const auto ticket = found.find(std::stoll(row[0]));
        if (ticket == found.end()) continue;
        ticket->second.files.emplace_back(std::move(row[1]), std::move(row[2]));
    }
    return found;
}

void look_for_the_promised(const AuditedDesk& desk, const std::vector<PromisedTicket>& promised,
                           Complaints& complaints) {
    const std::map<std::int64_t, FoundTicket> found = all_tickets(desk);
    for (const PromisedTicket& promise : promised) {
        const auto ticket = found.find(promise.id);
        if (ticket == found.end()) {
            complaints.push_back("a ticket is lost | " + promise.subject);
            continue;
        }
        FoundTicket expected{promise.number, promise.subject, promise.message, {}};
        for (const PromisedFile& file : promise.files) {
            expected.files.emplace_back(file.name, sha256_hex(file.bytes));
        }
        if (ticket->second != expected) {
            complaints.push_back("a ticket is not what was sent | " + promise.subject);
        }
    }
}

}  // namespace

std::vector<std::string> audit(const AuditedDesk& desk,
                               const std::vector<PromisedTicket>& promised) {
    Complaints complaints;
    look_for_faults(desk, complaints);
    look_at_files(desk, complaints);
    look_for_the_promised(desk, promised, complaints);
    return complaints;
}

}  // namespace desk::test
