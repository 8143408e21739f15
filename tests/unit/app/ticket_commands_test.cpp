#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <sstream>

#include "support/test_desk.hpp"

/// The commands that list tickets, and what is said of one that is not there.
namespace desk::test {
namespace {

namespace json = boost::json;
using app::CommandResult;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using Words = std::vector<std::string>;

class TicketCommands : public testing::TestWithParam<DatabaseKind> {
  protected:
    TicketCommands() {
        out({"agent", "add", "--login", "demo"});
        for (const char* name : {"Support", "Sales"}) out({"department", "add", "--name", name});
        for (const char* name : {"Ada", "Bob"}) out({"client", "add", "--first-name", name});
        open("1", "1", "First");
        open("2", "1", "Second");
        open("1", "2", "Third");
    }

    std::string out(const Words& words) {
        const CommandResult result = desk.run(words);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return result.out;
    }
    std::string refusal(const Words& words, int exit_code = 1) {
        const CommandResult result = desk.run(words);
        EXPECT_EQ(result.exit_code, exit_code) << result.out;
        EXPECT_EQ(result.out, "");
        return result.err;
    }
    /// A second after the one before.
    void open(const std::string& department, const std::string& client,
              const std::string& subject) {
        desk.clock().advance(std::chrono::seconds(1));
        out({"api", "OpenTicket", "deptid=" + department, "clientid=" + client, "message=m",
             "subject=" + subject});
    }
    /// The subjects that `ticket list` prints.
    Words listed(Words options) {
        options.insert(options.begin(), {"ticket", "list", "--json"});
        Words subjects;
        std::istringstream lines(out(options));
        for (std::string line; std::getline(lines, line);) {
            subjects.emplace_back(json::parse(line).at("subject").as_string());
        }
        return subjects;
    }
    std::string number(const std::string& id) {
        return desk.database().sql("SELECT number FROM ticket WHERE id = " + id).at(0);
    }

    TestDesk desk{{.database = GetParam(), .demo = false}};
};
RUN_ON_BOTH_DATABASES(TicketCommands);

TEST_P(TicketCommands, ListTicketsByTheirLatestReply) {
    EXPECT_THAT(listed({}), ElementsAre("Third", "Second", "First"));
    const std::string table = out({"ticket", "list"});
    EXPECT_THAT(table, AllOf(HasSubstr("last reply"), HasSubstr("#" + number("1")),
                             HasSubstr("Support"), HasSubstr("Ada"), HasSubstr("First")));
}

TEST_P(TicketCommands, ListTicketsOfADepartmentAStatusAndAClient) {
    EXPECT_THAT(listed({"--department", "sales"}), ElementsAre("Second"));
    EXPECT_THAT(listed({"--client", "1"}), ElementsAre("Second", "First"));
    out({"api", "UpdateTicket", "ticketid=1", "status=Closed"});
    EXPECT_THAT(listed({"--status", "closed"}), ElementsAre("First"));
    EXPECT_THAT(listed({"--status", "Open", "--department", "1", "--client", "2"}),
                ElementsAre("Third"));
    EXPECT_THAT(listed({"--status", "Closed", "--client", "2"}), IsEmpty());
    EXPECT_THAT(refusal({"ticket", "list", "--status", "Nowhere"}),
                HasSubstr("There is no status 'Nowhere'"));
}

TEST_P(TicketCommands, ListTicketsPageByPage) {
    const CommandResult first = desk.run({"ticket", "list", "--limit", "2"});
    EXPECT_THAT(first.out, AllOf(HasSubstr("Third"), Not(HasSubstr("First"))));
    EXPECT_EQ(first.err, "3 in all: --offset 2 shows the next.\n");
    EXPECT_THAT(listed({"--limit", "2", "--offset", "2"}), ElementsAre("First"));
    EXPECT_EQ(desk.run({"ticket", "list", "--offset", "3"}).err, "There are no such tickets.\n");
    EXPECT_THAT(refusal({"ticket", "list", "--limit", "1001"}, 2), HasSubstr("--limit"));
}

TEST_P(TicketCommands, ListDeletedTicketsUntilTheyArePurged) {
    EXPECT_THAT(desk.run({"ticket", "list", "--deleted"}).err, HasSubstr("No deleted tickets"));
    for (const char* id : {"3", "1"}) {
        desk.clock().advance(std::chrono::seconds(1));
        out({"ticket", "delete", id});
    }
    EXPECT_THAT(listed({}), ElementsAre("Second"));
    EXPECT_THAT(listed({"--deleted"}), ElementsAre("Third", "First"));
    EXPECT_THAT(listed({"--deleted", "--offset", "1"}), ElementsAre("First"));
    EXPECT_EQ(desk.run({"ticket", "list", "--deleted", "--limit", "1"}).err,
              "There are more: --offset 1 shows the next.\n");
    EXPECT_THAT(out({"ticket", "list", "--deleted", "--json"}),
                HasSubstr(R"("deleted_at":"2026-01-02T03:04:10Z")"));
    out({"ticket", "restore", "3"});
    out({"ticket", "purge", "1", "--yes"});
    EXPECT_THAT(listed({"--deleted"}), IsEmpty());
    EXPECT_THAT(refusal({"ticket", "list", "--deleted", "--client", "1"}, 2),
                HasSubstr("leave --department"));
}

TEST_P(TicketCommands, SayOfADeletedTicketThatItIs) {
    const std::string hash = "#" + number("1");
    out({"ticket", "delete", "1"});
    for (const Words& words :
         {Words{"ticket", "show", hash}, Words{"ticket", "delete", "1"},
          Words{"ticket", "watchers", number("1")}, Words{"ticket", "unmerge", "1"}}) {
        EXPECT_THAT(refusal(words), AllOf(HasSubstr("Ticket " + hash + " is deleted"),
                                          HasSubstr("'polydesk ticket restore " + number("1"))));
    }
}

TEST_P(TicketCommands, SayOfAPurgedTicketThatNothingBringsItBack) {
    const std::string hash = "#" + number("1");
    out({"ticket", "purge", "1", "--yes"});
    for (const Words& words : {Words{"ticket", "show", "1"}, Words{"ticket", "restore", hash},
                               Words{"ticket", "purge", hash, "--yes"}}) {
        EXPECT_THAT(refusal(words), AllOf(HasSubstr("Ticket " + hash + " was purged"),
                                          HasSubstr("'polydesk ticket log " + number("1"))));
    }
    EXPECT_THAT(out({"ticket", "log", hash}), HasSubstr("Purged"));
}

TEST_P(TicketCommands, SayOfAnUnknownTicketHowTicketsAreNamed) {
    for (const Words& words : {Words{"ticket", "show", "999"}, Words{"ticket", "log", "999"},
                               Words{"ticket", "restore", "999"}}) {
        EXPECT_THAT(refusal(words),
                    AllOf(HasSubstr("There is no ticket '999'"), HasSubstr("ticket list")));
    }
}

}  // namespace
}  // namespace desk::test
