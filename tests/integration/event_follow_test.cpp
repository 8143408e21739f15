#include <gmock/gmock.h>

#include <csignal>

#include "integration/polydesk_binary.hpp"
#include "support/log_of.hpp"
#include "support/served_desk.hpp"
#include "support/temp_folder.hpp"

/// `event list --follow`: what happens while it runs is printed, until somebody ends it.
namespace desk::test {
namespace {

class EventFollow : public testing::TestWithParam<int> {
  protected:
    EventFollow() { polydesk({"demo"}); }

    void polydesk(std::vector<std::string> words) {
        const ProgramResult result = run_polydesk(data, std::move(words));
        ASSERT_EQ(result.exit_code, 0) << result.err;
    }
    void open_ticket() {
        polydesk({"api", "OpenTicket", "deptid=1", "clientid=1", "subject=s", "message=m"});
    }
    /// Follows from the end of the demo on, which has six events.
    void expect_new_events() {
        RunningProgram follower(
            {POLYDESK_BINARY, "--data", data, "event", "list", "--follow", "--after", "5"});
        EXPECT_TRUE(follower.wait_for("TicketClose"));
        open_ticket();
        EXPECT_TRUE(follower.wait_for("ticket 2"));
        open_ticket();
        EXPECT_TRUE(follower.wait_for("ticket 3"));
        follower.send_signal(GetParam());
        EXPECT_EQ(follower.wait(), 0);
        EXPECT_EQ(count_in(follower.output(), "\n"), 3U) << follower.output();
    }

    TempFolder folder;
    std::string data = (folder.path() / "desk").string();
};
INSTANTIATE_TEST_SUITE_P(Signals, EventFollow, testing::Values(SIGTERM, SIGINT),
                         [](const auto& each) { return each.param == SIGINT ? "INT" : "TERM"; });

TEST_P(EventFollow, PrintsWhatHappensInAServerUntilItIsEnded) {
    const ServedDesk served(serve_on(data));
    expect_new_events();
}

TEST_P(EventFollow, PrintsWhatHappensWithoutAServerUntilItIsEnded) { expect_new_events(); }

TEST_P(EventFollow, EndsWhereTheDeskCannotAnswer) {
    RunningProgram follower(
        {POLYDESK_BINARY, "--data", data + "/nowhere", "event", "list", "--follow"});
    EXPECT_EQ(follower.wait(), 1);
    EXPECT_NE(follower.output().find("there is no desk"), std::string::npos);
}

}  // namespace
}  // namespace desk::test
