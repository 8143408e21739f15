#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>

#include "integration/polydesk_binary.hpp"
#include "support/served_desk.hpp"
#include "support/temp_folder.hpp"

/// `polydesk generate` from outside.
namespace desk::test {
namespace {

namespace json = boost::json;
using testing::HasSubstr;

class Generate : public testing::Test {
  protected:
    ProgramResult polydesk(std::vector<std::string> words) {
        return run_polydesk(data, std::move(words));
    }
    json::object answer_of(std::vector<std::string> words) {
        const ProgramResult result = polydesk(std::move(words));
        EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
        return json::parse(result.out).as_object();
    }

    TempFolder folder;
    std::filesystem::path data = folder.path() / "desk";
};

TEST_F(Generate, FillsAnEmptyDeskAndSaysWhatIsInIt) {
    const json::object made =
        answer_of({"generate", "--tickets", "200", "--seed", "3", "--messages", "3", "--json"});
    EXPECT_EQ(made.at("tickets").to_number<int>(), 200);
    EXPECT_GT(made.at("messages").to_number<int>(), 400);
    EXPECT_GT(made.at("closed").to_number<int>(), 150);
    EXPECT_GT(made.at("departments").to_number<int>(), 3);
    EXPECT_EQ(made.at("seed").to_number<int>(), 3);
    const json::object ticket = answer_of({"api", "GetTicket", "ticketid=200"});
    EXPECT_EQ(ticket.at("result").as_string(), "success");
    EXPECT_EQ(ticket.at("ticketid").to_number<int>(), 200);
}

TEST_F(Generate, WritesNothingButItsLineWhereNobodyWatches) {
    const ProgramResult result = polydesk({"generate", "--tickets", "20"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.out, testing::MatchesRegex("Made 20 tickets with [0-9]+ messages.*\n"));
    EXPECT_EQ(result.err, "");
}

TEST_F(Generate, LeavesADeskThatTakesTheNextTicketAndReply) {
    answer_of({"generate", "--tickets", "30", "--json"});
    const json::object opened =
        answer_of({"api", "OpenTicket", "deptid=1", "clientid=1", "subject=Next", "message=Hello"});
    EXPECT_EQ(opened.at("id").to_number<int>(), 31);
    answer_of({"api", "AddTicketReply", "ticketid=31", "clientid=1", "message=More"});
    const json::object ticket = answer_of({"api", "GetTicket", "ticketid=31"});
    EXPECT_EQ(ticket.at("replies").as_object().at("reply").as_array().size(), 2U);
    EXPECT_EQ(ticket.at("status").as_string(), "Customer-Reply");
}

TEST_F(Generate, RefusesADeskWithDataOfItsOwn) {
    answer_of({"demo", "--json"});
    const ProgramResult result = polydesk({"generate", "--tickets", "5"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("data of its own"));
    EXPECT_EQ(answer_of({"api", "GetTicket", "ticketid=1"}).at("tid").as_string(), "516757");
}

TEST_F(Generate, RefusesWhileAServerRuns) {
    const ServedDesk served(serve_on(data));
    const ProgramResult result = polydesk({"generate", "--tickets", "5"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("server"));
    EXPECT_NE(answer_of({"api", "GetTicket", "ticketid=1"}).at("result").as_string(), "success");
}

TEST_F(Generate, WantsSensibleNumbers) {
    EXPECT_EQ(polydesk({"generate"}).exit_code, 2);
    EXPECT_EQ(polydesk({"generate", "--tickets", "0"}).exit_code, 2);
    EXPECT_EQ(polydesk({"generate", "--tickets", "5", "--messages", "0"}).exit_code, 2);
    const ProgramResult result = polydesk({"generate", "--tickets", "5", "--until", "tomorrow"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("--until"));
    EXPECT_EQ(polydesk({"generate", "--tickets", "5", "--until", "2026-13-01"}).exit_code, 2);
}

}  // namespace
}  // namespace desk::test
