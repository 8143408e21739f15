#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "support/test_desk.hpp"
#include "util/encoding.hpp"
#include "util/time_text.hpp"

/// Every limit of the core in every call that it applies to: at the limit the call is taken, one
/// beyond it is refused in the dialect's words and changes nothing. (What a limit is: design,
/// section 1. Those of parameters and nesting in bodies that cannot be read: bad_input_test.cpp.)
namespace desk::test {

namespace {

namespace json = boost::json;

constexpr std::size_t kFileBytes = 2000;                       ///< what the setting says here
constexpr std::string_view kDepartment = "Locked Department";  // has the field `site`, number 3

std::string text_of(std::size_t characters) {
    std::string text;
    for (std::size_t i = 0; i < characters; ++i) text += "ế";
    return text;
}

/// An address of so many characters, its labels as long as they may be.
std::string address_of(std::size_t characters) {
    std::string address = "a@";
    while (characters - address.size() > 64) address += std::string(63, 'd') + ".";
    return address + std::string(characters - address.size(), 'd');
}

std::string addresses(std::size_t count) {
    std::string list;
    for (std::size_t i = 0; i < count; ++i) list += "a" + std::to_string(i) + "@example.org,";
    return list;
}

std::string files(std::size_t count, std::size_t bytes) {
    json::array list;
    for (std::size_t i = 0; i < count; ++i) {
        list.push_back(json::object{{"name", "f" + std::to_string(i) + ".txt"},
                                    {"data", base64_encode(std::string(bytes, 'x'))}});
    }
    return base64_encode(json::serialize(list));
}

std::string some_files(std::size_t count) { return files(count, 3); }
std::string a_file(std::size_t bytes) { return files(1, bytes); }

std::string php_field(std::size_t bytes) {
    return base64_encode("a:1:{i:3;s:" + std::to_string(bytes) + ":\"" + std::string(bytes, 'x') +
                         "\";}");
}

/// That many seconds ahead of the desk's clock, which stands still.
std::string seconds_ahead(std::size_t seconds) {
    const FakeClock clock;
    return format_date_time(clock.now() + std::chrono::seconds(static_cast<std::int64_t>(seconds)),
                            {});
}

std::string ascii(std::size_t bytes) { return std::string(bytes, 'm'); }

/// One limit of one parameter.
struct Row {
    std::string_view call;  ///< WHMCS's action, Keliweb's method, Getfly's HTTP method
    std::string_view name;
    std::string (*value)(std::size_t);
    std::size_t limit;
    std::string_view refusal;  ///< of one more
};

constexpr std::size_t kMessage = 1024 * 1024;
constexpr std::size_t kField = 64 * 1024;

const Row kWhmcs[] = {
    {"OpenTicket", "subject", text_of, 1000, "Subject Too Long"},
    {"OpenTicket", "message", ascii, kMessage, "Message Too Long"},
    {"OpenTicket", "name", text_of, 255, "Name Too Long"},
    {"OpenTicket", "email", address_of, 254, "Email Address Too Long"},
    {"OpenTicket", "cc", addresses, 20, "Too Many CC Addresses"},
    {"OpenTicket", "customfields", php_field, kField, "Custom Field Value Too Long: site"},
    {"OpenTicket", "attachments", some_files, 20, "Too Many Attachments"},
    {"OpenTicket", "created", seconds_ahead, 60, "Ticket creation date cannot be in the future"},
    {"AddTicketReply", "message", ascii, kMessage, "Message Too Long"},
    {"AddTicketReply", "adminusername", text_of, 255, "Name Too Long"},
    {"AddTicketReply", "name", text_of, 255, "Name Too Long"},
    {"AddTicketReply", "email", address_of, 254, "Email Address Too Long"},
    {"AddTicketReply", "customfields", php_field, kField, "Custom Field Value Too Long: site"},
    {"AddTicketReply", "attachments", some_files, 20, "Too Many Attachments"},
    {"AddTicketReply", "created", seconds_ahead, 60, "Reply creation date cannot be in the future"},
    {"AddTicketNote", "message", ascii, kMessage, "Message Too Long"},
    {"AddTicketNote", "attachments", some_files, 20, "Too Many Attachments"},
    {"AddTicketNote", "created", seconds_ahead, 60, "Ticket creation date cannot be in the future"},
    {"UpdateTicket", "subject", text_of, 1000, "Subject Too Long"},
    {"UpdateTicket", "message", ascii, kMessage, "Message Too Long"},
    {"UpdateTicket", "name", text_of, 255, "Name Too Long"},
    {"UpdateTicket", "email", address_of, 254, "Email Address Too Long"},
    {"UpdateTicket", "cc", addresses, 20, "Too Many CC Addresses"},
    {"UpdateTicket", "customfields", php_field, kField, "Custom Field Value Too Long: site"},
    {"UpdateTicket", "created", seconds_ahead, 60, "Ticket creation date cannot be in the future"},
};

const Row kKeliweb[] = {
    {"open-ticket", "subject", text_of, 1000, "Subject Too Long"},
    {"open-ticket", "message", ascii, kMessage, "Message Too Long"},
    {"open-ticket", "name", text_of, 255, "Name Too Long"},
    {"open-ticket", "email", address_of, 254, "Email Address Too Long"},
    {"open-ticket", "customfields", php_field, kField, "Custom Field Too Long"},
    {"open-ticket", "attachments", some_files, 20, "Too Many Attachments"},
    {"open-ticket", "attachments", a_file, kFileBytes, "File Not Allowed: f0.txt"},
    {"add-ticket-reply", "message", ascii, kMessage, "Message Too Long"},
    {"add-ticket-reply", "customfields", php_field, kField, "Custom Field Too Long"},
    {"add-ticket-reply", "attachments", some_files, 20, "Too Many Attachments"},
    {"add-ticket-reply", "attachments", a_file, kFileBytes, "File Not Allowed: f0.txt"},
    {"update-ticket", "subject", text_of, 1000, "Subject Too Long"},
    {"update-ticket", "cc", address_of, 254, "Email Address Too Long"},
    {"update-ticket", "cc", addresses, 20, "Too Many CC Addresses"},
};

/// The refusal is `errors.NAME`.
const Row kGetfly[] = {
    {"POST", "ticket_title", text_of, 1000, "ticket_title is too long"},
    {"POST", "ticket_content", ascii, kMessage, "ticket_content is too long"},
    {"POST", "contact_name", text_of, 255, "contact_name is too long"},
    {"POST", "account_email", address_of, 254, "account_email is too long"},
    {"POST", "emergency_phone", text_of, 50, "emergency_phone is too long"},
    {"POST", "custom_fields.site", ascii, kField, "custom_fields.site is too long"},
    {"PUT", "ticket_title", text_of, 1000, "ticket_title is too long"},
    {"PUT", "ticket_content", ascii, kMessage, "ticket_content is too long"},
    {"PUT", "contact_name", text_of, 255, "contact_name is too long"},
    {"PUT", "account_email", address_of, 254, "account_email is too long"},
    {"PUT", "emergency_phone", text_of, 50, "emergency_phone is too long"},
    {"PUT", "custom_fields.site", ascii, kField, "custom_fields.site is too long"},
};

std::string percent_encode(const std::string& text) {
    std::string encoded;
    for (const char c : text) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '.' || c == '-';
        if (is_plain) {
            encoded += c;
        } else {
            const char byte[1] = {c};
            encoded += "%" + hex_encode(std::string_view(byte, 1));
        }
    }
    return encoded;
}

std::string form_of(const std::vector<std::pair<std::string, std::string>>& fields) {
    std::string form;
    for (const auto& [name, value] : fields) form += name + "=" + percent_encode(value) + "&";
    return form;
}

class Limits : public testing::TestWithParam<DatabaseKind> {
  protected:
    Limits()
        : desk_({.database = GetParam(),
                 .settings = {{"attachment_max_bytes", std::to_string(kFileBytes)},
                              {"keliweb_allow_guests", "true"},
                              {"getfly_rate_limit", "0"}}}) {
        desk_.write([](core::Tx& tx) { add_neighbours(tx, ""); });
        desk_.run({"api", "OpenTicket", "deptid=3", "clientid=1", "subject=S", "message=M"});
        guest_ = opened("name=N", "email=n@example.org");
        ticket_ = opened("clientid=1", "priority=High");
        const std::string shown = desk_.run({"ticket", "show", ticket_, "--json"}).out;
        code_ = std::string(json::parse(shown).at("code").as_string());
    }

