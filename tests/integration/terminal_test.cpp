#include <gmock/gmock.h>

#include <csignal>
#include <fstream>
#include <optional>

#include "integration/polydesk_binary.hpp"
#include "support/log_of.hpp"
#include "support/served_desk.hpp"
#include "support/temp_folder.hpp"

/// Long commands as a person at a terminal sees and ends them. The terminal is made by `script` of
/// Debian's bsdutils.
namespace desk::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

using Words = std::vector<std::string>;

constexpr const char* kCtrlC = "\x03";
constexpr const char* kBar = "\r\x1b[K[";
constexpr const char* kWiped = "\r\x1b[K2";  // "200 …" where the bar was

class Terminal : public testing::Test {
  protected:
    Terminal() {
        std::ofstream clients(folder.path() / "clients.csv");
        std::ofstream users(folder.path() / "users.csv");
        clients << "first_name\n";
        users << "name,email,password\n";
        for (int i = 0; i < 200; ++i) {
            clients << "Ada\n";
            users << "Ada," << i << "@example.com,long enough " << i << "\n";
        }
    }

    Words at_terminal(const Words& words) {
        std::string line = std::string(POLYDESK_BINARY) + " --data '" + data + "'";
        for (const std::string& word : words) line += " '" + word + "'";
        return {"script", "--quiet", "--return", "--command", line, "/dev/null"};
    }
    Words add(const std::string& kind) const {
        return {kind, "add", "--from", (folder.path() / (kind + "s.csv")).string()};
    }
    ProgramResult polydesk(Words words) { return run_polydesk(data, std::move(words)); }

    TempFolder folder;
    std::string data = (folder.path() / "desk").string();
};

TEST_F(Terminal, ShowsABarWhileACommandTakesLong) {
    for (const bool is_served : {false, true}) {
        std::optional<ServedDesk> served;
        if (is_served) served.emplace(serve_on(data));
        RunningProgram import(at_terminal(add("client")));
        EXPECT_EQ(import.wait(), 0);
        EXPECT_THAT(import.output(), AllOf(HasSubstr(kBar), HasSubstr(" of 400"), HasSubstr(" %"),
                                           HasSubstr(std::string(kWiped) + "00 clients added")));
    }
    const ProgramResult elsewhere = polydesk(add("client"));
    EXPECT_EQ(elsewhere.err, "") << "no bar in a file or pipe";
    EXPECT_EQ(elsewhere.out, "200 clients added\n");
}

TEST_F(Terminal, CtrlCEndsAnImportThatAServerCarriesOut) {
    ServedDesk served(serve_on(data));
    RunningProgram import(at_terminal(add("user")));  // each password takes a while
    ASSERT_TRUE(import.wait_for(kBar));
    import.type(kCtrlC);
    EXPECT_EQ(import.wait(), 128 + SIGINT);
    EXPECT_TRUE(served.wait_for_log("gone before its end"));
    EXPECT_THAT(polydesk({"user", "list"}).err, HasSubstr("There are no users"));
}

TEST_F(Terminal, CtrlCEndsAnImportWithoutAServer) {
    RunningProgram import(at_terminal(add("user")));
    ASSERT_TRUE(import.wait_for(kBar));
    import.type(kCtrlC);
    EXPECT_EQ(import.wait(), 128 + SIGINT);
    EXPECT_THAT(polydesk({"user", "list"}).err, HasSubstr("There are no users"));
}

TEST_F(Terminal, AServerThatStopsGivesUpAnImportAndSaysSoLast) {
    ServedDesk served(serve_on(data));
    RunningProgram import(at_terminal(add("user")));
    ASSERT_TRUE(import.wait_for(kBar));
    EXPECT_EQ(served.stop(), 0);
    EXPECT_EQ(import.wait(), 1);
    EXPECT_THAT(import.output(), AllOf(HasSubstr("The server is stopping. Nothing was added"),
                                       Not(HasSubstr("200 users"))));
    const std::string log = served.log();
    const std::size_t last = log.rfind("{\"ts\":");
    EXPECT_THAT(log.substr(last), HasSubstr("\"msg\":\"stopped\""));
    EXPECT_EQ(count_in(log, "\"msg\":\"stopped\""), 1U);
    EXPECT_THAT(polydesk({"user", "list"}).err, HasSubstr("There are no users"));
}

}  // namespace
}  // namespace desk::test
