#include "query_bounds_parts.hpp"

namespace desk::test {

void number_values(QueryValues& values, const std::string& name, int count,
                   const std::function<int(int)>& value) {
    for (int i = 0; i < count; ++i) values[name + std::to_string(i)] = std::to_string(value(i));
}

QueryValues ids(QueryValues values) {
    number_values(values, "id", 100, [](int i) { return 100 + 7 * i; });
    return values;
}

QueryValues both(QueryValues values, const QueryValues& more) {
    for (const auto& [name, value] : more) values[name] = value;
    return values;
}

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
            {"name_folded", "new"},
            {"last_name_folded", ""},
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
            {"language", ""},
            {"line1", ""},
            {"line2", ""},
            {"state", ""},
            {"postcode", ""},
            {"country", ""},
            {"mail_about", ""},
            {"description", "Line"},
            {"address", ""},
            {"part", "%"},
            {"event", "4711"},
            {"recipients", "a@example.com"},
            {"target", "client:1"},
            {"token", "hash"},
            {"destination", ""},
            {"path", ""},
            {"end", "9000000"},
            // Merging, deleting, jobs
            {"source", "4711"},
            {"master", "4712"},
            {"deleted_at", "0"},
            {"replies", "0"},
            {"rule", "1"},
            {"made", "0"},
            {"priorities", ""},
            {"before", "1000000"},
            {"since", "1"},
            {"time", "9000000"},
            {"finished_at", "1"},
            {"succeeded_at", "1"},
            {"done_count", "1"},
            {"failures", "0"},
            {"retry_at", "0"},
            {"outcome", ""},
            {"next", "1000000"},
            {"other", "1"},
            {"own", "1"},
            {"hidden", "0"},
            {"keep_from", "1"},
        };
        number_values(values, "p", 20, [](int) { return 1; });
        return values;
    }();
    return kValues;
}

const std::vector<Bound>& query_bounds() {
    static const std::vector<Bound> kBounds = [] {
        std::vector<Bound> bounds;
        for (const auto& part :
             {ticket_bounds, list_bounds, people_bounds, record_bounds, desk_bounds}) {
            const std::vector<Bound> more = part();
            bounds.insert(bounds.end(), more.begin(), more.end());
        }
        return bounds;
    }();
    return kBounds;
}

}  // namespace desk::test