    std::string opened(const std::string& who, const std::string& more) {
        const auto result =
            desk_.run({"api", "OpenTicket", "deptid=3", "subject=S", "message=M", who, more});
        return std::string(json::parse(result.out).at("id").as_string());
    }

    HttpAnswer whmcs(const Row& row, std::size_t size) const {
        const bool is_guests = row.name == "name" || row.name == "email";
        std::vector<std::pair<std::string, std::string>> fields{
            {"action", std::string(row.call)},
            {"responsetype", "json"},
            {"identifier", desk_.secret("identifier")},
            {"secret", desk_.secret("secret")},
            {"ticketid", is_guests ? guest_ : ticket_}};
        if (row.call != "UpdateTicket") {
            fields.insert(fields.end(), {{"deptid", "3"}, {"subject", "S"}, {"message", "M"}});
            if (is_guests) {
                fields.insert(fields.end(), {{"name", "N"}, {"email", "n@example.org"}});
            } else {
                fields.emplace_back("clientid", "1");
            }
        }
        fields.emplace_back(row.name, row.value(size));  // of a repeated scalar the last wins
        return desk_.request("POST", "/includes/api.php",
                             {{"Content-Type", "application/x-www-form-urlencoded"}},
                             form_of(fields));
    }
    HttpAnswer keliweb(const Row& row, std::size_t size) const {
        std::vector<std::pair<std::string, std::string>> fields{
            {"ticketid", ticket_}, {"deptid", "3"}, {"subject", "S"}, {"message", "M"}};
        if (row.name == "name" || row.name == "email") {
            fields.insert(fields.end(), {{"name", "N"}, {"email", "n@example.org"}});
        }
        fields.emplace_back(row.name, row.value(size));
        return desk_.request("POST", "/api/v2/keliweb/" + std::string(row.call),
                             {{"Content-Type", "application/x-www-form-urlencoded"},
                              {"Authorization", "Bearer " + desk_.secret("access_token")}},
                             form_of(fields));
    }
    HttpAnswer getfly(const Row& row, std::size_t size) const {
        json::object body;
        if (row.call == "PUT") {
            body["ticket_code"] = code_;
        } else {
            body = {{"ticket_title", "T"}, {"ticket_content", "C"}, {"cate_name", kDepartment}};
        }
        if (row.name == "custom_fields.site") {
            body["custom_fields"] = json::object{{"site", row.value(size)}};
        } else {
            body[row.name] = row.value(size);
        }
        return desk_.request(row.call, "/api/v6.1/ticket", {{"X-API-KEY", desk_.secret("api_key")}},
                             json::serialize(body));
    }
    std::size_t events() {
        std::size_t lines = 0;
        const std::string all = desk_.run({"event", "list", "--limit", "1000", "--json"}).out;
        for (const char c : all) lines += c == '\n' ? 1 : 0;
        return lines;
    }

