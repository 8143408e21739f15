#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <memory>

#include "support/http_client.hpp"
#include "support/log_of.hpp"
#include "support/served_desk.hpp"
#include "support/temp_folder.hpp"
#include "support/tls_files.hpp"

/// Whatever secrets clients send, right, wrong or broken: none gets into the log, at its most
/// talkative level.
namespace desk::test {
namespace {

namespace json = boost::json;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kApi = "/includes/api.php";
constexpr const char* kTicket = "/api/v6.1/ticket";
constexpr const char* kToken = "/oauth/token";
constexpr const char* kGetTicket = "/api/v2/keliweb/get-ticket";

class SecretsInTheLog : public testing::Test {
  protected:
    SecretsInTheLog() {
        words_ = run_json({"demo"});
        write_tls_files(folder_.path(), "desk", make_tls_pair("desk.example"));
        served_ = std::make_unique<ServedDesk>(
            std::vector<std::string>{POLYDESK_BINARY, "serve", "--data", data_.string(), "--listen",
                                     "127.0.0.1:0", "--tls-listen", "127.0.0.1:0", "--log-level",
                                     "debug"},
            std::vector<std::string>{
                "POLYDESK_TLS_CERTIFICATE=" + (folder_.path() / "desk.crt").string(),
                "POLYDESK_TLS_KEY=" + (folder_.path() / "desk.key").string(),
                "POLYDESK_REQUEST_TIMEOUT=1", "POLYDESK_MAX_BODY=100000"});
        for (const char* name :
             {"client_password", "secret", "api_key", "client_secret", "access_token"}) {
            secrets_.push_back(word(name));
        }
    }

    json::object run_json(std::vector<std::string> words) {
        words.insert(words.begin(), {POLYDESK_BINARY, "--data", data_.string(), "--json"});
        const ProgramResult result = run_program(words);
        if (result.exit_code != 0) throw std::runtime_error(result.err);
        return json::parse(result.out).as_object();
    }
    [[nodiscard]] std::string word(const char* name) const {
        return std::string(words_.at(name).as_string());
    }
    /// A secret that is not right; each of its own, so that a leak tells where.
    std::string wrong() {
        secrets_.push_back("WrongSecret" + std::to_string(secrets_.size()) + "Zq");
        return secrets_.back();
    }

    /// One call: in the clear, through TLS, and cut short in body and head.
    void call(const std::string& method, const std::string& target, const HttpHeaders& headers = {},
              const std::string& body = {}) {
        http_request(served_->port(), method, target, headers, body);
        HttpConnection secure(tls_port(*served_));
        secure.start_tls().request(method, target, headers, body);
        std::string bytes = method + " " + target + " HTTP/1.1\r\n";
        for (const auto& [name, value] : headers) bytes += name + ": " + value + "\r\n";
        bytes += "Content-Length: " + std::to_string(body.size() + 1) + "\r\n\r\n" + body;
        send_raw(bytes);
        send_raw(bytes.substr(0, bytes.find("\r\n\r\n")));
        least_requests_ += 4;
    }
    void send_raw(const std::string& bytes) {
        HttpConnection connection(served_->port());
        connection.send(bytes);
        connection.finish_sending();
        connection.read_to_end();
    }
    /// A form in the query, as a body, and as bodies that are not what they say.
    void call_with_form(const std::string& path, const std::string& form,
                        const HttpHeaders& more = {}) {
        call("GET", path + "?" + form, more);
        for (const char* type : {"application/x-www-form-urlencoded", "application/json",
                                 "multipart/form-data", "multipart/form-data; boundary=x"}) {
            HttpHeaders headers = more;
            headers.emplace_back("Content-Type", type);
            call("POST", path, headers, form);
            call("POST", path, headers, "--x\r\nContent-Disposition: form-data; name=\"" + form);
            call("PUT", path, headers, "{\"" + form + "\": \"" + form + "\"");
        }
    }

