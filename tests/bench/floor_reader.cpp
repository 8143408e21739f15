#include "bench/floor_reader.hpp"

#include <ctime>
#include <string_view>

namespace desk::bench {
namespace {

void append(std::string& out, std::string_view name, std::string_view text) {
    out += name;
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            constexpr const char* kHex = "0123456789abcdef";
            out += "\\u00";
            out += kHex[c >> 4];
            out += kHex[c & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

void append(std::string& out, std::string_view name, std::int64_t number) {
    append(out, name, std::to_string(number));
}

void append_time(std::string& out, std::string_view name, std::int64_t time) {
    const std::time_t seconds = time;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[32];
    append(out, name, {text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts)});
}

}  // namespace

Reader::Reader(const std::string& path)
    : db_(path),
      begin_(db_.get(), "BEGIN"),
      ticket_(
          db_.get(),
          "SELECT t.number, t.access_code, t.department_id, d.name, t.client_id, t.contact_id, "
          "c.name, c.email, t.cc, t.opened_at, t.subject, s.title, t.priority, t.last_reply_at, "
          "t.flag_agent_id FROM ticket t JOIN department d ON d.id = t.department_id "
          "JOIN ticket_status s ON s.id = t.status_id LEFT JOIN client c ON c.id = t.client_id "
          "WHERE t.id = ?1"),
      messages_(
          db_.get(),
          "SELECT wire_id, author_kind, author_id, author_name, author_email, created_at, body, "
          "rating, attachment_count FROM message WHERE ticket_id = ?1 AND kind < 2 "
          "ORDER BY kind > 0, created_at, id"),
      commit_(db_.get(), "COMMIT") {}

std::string Reader::get_ticket(std::int64_t id) {
    std::string json;
    begin_.run();
    ticket_.bind(1, id);
    if (ticket_.step()) {
        json.reserve(4096);
        json = R"({"result":"success")";
        append(json, ",\"ticketid\":", id);
        append(json, ",\"tid\":", ticket_.text(0));
        append(json, ",\"c\":", ticket_.text(1));
        append(json, ",\"deptid\":", ticket_.integer(2));
        append(json, ",\"deptname\":", ticket_.text(3));
        append(json, ",\"userid\":", ticket_.integer(4));
        append(json, ",\"contactid\":", ticket_.integer(5));
        append(json, ",\"name\":", ticket_.text(6));
        append(json, ",\"email\":", ticket_.text(7));
        append(json, ",\"cc\":", ticket_.text(8));
        append_time(json, ",\"date\":", ticket_.integer(9));
        append(json, ",\"subject\":", ticket_.text(10));
        append(json, ",\"status\":", ticket_.text(11));
        append(json, ",\"priority\":", ticket_.integer(12));
        append_time(json, ",\"lastreply\":", ticket_.integer(13));
        append(json, ",\"flag\":", ticket_.integer(14));
        json += ",\"replies\":{\"reply\":[";
        messages_.bind(1, id);
        while (messages_.step()) {
            append(json,
                   json.back() == '}' ? ",{\"replyid\":" : "{\"replyid\":", messages_.integer(0));
            append(json, ",\"requestor_type\":", messages_.integer(1));
            append(json, ",\"userid\":", messages_.integer(2));
            append(json, ",\"name\":", messages_.text(3));
            append(json, ",\"email\":", messages_.text(4));
            append_time(json, ",\"date\":", messages_.integer(5));
            append(json, ",\"message\":", messages_.text(6));
            append(json, ",\"rating\":", messages_.integer(7));
            append(json, ",\"attachments\":", messages_.integer(8));
            json += '}';
        }
        messages_.reset();
        json += "]}}";
    }
    ticket_.reset();
    commit_.run();
    return json;
}

}  // namespace desk::bench