    TestDesk desk_;
    std::string ticket_;  ///< of client 1
    std::string guest_;
    std::string code_;
};

}  // namespace

TEST_P(Limits, OfWhmcs) {
    for (const Row& row : kWhmcs) {
        const testing::ScopedTrace trace(__FILE__, __LINE__,
                                         std::string(row.call) + " " + std::string(row.name));
        const HttpAnswer taken = whmcs(row, row.limit);
        EXPECT_EQ(taken.status, 200);
        EXPECT_THAT(taken.body, testing::StartsWith(R"({"result":"success")"));
        const std::size_t before = events();
        const HttpAnswer refused = whmcs(row, row.limit + 1);
        EXPECT_EQ(refused.status, 200);
        EXPECT_EQ(refused.body,
                  R"({"result":"error","message":")" + std::string(row.refusal) + "\"}");
        EXPECT_EQ(events(), before);
    }
}

TEST_P(Limits, OfKeliweb) {
    for (const Row& row : kKeliweb) {
        const testing::ScopedTrace trace(__FILE__, __LINE__,
                                         std::string(row.call) + " " + std::string(row.name));
        const HttpAnswer taken = keliweb(row, row.limit);
        EXPECT_EQ(taken.status, 200);
        EXPECT_THAT(taken.body, testing::StartsWith(R"({"result":"success")"));
        const std::size_t before = events();
        const HttpAnswer refused = keliweb(row, row.limit + 1);
        EXPECT_EQ(refused.status, 200);
        EXPECT_EQ(refused.body,
                  R"({"result":"error","message":")" + std::string(row.refusal) + "\"}");
        EXPECT_EQ(events(), before);
    }
}

TEST_P(Limits, OfGetfly) {
    for (const Row& row : kGetfly) {
        const testing::ScopedTrace trace(__FILE__, __LINE__,
                                         std::string(row.call) + " " + std::string(row.name));
        const HttpAnswer taken = getfly(row, row.limit);
        EXPECT_EQ(taken.status, 200) << taken.body.substr(0, 300);
        const std::size_t before = events();
        const HttpAnswer refused = getfly(row, row.limit + 1);
        EXPECT_EQ(refused.status, 400);
        const json::object errors{{row.name, json::array{row.refusal}}};
        EXPECT_EQ(refused.body, R"({"message":"The given data was invalid.","errors":)" +
                                    json::serialize(errors) + "}");
        EXPECT_EQ(events(), before);
    }
}

