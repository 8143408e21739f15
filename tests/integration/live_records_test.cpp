#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <chrono>
#include <fstream>

#include "integration/polydesk_binary.hpp"
#include "support/http_client.hpp"
#include "support/served_desk.hpp"
#include "support/temp_folder.hpp"

/// Every kind of record, made and changed by command while `serve` runs: a program that calls it
/// sees the change within a second.
namespace desk::test {
namespace {

namespace json = boost::json;
using testing::HasSubstr;

std::string escaped(const std::string& text) {
    std::string form;
    for (const char c : text) {
        constexpr const char* kHex = "0123456789ABCDEF";
        const auto byte = static_cast<unsigned char>(c);
        form += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    }
    return form;
}

using Words = std::vector<std::string>;

class LiveRecords : public testing::Test {
  protected:
    /// A desk of one's own, from nothing: a department, an agent, a client and a key.
    LiveRecords() {
        command({"department", "add", "--name", "Support"});
        command({"agent", "add", "--login", "ada", "--first-name", "Ada"});
        command({"client", "add", "--first-name", "Cynthia", "--email", "c@example.com"});
        key = answer({"credential", "add", "--dialect", "whmcs"});
    }

    ProgramResult run(Words words) { return run_polydesk(data(), std::move(words)); }
    void command(const Words& words) {
        const ProgramResult result = run(words);
        ASSERT_EQ(result.exit_code, 0) << result.err;
    }
    json::object answer(Words words) {
        words.emplace_back("--json");
        const ProgramResult result = run(words);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return json::parse(result.out).as_object();
    }
    [[nodiscard]] std::string data() const { return (folder.path() / "desk").string(); }

    using Form = std::vector<std::pair<std::string, std::string>>;

    /// A WHMCS call with the key.
    json::object call(const std::string& action, const Form& form) {
        std::string body = "responsetype=json&action=" + action;
        for (const auto& [name, value] : key) {
            body += "&" + std::string(name) + "=" + escaped(std::string(value.as_string()));
        }
        for (const auto& [name, value] : form) body += "&" + name + "=" + escaped(value);
        const HttpAnswer got =
            http_request(served.port(), "POST", "/includes/api.php",
                         {{"Content-Type", "application/x-www-form-urlencoded"}}, body);
        return json::parse(got.body).as_object();
    }
    /// "success", or the message of the refusal.
    std::string result_of(const std::string& action, const Form& form) {
        const json::object got = call(action, form);
        if (got.at("result") == "success") return "success";
        return std::string(got.at("message").as_string());
    }
    std::string open(Form form) {
        form.insert(form.end(), {{"subject", "Hello"}, {"message", "World"}});
        return result_of("OpenTicket", form);
    }
    std::string opened_for_client(Form form) {
        form.insert(form.end(), {{"deptid", "1"}, {"clientid", "1"}});
        return open(form);
    }

    /// Asks until the answer is that, a second at most.
    void becomes(const std::string& expected, const std::function<std::string()>& ask) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(1);
        std::string got = ask();
        while (got != expected && std::chrono::steady_clock::now() < deadline) got = ask();
        EXPECT_EQ(got, expected);
    }

