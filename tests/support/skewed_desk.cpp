#include "support/skewed_desk.hpp"

namespace desk::test {

namespace {

/// `n` in 1..count as a table.
std::string numbers(int count) {
    return "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n "
           "< " +
           std::to_string(count) + ") ";
}

std::string people_sql() {
    return "INSERT INTO department (id, name, name_folded, sort_order)" + numbers(5) +
           "SELECT n, 'Department ' || n, 'department ' || n, n FROM numbers;"
           "INSERT INTO agent (id, login, login_folded)" +
           numbers(21) + "SELECT n, 'agent' || n, 'agent' || n FROM numbers;" +
           "INSERT INTO agent_department (agent_id, department_id)"
           "SELECT a.id, d.id FROM agent a CROSS JOIN department d WHERE a.id < 20;"
           "INSERT INTO client (id, name, email, email_folded, code, name_folded, last_name_folded,"
           " created_at)" +
           numbers(5000) +
           "SELECT n, 'Client ' || n, 'client' || n || '@example.com',"
           " 'client' || n || '@example.com', 'C' || n, 'client ' || n, CAST(n AS TEXT), n"
           " FROM numbers;" +
           "INSERT INTO contact (id, client_id, name)" + numbers(10000) +
           "SELECT n, 1 + n % 5000, 'Contact ' || n FROM numbers;" +
           "INSERT INTO \"user\" (id, name, email, email_folded)" + numbers(5000) +
           "SELECT n, 'User ' || n, 'client' || n || '@example.com',"
           " 'client' || n || '@example.com' FROM numbers;" +
           "INSERT INTO client_user (client_id, user_id, is_owner)" + numbers(5000) +
           "SELECT n, n, 1 FROM numbers;" + "INSERT INTO service (id, client_id, name)" +
           numbers(10000) + "SELECT n, 1 + n % 5000, 'Service ' || n FROM numbers;" +
           "INSERT INTO domain (id, client_id, name)" + numbers(10000) +
           "SELECT n, 1 + n % 5000, 'domain' || n FROM numbers;" +
           "INSERT INTO custom_field (id, department_id, code, name)" + numbers(50) +
           "SELECT n, 1 + n % 5, 'field' || n, 'Field ' || n FROM numbers;" +
           "INSERT INTO role (id, name, name_folded) VALUES (1, 'Role', 'role');"
           "INSERT INTO credential (id, dialect, identifier, secret_sha256, agent_id, created_at)" +
           numbers(1000) + "SELECT n, 0, 'identifier' || n, 'secret', 1, 1 FROM numbers;" +
           "INSERT INTO access_token (id, access_sha256, refresh_sha256, credential_id, client_id,"
           " issued_at, expires_at, refresh_expires_at)" +
           numbers(10000) +
           "SELECT n, 'access' || n, 'refresh' || n, 1 + n % 1000, 1, 1, 2, 3 FROM numbers;" +
           "INSERT INTO kept_answer (key_sha256, parameters_sha256, status, body, expires_at)" +
           numbers(10000) + "SELECT 'key' || n, 'p', 200, '{}', 1000 + n FROM numbers;" +
           "INSERT INTO wrong_guess (subject_sha256, guesses, expires_at)" + numbers(10000) +
           "SELECT 'subject' || n, 1, 1000 + n FROM numbers;" +
           "INSERT INTO escalation_rule (id, name, name_folded, minutes, notify, created_at)" +
           numbers(10) + "SELECT n, 'Rule ' || n, 'rule ' || n, 60, 1, 1 FROM numbers;" +
           "INSERT INTO escalation_rule_status (rule_id, status_id) VALUES (1, 1), (1, 3);"
           "INSERT INTO predefined_category (id, name, name_folded)" +
           numbers(51) + "SELECT n, 'Category ' || n, 'category ' || n FROM numbers;" +
           "INSERT INTO predefined_reply (category_id, name, name_folded, reply)" + numbers(2000) +
           "SELECT 1 + n % 50, 'Reply ' || n, 'reply ' || n, 'Text' FROM numbers;" +
           "INSERT INTO ticket_watcher (ticket_id, agent_id)" + numbers(20000) +
           "SELECT 4000 + n / 20, 1 + n % 20 FROM numbers;";
}

std::string tickets_sql(int tickets) {
    return "INSERT INTO ticket (id, number, code, access_code, department_id, status_id, client_id,"
           " requester_name, requester_email, subject, priority, flag_agent_id, opened_at,"
           " last_reply_at, updated_at, reply_count, merged_into, deleted_at)" +
           numbers(tickets) +
           "SELECT n, CAST(100000 + n AS TEXT), 'CODE' || (100000 + n), 'access',"
           " CASE WHEN n % 10 < 7 THEN 1 ELSE 1 + n % 5 END,"
           " CASE WHEN n % 100 < 95 THEN 6 ELSE 1 + n % 5 END,"
           " CASE WHEN n % 2 = 0 THEN 1 WHEN n % 10 = 1 THEN 0 ELSE 2 + n % 4000 END,"
           " CASE WHEN n % 10 = 1 THEN 'Guest' ELSE '' END,"
           " CASE WHEN n % 20 = 1 THEN 'noreply@example.net'"
           "      WHEN n % 10 = 1 THEN 'Guest' || n || '@example.net' ELSE '' END,"
           " 'Subject of ' || n || CASE WHEN n % 1000 = 7 THEN ' with a rare word' ELSE '' END, 1,"
           " CASE WHEN n % 4 = 0 THEN 1 WHEN n % 7 = 0 THEN 2 + n % 19 ELSE 0 END,"
           " 1000000 + 60 * n, 1000000 + 60 * n + 7 * (n % 13), 1000000 + 60 * n,"
           " CASE WHEN n = 2 THEN 3000 WHEN n % 10 = 0 THEN 3 ELSE 0 END,"
           " CASE WHEN n % 97 = 0 THEN 1 ELSE 0 END, CASE WHEN n % 89 = 0 THEN 5 ELSE 0 END"
           " FROM numbers;"
           "INSERT INTO message (ticket_id, kind, wire_id, author_kind, body, format, origin,"
           " created_at, attachment_count)"
           "SELECT id, 0, 0, 1, 'Opening of ' || id, 0, 0, opened_at,"
           " CASE WHEN id % 50 = 0 THEN 1 ELSE 0 END FROM ticket;"
           "INSERT INTO message (ticket_id, kind, wire_id, author_kind, body, format, origin,"
           " created_at)" +
           numbers(tickets / 10 * 3 + 3000) +
           "SELECT CASE WHEN n <= 3000 THEN 2 ELSE 10 * ((n - 3001) / 3 + 1) END, 1, n, 0,"
           " 'Reply ' || n, 0, 0, 2000000 + n FROM numbers;" +
           "INSERT INTO message (ticket_id, kind, wire_id, author_kind, body, format, origin,"
           " created_at)" +
           numbers(5000) + "SELECT 10 * n, 2, n, 0, 'Note ' || n, 0, 0, 2000000 + n FROM numbers;" +
           "INSERT INTO escalation (rule_id, ticket_id, since)"
           " SELECT 1 + id % 10, id, last_reply_at FROM ticket WHERE status_id < 6;"
           "INSERT INTO blob (sha256, size, touched_at)" +
           numbers(1000) + "SELECT 'hash' || n, n, n FROM numbers;" +
           "INSERT INTO attachment (message_id, position, file_name, stored_name, media_type, size,"
           " sha256) SELECT id, 0, 'file.txt', '123456_file.txt', 'text/plain', 1,"
           " 'hash' || (1 + ticket_id % 1000) FROM message WHERE attachment_count > 0;"
           "INSERT INTO custom_field_value (ticket_id, field_id, value)"
           " SELECT t.id, f.id, 'value' FROM ticket t"
           " JOIN custom_field f ON f.department_id = t.department_id WHERE t.id % 10 = 3;";
}

std::string what_follows_sql() {
    return "INSERT INTO event (ticket_id, type, actor_kind, origin, details, created_at)"
           " SELECT id, 'TicketOpen', 0, 0, '{}', opened_at FROM ticket ORDER BY id;"
           "INSERT INTO event (ticket_id, type, actor_kind, origin, details, created_at)"
           " SELECT ticket_id, 'TicketAdminReply', 0, 0, '{}', created_at FROM message"
           " WHERE kind = 1 ORDER BY id;"
           "INSERT INTO ticket_counter (department_id, status_id, flag_agent_id, slot, count)"
           " SELECT department_id, status_id, flag_agent_id, id % 4, count(*) FROM ticket"
           " WHERE merged_into = 0 AND deleted_at = 0"
           " GROUP BY department_id, status_id, flag_agent_id, id % 4;"
           "INSERT INTO ticket_subject (ticket_id, folded)"
           " SELECT id, lower(subject) FROM ticket;"
           "INSERT INTO announcement (id, title, body, announced_at, created_at, updated_at)" +
           numbers(1000) +
           "SELECT n, 'News ' || n, 'Text', n, n, n FROM numbers;"
           "INSERT INTO activity (client_id, actor_name, description, created_at)" +
           numbers(20000) +
           "SELECT CASE WHEN n % 2 = 0 THEN 1 ELSE n % 4000 END, 'A', 'Line ' || n, n FROM numbers;"
           "INSERT INTO outgoing_mail (event_id, client_id, recipients, subject, body, "
           "created_at)" +
           numbers(20000) +
           "SELECT n, CASE WHEN n % 2 = 0 THEN 1 ELSE n % 4000 END, 'a', 'S', 'B', n FROM numbers;"
           "INSERT INTO delivery (event_id, channel, target, created_at)" +
           numbers(20000) +
           "SELECT n, 'mail', 'client:1', n FROM numbers;"
           "UPDATE subject_feed SET event_id = (SELECT max(id) FROM event);";
}

}  // namespace

void fill_skewed_desk(TestDatabase& database, int tickets) {
    const bool is_sqlite = database.kind() == DatabaseKind::sqlite;
    std::string sql = "BEGIN;" + people_sql() + tickets_sql(tickets) + what_follows_sql();
    if (is_sqlite) {
        sql +=
            "INSERT INTO ticket_subject_trigram (ticket_subject_trigram) VALUES ('rebuild');"
            "UPDATE sequence SET value = 1000000;";
    } else {
        for (const char* table :
             {"department", "agent", "client", "contact", "user", "service", "domain",
              "custom_field", "credential", "access_token", "ticket"}) {
            const std::string quoted = std::string(table) == "user" ? "\"user\"" : table;
            sql += "SELECT setval(pg_get_serial_sequence('" + quoted +
                   "', 'id'), (SELECT max(id) FROM " + quoted + "));";
        }
        sql += "SELECT setval('reply_wire_id', 1000000); SELECT setval('note_wire_id', 1000000);";
    }
    database.sql(sql + "COMMIT");
    // On PostgreSQL index-only scans need to know which pages everybody sees.
    if (!is_sqlite) database.sql("VACUUM ticket");
}

}  // namespace desk::test
