#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "integration/polydesk_binary.hpp"
#include "support/served_desk.hpp"
#include "support/temp_folder.hpp"

/// What the log of a server tells of the commands that it carries out: which records they changed,
/// and nothing that is secret.
namespace desk::test {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using Words = std::vector<std::string>;

class CommandLog : public testing::Test {
  protected:
    ProgramResult run(Words words) {
        ProgramResult result = run_polydesk(data, std::move(words));
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return result;
    }
    /// A file whose text comes in on the command's standard input.
    ProgramResult run_with_input(const std::string& words, const std::string& input) {
        const std::string file = (folder.path() / "input").string();
        std::ofstream(file) << input;
        ProgramResult result = run_program(
            {"sh", "-c",
             std::string(POLYDESK_BINARY) + " --data '" + data + "' " + words + " <" + file});
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return result;
    }
    /// "department add: department 1", …: what a stopped server has logged of commands.
    [[nodiscard]] std::vector<std::string> changes() const {
        std::vector<std::string> lines;
        std::istringstream log(served.log());
        for (std::string line; std::getline(log, line);) {
            const json::object entry = json::parse(line).as_object();
            if (entry.at("msg") != "command") continue;
            EXPECT_EQ(entry.at("level"), "info");
            const auto text = [&](const char* name) {
                return std::string(entry.at(name).as_string());
            };
            lines.push_back(text("command") + ": " + text("changed"));
        }
        return lines;
    }

    TempFolder folder;
    std::string data = (folder.path() / "desk").string();
    ServedDesk served{serve_on(data)};
};

TEST_F(CommandLog, TellsWhatEachCommandChanged) {
    run({"department", "add", "--name", "Support"});
    run({"agent", "add", "--login", "ada", "--first-name", "Ada"});
    run({"department", "set", "Support", "--name", "Help"});
    run_with_input("client add --from -", "first_name,email\nAda,a@example.com\nBob,b@example.com");
    run({"ban", "add", "--network", "192.0.2.1"});
    run({"ban", "remove", "192.0.2.1"});
    run({"setting", "set", "purge_days", "7"});
    run({"setting", "reset", "purge_days"});
    run({"api", "AddContact", "clientid=1", "firstname=Eve", "email=e@example.com"});
    run({"api", "OpenTicket", "deptid=1", "clientid=1", "subject=s", "message=m"});
    run({"ticket", "delete", "1"});
    run({"department", "list"});
    run({"api", "GetTickets"});
    ASSERT_EQ(served.stop(), 0);
    const std::vector<std::string> lines = changes();
    EXPECT_THAT(
        lines,
        ElementsAre("department add: department 1", "agent add: agent 1",
                    "department set: department 1", "client add: 2 clients with ids from 1 to 2",
                    "ban add: ban 1", "ban remove: ban 1", "setting set: setting purge_days",
                    "setting reset: setting purge_days", "api: AddContact, contactid 1",
                    HasSubstr("api: OpenTicket, id 1"), "ticket delete: ticket 1"));
}

TEST_F(CommandLog, TellsNoSecret) {
    Words secrets{"SecretOfTheAgent1", "SecretOfTheDesk22", "SecretOfTheUser33",
                  "SecretOfTheFile44"};
    run({"client", "add", "--first-name", "Ada", "--email", "a@example.com"});
    run_with_input("agent add --login ada --first-name Ada --password-stdin", secrets[0]);
    run_with_input("setting set api_access_key_sha256 --stdin", secrets[1]);
    run_with_input("user add --name Ada --email a@example.com --password-stdin", secrets[2]);
    run_with_input("user add --from -", "name,email,password\nBob,b@example.com," + secrets[3]);
    for (const Words& add : {Words{"credential", "add", "--dialect", "whmcs", "--json"},
                             Words{"credential", "add", "--dialect", "keliweb", "--client", "1",
                                   "--with-token", "--json"}}) {
        const json::object words = json::parse(run(add).out).as_object();
        for (const auto& word : words) {
            secrets.emplace_back(word.value().as_string());
        }
    }
    run({"credential", "revoke", "1"});
    ASSERT_EQ(served.stop(), 0);
    EXPECT_THAT(changes(),
                ElementsAre("client add: client 1", "agent add: agent 1",
                            "setting set: setting api_access_key_sha256", "user add: user 1",
                            "user add: user 2", "credential add: credential 1",
                            "credential add: credential 2", "credential remove: credential 1"));
    for (const std::string& secret : secrets) EXPECT_THAT(served.log(), Not(HasSubstr(secret)));
}

TEST_F(CommandLog, HasNoLineOfWhatWasRefusedOrOnlyRead) {
    run_polydesk(data, {"client", "remove", "9"});
    run_polydesk(data, {"api", "DeleteClient", "clientid=9"});
    run_polydesk(data, {"setting", "list"});
    ASSERT_EQ(served.stop(), 0);
    EXPECT_THAT(changes(), IsEmpty());
}

}  // namespace
}  // namespace desk::test