    TempFolder folder;
    ServedDesk served{serve_on(data())};
    json::object key;
};

TEST_F(LiveRecords, DepartmentsTakeTickets) {
    EXPECT_EQ(open({{"deptid", "2"}, {"clientid", "1"}}), "Department ID not found");
    command({"department", "add", "--name", "Sales", "--prevent-client-closure"});
    becomes("success", [&] { return open({{"deptid", "2"}, {"clientid", "1"}}); });
    command({"department", "add", "--name", "Unused"});
    command({"department", "remove", "Unused"});
    becomes("Department ID not found", [&] { return open({{"deptid", "3"}, {"clientid", "1"}}); });
    command({"department", "set", "Sales", "--name", "Orders"});
    becomes("Orders", [&] {
        return std::string(call("GetTicket", {{"ticketid", "1"}}).at("deptname").as_string());
    });
}

TEST_F(LiveRecords, StatusesAreGivenToTickets) {
    opened_for_client({});
    const auto give = [&] {
        return result_of("UpdateTicket", {{"ticketid", "1"}, {"status", "Waiting"}});
    };
    EXPECT_NE(give(), "success");
    command({"status", "add", "--title", "Waiting", "--colour", "#123456"});
    becomes("success", give);
    command({"status", "set", "Waiting", "--title", "Parked"});
    becomes("Parked", [&] {
        return std::string(call("GetTicket", {{"ticketid", "1"}}).at("status").as_string());
    });
}

TEST_F(LiveRecords, AgentsAreShutOutAndLetIn) {
    EXPECT_EQ(opened_for_client({}), "success");
    command({"agent", "set", "ada", "--disabled"});
    becomes("Administrator Account Disabled", [&] { return opened_for_client({}); });
    command({"agent", "set", "ada", "--no-disabled"});
    becomes("success", [&] { return opened_for_client({}); });
}

TEST_F(LiveRecords, AgentsLogInWithTheirPassword) {
    std::ofstream(folder.path() / "password") << "correct horse\n";
    const ProgramResult set = run_program({"sh", "-c",
                                           std::string(POLYDESK_BINARY) + " --data '" + data() +
                                               "' agent set ada --password-stdin <'" +
                                               (folder.path() / "password").string() + "'"});
    ASSERT_EQ(set.exit_code, 0) << set.err;
    key = {{"username", "ada"}, {"password", "3cb4e732631f47e6eb961f34554b7cde"}};  // its MD5
    EXPECT_EQ(opened_for_client({}), "Authentication Failed");
    command({"setting", "set", "md5_login", "true"});
    becomes("success", [&] { return opened_for_client({}); });
}

TEST_F(LiveRecords, ClientsContactsUsersServicesAndDomainsAreKnown) {
    command({"client", "add", "--company", "ACME", "--code", "ACC1"});
    becomes("success", [&] { return open({{"deptid", "1"}, {"clientid", "2"}}); });
    const std::vector<std::pair<Words, Form>> things{
        {{"contact", "add", "--client", "1", "--name", "Eve"}, {{"contactid", "1"}}},
        {{"user", "add", "--name", "Uma", "--email", "u@example.com", "--clients", "Cynthia"},
         {{"userid", "1"}}},
        {{"service", "add", "--client", "c@example.com", "--name", "Web"}, {{"serviceid", "1"}}},
        {{"domain", "add", "--client", "1", "--name", "example.com"}, {{"domainid", "1"}}},
    };
    for (const auto& [words, form] : things) {
        EXPECT_NE(opened_for_client(form), "success") << words[0];
        command(words);
        becomes("success", [&] { return opened_for_client(form); });
    }
    command({"client", "set", "1", "--last-name", "Reilly"});
    becomes("Cynthia Reilly", [&] {
        return std::string(call("GetTicket", {{"ticketid", "2"}}).at("name").as_string());
    });
}

TEST_F(LiveRecords, CustomFieldsAreAnsweredInGetfly) {
    const std::string api_key(
        answer({"credential", "add", "--dialect", "getfly"}).at("api_key").as_string());
    opened_for_client({});
    const std::string code(answer({"ticket", "show", "1"}).at("code").as_string());
    const auto put = [&] {
        const HttpAnswer got =
            http_request(served.port(), "PUT", "/api/v6.1/ticket",
                         {{"Content-Type", "application/json"}, {"X-API-KEY", api_key}},
                         R"({"ticket_code": ")" + code + R"(", "custom_fields": {"size": "M"}})");
        return std::to_string(got.status);
    };
    EXPECT_EQ(put(), "400");
    command({"custom-field", "add", "--department", "Support", "--code", "size"});
    becomes("200", put);
}

TEST_F(LiveRecords, CredentialsAndRolesSayWhatMayBeCalled) {
    command({"role", "add", "--name", "Readers", "--actions", "GetTicket"});
    EXPECT_EQ(opened_for_client({}), "success");
    command({"credential", "set", "1", "--roles", "Readers"});
    becomes("Invalid Permissions: API action \"openticket\" is not allowed",
            [&] { return opened_for_client({}); });
    command({"role", "set", "Readers", "--actions", "GetTicket,OpenTicket"});
    becomes("success", [&] { return opened_for_client({}); });
    command({"credential", "set", "1", "--networks", "192.0.2.0/24"});
    becomes("Invalid IP 127.0.0.1", [&] { return opened_for_client({}); });
    command({"credential", "set", "1", "--networks", ""});
    becomes("success", [&] { return opened_for_client({}); });
    command({"credential", "set", "1", "--disabled"});
    becomes("Authentication Failed", [&] { return opened_for_client({}); });
    command({"credential", "set", "1", "--no-disabled"});
    becomes("success", [&] { return opened_for_client({}); });
    command({"credential", "revoke", "1"});
    becomes("Invalid or missing credentials", [&] { return opened_for_client({}); });
}

TEST_F(LiveRecords, BansShutOut) {
    command({"ban", "add", "--network", "127.0.0.0/8", "--reason", "a test"});
    becomes("IP Banned", [&] { return opened_for_client({}); });
    command({"ban", "remove", "127.0.0.0/8"});
    becomes("success", [&] { return opened_for_client({}); });
}

TEST_F(LiveRecords, SettingsAreInForce) {
    command({"setting", "set", "number_mask", "T-%n%n%n%n"});
    becomes("T-", [&] {
        return std::string(
                   call("OpenTicket",
                        {{"deptid", "1"}, {"clientid", "1"}, {"subject", "s"}, {"message", "m"}})
                       .at("tid")
                       .as_string())
            .substr(0, 2);
    });
    command({"api", "UpdateTicket", "ticketid=1", "created=2026-01-02 03:04:05"});
    command({"setting", "set", "time_zone", "Asia/Ho_Chi_Minh"});
    becomes("2026-01-02 10:04:05", [&] {
        return std::string(call("GetTicket", {{"ticketid", "1"}}).at("date").as_string());
    });
}

TEST_F(LiveRecords, TokensOfAUserGoWithTheUser) {
    command({"user", "add", "--name", "Uma", "--email", "u@example.com", "--clients", "1"});
    opened_for_client({});
    const std::string token(answer({"credential", "add", "--dialect", "keliweb", "--client", "1",
                                    "--with-token", "--user", "u@example.com"})
                                .at("access_token")
                                .as_string());
    const auto read = [&] {
        return std::to_string(http_request(served.port(), "POST", "/api/v2/keliweb/get-ticket",
                                           {{"Authorization", "Bearer " + token},
                                            {"Content-Type", "application/x-www-form-urlencoded"}},
                                           "ticketid=1")
                                  .status);
    };
    EXPECT_EQ(read(), "200");
    command({"user", "set", "u@example.com", "--disabled"});
    becomes("401", read);
    const ProgramResult other = run({"user", "add", "--name", "Bo", "--email", "b@example.com"});
    ASSERT_EQ(other.exit_code, 0);
    const ProgramResult refused = run({"credential", "add", "--dialect", "keliweb", "--client", "1",
                                       "--with-token", "--user", "b@example.com"});
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.err, HasSubstr("does not belong to client 1"));
}

TEST_F(LiveRecords, ThousandsComeInOneFile) {
    constexpr int kClients = 5000;
    const std::filesystem::path file = folder.path() / "clients.csv";
    {
        std::ofstream out(file);
        out << "first_name,last_name,email,code\n";
        for (int i = 1; i <= kClients; ++i) {
            out << "First" << i << ",Last" << i << ",c" << i << "@example.com,A" << i << "\n";
        }
    }
    EXPECT_EQ(answer({"client", "add", "--from", file.string()}).at("added"), kClients);
    becomes("success", [&] { return open({{"deptid", "1"}, {"clientid", "5001"}}); });
    std::ofstream(file, std::ios::app) << "One,More,one@example.com,A1\n";
    const ProgramResult again = run({"client", "add", "--from", file.string()});
    EXPECT_EQ(again.exit_code, 1);
    EXPECT_THAT(again.err, HasSubstr("line 21, code: 'A20' is taken by client 21"));
    EXPECT_THAT(again.err, HasSubstr("and 4981 more.\n"));
    EXPECT_EQ(run({"client", "show", "5002"}).exit_code, 1) << "none of them was added";
}

}  // namespace
}  // namespace desk::test
