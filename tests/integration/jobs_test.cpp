#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <chrono>
#include <map>
#include <sstream>

#include "integration/polydesk_binary.hpp"
#include "support/http_client.hpp"
#include "support/served_desk.hpp"
#include "support/temp_folder.hpp"

/// The desk's own jobs, as an operator sees them while it serves.
namespace desk::test {
namespace {

namespace json = boost::json;
using testing::HasSubstr;

class Jobs : public testing::Test {
  protected:
    Jobs() { run_program({POLYDESK_BINARY, "demo", "--json", "--data", data.string()}); }

    ProgramResult polydesk(std::vector<std::string> words) {
        return run_polydesk(data, std::move(words));
    }
    std::map<std::string, json::object> jobs() {
        const ProgramResult result = polydesk({"job", "list", "--json"});
        EXPECT_EQ(0, result.exit_code) << result.err;
        std::map<std::string, json::object> found;
        std::istringstream lines(result.out);
        for (std::string line; std::getline(lines, line);) {
            const json::object job = json::parse(line).as_object();
            found[std::string(job.at("name").as_string())] = job;
        }
        return found;
    }

    TempFolder folder;
    std::filesystem::path data = folder.path() / "desk";
};

TEST_F(Jobs, RunByThemselvesInAServerAndAreListed) {
    ServedDesk served(serve_on(data));
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    auto listed = jobs();
    while (listed.at("blob-collection").at("outcome") != "done" &&
           std::chrono::steady_clock::now() < deadline) {
        listed = jobs();
    }
    EXPECT_EQ("done", listed.at("blob-collection").at("outcome"));
    EXPECT_TRUE(listed.at("blob-collection").at("next_run_at").is_string());
    EXPECT_EQ("", listed.at("auto-close").at("outcome")) << "off by default";
    EXPECT_TRUE(listed.at("auto-close").at("next_run_at").is_null());
    EXPECT_THAT(listed, testing::SizeIs(testing::Ge(5U)));
    const std::string metrics = http_request(served.port(), "GET", "/metrics").body;
    EXPECT_THAT(metrics, HasSubstr("polydesk_job_last_success_timestamp_seconds{job=\"blob-"
                                   "collection\"} 1"));
    EXPECT_THAT(metrics, HasSubstr("polydesk_job_failures_total{job=\"auto-close\"} 0"));
    EXPECT_THAT(metrics,
                HasSubstr("polydesk_job_next_run_timestamp_seconds{job=\"auto-close\"} 0"));
    EXPECT_EQ(0, served.stop());
}

TEST_F(Jobs, RunAtACommandWithAServerAndWithout) {
    const auto run = [this] { return polydesk({"job", "run", "tidy-up", "--json"}); };
    EXPECT_EQ("{\"name\":\"tidy-up\",\"done\":0}\n", run().out);
    ServedDesk served(serve_on(data));
    EXPECT_EQ("{\"name\":\"tidy-up\",\"done\":0}\n", run().out);
    EXPECT_EQ("done", jobs().at("tidy-up").at("outcome"));
    EXPECT_THAT(polydesk({"job", "list"}).out, HasSubstr("tidy-up: removes expired tokens"));
}

/// By name, as completion in shells and the check of the name know them.
TEST_F(Jobs, AllOfThemCanBeRunByName) {
    for (const auto& [name, job] : jobs()) {
        EXPECT_EQ(0, polydesk({"job", "run", name}).exit_code) << name;
    }
}

TEST_F(Jobs, AnUnknownOneIsRefusedWithThoseThereAre) {
    const ProgramResult result = polydesk({"job", "run", "tidy"});
    EXPECT_EQ(2, result.exit_code);
    EXPECT_THAT(result.err, HasSubstr("There is no job 'tidy'. There are auto-close, escalation"));
}

}  // namespace
}  // namespace desk::test