    void expect_silence() {
        ASSERT_EQ(served_->stop(), 0);
        const std::string log = served_->log();
        EXPECT_GE(count_in(log, "\"msg\":\"request\""), least_requests_);
        EXPECT_THAT(log, HasSubstr("\"level\":\"debug\""));
        for (const std::string& secret : secrets_) {
            EXPECT_GE(secret.size(), 10U);
            EXPECT_EQ(count_in(log, secret), 0U)
                << secret << ": " << log.substr(log.find(secret) - 200, 400);
        }
    }

    TempFolder folder_;
    std::filesystem::path data_ = folder_.path() / "desk";
    json::object words_;
    std::vector<std::string> secrets_;
    std::unique_ptr<ServedDesk> served_;
    std::size_t least_requests_ = 0;
};

TEST_F(SecretsInTheLog, AreNoneOfWhmcs) {
    const std::string identifier = "identifier=" + word("identifier");
    const std::string right = identifier + "&secret=" + word("secret");
    call_with_form(kApi, right + "&action=GetTicket&ticketid=1&responsetype=json");
    call_with_form(kApi,
                   right + "&action=OpenTicket&deptid=1&clientid=1&subject=s&message=" + wrong());
    call_with_form(kApi, right + "&action=" + wrong());
    call_with_form(kApi, right + "&action=UpdateTicket&ticketid=1&customfields=" + wrong());
    call_with_form(kApi, identifier + "&action=GetTicket&ticketid=1&secret=" + wrong());
    call_with_form(kApi, "action=GetTicket&identifier=" + wrong() + "&secret=" + wrong());
    call_with_form(kApi, "action=GetTicket&username=admin&password=" + wrong());
    call_with_form(kApi, "action=GetTicket&username=admin&password=x&accesskey=" + wrong());
    call_with_form(kApi, "action=GetTicket", {{"Authorization", "Bearer " + wrong()}});
    expect_silence();
}

TEST_F(SecretsInTheLog, AreNoneOfGetfly) {
    for (const std::string& key : {word("api_key"), wrong()}) {
        const HttpHeaders headers{{"X-API-KEY", key}};
        call("GET", std::string(kTicket) + "?ticket_code=ABCXYZ1234&api_key=" + wrong(), headers);
        call_with_form(kTicket, "ticket_code=" + wrong(), headers);
        for (const char* method : {"POST", "PUT"}) {
            call(method, kTicket, headers,
                 R"({"ticket_code":"ABCXYZ1234","ticket_content":")" + wrong() + "\"}");
            call(method, kTicket, headers, "{\"password\":\"" + wrong());
        }
    }
    expect_silence();
}

TEST_F(SecretsInTheLog, AreNoneOfKeliweb) {
    const std::string login =
        "grant_type=password&client_id=" + word("client_id") + "&username=" + word("client_email");
    const std::string proof = "&client_secret=" + word("client_secret");
    const std::string password = "&password=" + word("client_password");
    const HttpAnswer answer = http_request(served_->port(), "POST", kToken,
                                           {{"Content-Type", "application/x-www-form-urlencoded"}},
                                           login + proof + password);
    ASSERT_EQ(answer.status, 200);
    const json::value tokens = json::parse(answer.body);
    const std::string access(tokens.at("access_token").as_string());
    const std::string refresh(tokens.at("refresh_token").as_string());
    secrets_.insert(secrets_.end(), {access, refresh});

    call("POST", kToken, {{"Content-Type", "application/x-www-form-urlencoded"}},
         login + proof + password);
    call("GET", std::string(kToken) + "?" + login + proof + password);
    call_with_form(kToken, login + proof + "&password=" + wrong());
    call_with_form(kToken, login + "&client_secret=" + wrong() + "&password=" + wrong());
    call_with_form(kToken, "grant_type=" + wrong() + "&scope=" + wrong());
    call_with_form(kToken, "grant_type=refresh_token&client_id=" + word("client_id") + proof +
                               "&refresh_token=" + refresh);
    call_with_form(kToken, "grant_type=refresh_token&refresh_token=" + wrong());
    for (const std::string& token : {access, word("access_token"), wrong()}) {
        call_with_form(kGetTicket, "ticketid=1&access_token=" + wrong(),
                       {{"Authorization", "Bearer " + token}});
        call_with_form(kGetTicket, "ticketid=" + wrong(), {{"Authorization", token}});
        call("DELETE", "/oauth/tokens/" + token, {{"Authorization", "Bearer " + token}});
        call("DELETE", "/oauth/tokens/" + token + "/" + token,
             {{"Authorization", "Bearer " + token}});
    }
    expect_silence();
}

TEST_F(SecretsInTheLog, AreNoneOfRequestsThatTheServerRefusesByItself) {
    std::vector<std::unique_ptr<HttpConnection>> patient;
    for (const std::string& secret : {word("secret"), wrong()}) {
        const std::string target = std::string(kApi) + "?secret=" + secret;
        for (const std::string& bytes :
             {"GET " + target + " HTTP/9.9\r\n\r\n", "GET " + target + "\r\n\r\n",
              "GET " + target + " HTTP/1.1\r\nno colon " + secret + "\r\n\r\n",
              "GET http://user:" + secret + "@desk.example" + target + " HTTP/1.1\r\n\r\n",
              "GET /nowhere?secret=" + secret + " HTTP/1.1\r\nCookie: " + secret + "\r\n\r\n",
              "GET " + target + " HTTP/1.1\r\nX-Long: " + std::string(20'000, 'x') + secret,
              "GET " + target + " HTTP/1.1\r\nX-Request-Id: " + secret + "\r\n\r\n",
              "POST " + target + " HTTP/1.1\r\nContent-Length: 200000\r\n\r\n" + secret,
              "POST " + target + " HTTP/1.1\r\nTransfer-Encoding: " + secret + "\r\n\r\n",
              "POST " + target + " HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + secret}) {
            send_raw(bytes);
            patient.push_back(std::make_unique<HttpConnection>(served_->port()));
            patient.back()->send(bytes.substr(0, bytes.size() - 1));
            least_requests_ += 2;
        }
    }
    for (const auto& connection : patient) connection->read_to_end();  // of a 408 at the latest
    expect_silence();
}

TEST_F(SecretsInTheLog, AreNoneOfCommands) {
    for (const char* dialect : {"whmcs", "getfly", "keliweb"}) {
        std::vector<std::string> add{"credential", "add", "--dialect", dialect};
        if (std::string(dialect) == "keliweb") {
            add.insert(add.end(), {"--client", "1", "--with-token"});
        }
        for (const auto& made : run_json(add)) {
            if (!made.value().is_string()) continue;
            const std::string text(made.value().as_string());
            if (text.size() >= 20) secrets_.push_back(text);
        }
    }
    EXPECT_GE(secrets_.size(), 10U);
    const auto local_call = [this](const std::string& action, const std::string& value) {
        run_program({POLYDESK_BINARY, "--data", data_.string(), "api", action, "deptid=1",
                     "clientid=1", "subject=s", value});
    };
    local_call("OpenTicket", "message=" + wrong());
    local_call("OpenTicket", "customfields=" + wrong());
    local_call(wrong(), "secret=" + wrong());
    http_request(served_->port(), "GET", "/healthz");
    expect_silence();
}

TEST_F(SecretsInTheLog, AreNoneOfADatabaseThatCannotBeOpened) {
    const ProgramResult result =
        run_program({POLYDESK_BINARY, "serve", "--data", (folder_.path() / "second").string(),
                     "--listen", "127.0.0.1:0", "--log-level", "debug", "--database",
                     "postgresql://desk:" + wrong() + "@127.0.0.1:1/desk"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("cannot open the PostgreSQL database"));
    EXPECT_THAT(result.err, Not(HasSubstr(secrets_.back())));
}

}  // namespace
}  // namespace desk::test