/// WHMCS leaves a file out that is too large, and succeeds.
TEST_P(Limits, OfAFileAreNoRefusalInWhmcs) {
    for (const char* call : {"OpenTicket", "AddTicketReply", "AddTicketNote"}) {
        for (const auto& [bytes, kept] : {std::pair{kFileBytes, 1}, std::pair{kFileBytes + 1, 0}}) {
            const Row row{call, "attachments", a_file, bytes, {}};
            const HttpAnswer answer = whmcs(row, bytes);
            EXPECT_THAT(answer.body, testing::StartsWith(R"({"result":"success")"));
            EXPECT_EQ(desk_.database().sql("SELECT attachment_count FROM message"
                                           " ORDER BY id DESC LIMIT 1"),
                      std::vector<std::string>{std::to_string(kept)})
                << call << " " << bytes;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(BothDatabases, Limits,
                         testing::Values(DatabaseKind::sqlite, DatabaseKind::postgres),
                         DatabaseName{});

// Of a request as such
// -----------------------------------------------------------------------------

namespace {

/// A desk that takes bodies of a megabyte, so that one more is quickly sent.
class RequestLimits : public testing::Test {
  protected:
    static constexpr std::size_t kBody = 1024 * 1024;

    RequestLimits()
        : desk_({.change_config = [](app::Config& config) {
              config.server.max_body_bytes = kBody;
          }}) {}

    struct Door {
        std::string_view method, target;
        HttpHeaders headers;
        int full_status;  ///< of a body at the limit: it is read, and is no sound call
    };
    [[nodiscard]] std::vector<Door> doors() const {
        return {{"POST", "/includes/api.php", {}, 400},
                {"POST",
                 "/api/v2/keliweb/open-ticket",
                 {{"Authorization", "Bearer " + desk_.secret("access_token")}},
                 200},
                {"PUT", "/api/v6.1/ticket", {{"X-API-KEY", desk_.secret("api_key")}}, 400}};
    }

    TestDesk desk_;
};

}  // namespace

TEST_F(RequestLimits, OfABody) {
    for (const Door& door : doors()) {
        EXPECT_EQ(
            desk_.request(door.method, door.target, door.headers, std::string(kBody, 'x')).status,
            door.full_status)
            << door.target;
        EXPECT_EQ(desk_.request(door.method, door.target, door.headers, std::string(kBody + 1, 'x'))
                      .status,
                  413)
            << door.target;
    }
}

TEST_F(RequestLimits, OfAHead) {
    constexpr std::size_t kHead = 16 * 1024;
    for (const Door& door : doors()) {
        std::string head(door.method);
        head.append(" ").append(door.target).append(" HTTP/1.1\r\nHost: desk\r\n");
        head += "Content-Length: 0\r\nX-Padding: ";
        const std::string end = "\r\n\r\n";
        const auto status_of = [&](std::size_t bytes) {
            HttpConnection connection(desk_.port());
            connection.send(head + std::string(bytes - head.size() - end.size(), 'x') + end);
            return connection.read_answer().status;
        };
        EXPECT_NE(status_of(kHead), 431) << door.target;
        EXPECT_EQ(status_of(kHead + 1), 431) << door.target;
    }
}

TEST_F(RequestLimits, OfWhatTakesFewWords) {
    const HttpHeaders token{{"Authorization", "Bearer " + desk_.secret("access_token")}};
    const std::string call = "ticketid=1&padding=";
    for (const auto& [bytes, status] : {std::pair{64 * 1024, 200}, std::pair{64 * 1024 + 1, 413}}) {
        const std::string body =
            call + std::string(static_cast<std::size_t>(bytes) - call.size(), 'x');
        EXPECT_EQ(desk_.request("POST", "/api/v2/keliweb/get-ticket", token, body).status, status);
    }
}

TEST_F(RequestLimits, OfParametersAndNestingInEveryDialect) {
    const HttpHeaders token{{"Authorization", "Bearer " + desk_.secret("access_token")}};
    const auto keliweb = [&](const std::string& body) {
        return desk_.request("POST", "/api/v2/keliweb/add-ticket-reply", token, body).body;
    };
    std::string many = "ticketid=1&message=M";
    for (int i = 2; i < 2000; ++i) many += "&x=1";
    EXPECT_EQ(keliweb(many), R"({"result":"success"})");
    EXPECT_EQ(keliweb(many + "&x=1"), R"({"result":"error","message":"Too Many Parameters"})");

    std::string deep = "ticketid=1&message=M&x";
    for (int i = 0; i < 32; ++i) deep += "[a]";
    EXPECT_EQ(keliweb(deep + "=1"), R"({"result":"success"})");
    EXPECT_EQ(keliweb(deep + "[a]=1"),
              R"({"result":"error","message":"Parameters Nested Too Deeply"})");

    const auto getfly = [&](int depth) {
        std::string body = R"({"ticket_code":"ABCXYZ1234","x":)";
        body += std::string(static_cast<std::size_t>(depth - 1), '[') +
                std::string(static_cast<std::size_t>(depth - 1), ']') + "}";
        return desk_
            .request("PUT", "/api/v6.1/ticket", {{"X-API-KEY", desk_.secret("api_key")}}, body)
            .status;
    };
    EXPECT_EQ(getfly(32), 200);
    EXPECT_EQ(getfly(33), 400);
}

}  // namespace desk::test
