#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "support/served_desk.hpp"
#include "support/temp_folder.hpp"

/// Clients that others have written, unchanged, against the built binary on a fresh demo desk of
/// their own. What they do and expect stands in the programs beside this file, a scenario each.
namespace desk::test {
namespace {

namespace json = boost::json;

const std::string kClients = POLYDESK_CLIENTS;

using Program = std::vector<std::string>;
const Program kWhmcsJs{"node", kClients + "/whmcs_js.cjs"};
const Program kGetflyAxios{"node", kClients + "/getfly_axios.cjs"};
const Program kSimpleOauth2{"node", kClients + "/simple_oauth2.cjs"};
const Program kPhpCurl{"php", kClients + "/php_curl.php"};
const Program kKeliwebPhp{"php", kClients + "/keliweb_php.php"};
const Program kKeliwebCurl{"bash", kClients + "/keliweb_curl.sh"};

class ClientTest : public testing::Test {
  protected:
    ClientTest() {
        const ProgramResult demo = polydesk({"demo", "--json"});
        EXPECT_EQ(demo.exit_code, 0) << demo.err;
        // These programs call as fast as they can; that they may be told to wait is shown
        // elsewhere.
        EXPECT_EQ(polydesk({"setting", "set", "getfly_rate_limit", "0"}).exit_code, 0);
        const json::value words = json::parse(demo.out);
        const auto word = [&words](const char* name) {
            return std::string(words.at(name).as_string());
        };
        served_ = std::make_unique<ServedDesk>(
            Program{POLYDESK_BINARY, "serve", "--data", data(), "--listen", "127.0.0.1:0"});
        environment_ = {
            "DESK_URL=" + served_->url(),          "DESK_IDENTIFIER=" + word("identifier"),
            "DESK_SECRET=" + word("secret"),       "DESK_API_KEY=" + word("api_key"),
            "DESK_CLIENT_ID=" + word("client_id"), "DESK_CLIENT_SECRET=" + word("client_secret"),
            "DESK_LOGIN=" + word("client_email"),  "DESK_PASSWORD=" + word("client_password")};
    }
    ~ClientTest() override { EXPECT_EQ(served_->stop(), 0) << served_->log(); }

    /// \return what the program has to say; empty when all was as the scenario expects
    std::string run(Program program, const std::string& scenario) {
        program.push_back(scenario);
        const ProgramResult result = run_program(program, environment_);
        if (result.err.find("Cannot find module '") != std::string::npos) {
            return "the npm packages are not installed: scripts/lib/npm.sh tests/clients";
        }
        if (result.exit_code != 0)
            return "exit code " + std::to_string(result.exit_code) + "\n" + result.out + result.err;
        return {};
    }

    [[nodiscard]] std::string data() const { return folder_.path() / "desk"; }
    [[nodiscard]] ProgramResult polydesk(Program args) const {
        args.insert(args.begin(), {POLYDESK_BINARY, "--data", data()});
        return run_program(args);
    }

    /// What the first ticket that a scenario opened has in the demo's first custom field.
    [[nodiscard]] std::string custom_field() const {
        const ProgramResult shown = polydesk({"ticket", "show", "2", "--json"});
        EXPECT_EQ(shown.exit_code, 0) << shown.err;
        return json::serialize(json::parse(shown.out).at("custom_fields"));
    }

  private:
    TempFolder folder_;
    std::unique_ptr<ServedDesk> served_;
    std::vector<std::string> environment_;
};

class WhmcsJs : public ClientTest, public testing::WithParamInterface<std::string> {};
class GetflyAxios : public ClientTest, public testing::WithParamInterface<std::string> {};
class SimpleOauth2 : public ClientTest, public testing::WithParamInterface<std::string> {};
class PhpCurl : public ClientTest, public testing::WithParamInterface<std::string> {};
class KeliwebPhp : public ClientTest, public testing::WithParamInterface<std::string> {};
class KeliwebCurl : public ClientTest, public testing::WithParamInterface<std::string> {};

const std::vector<std::string> kWhmcsJsScenarios{
    "opens_a_ticket_and_reads_it_by_id_and_by_number",
    "opens_a_ticket_for_a_guest",
    "takes_the_word_undefined_as_left_out",
    "updates_a_ticket",
    "sends_files_and_gets_them_back_byte_for_byte",
    "sets_custom_fields_as_php_serializes_them",
    "replies_as_client_agent_and_guest",
    "adds_notes_by_id_and_by_number",
    "corrects_a_reply_and_counts_what_is_left",
    "reads_and_deletes_notes_and_the_ticket",
    "finds_no_predefined_replies_on_a_new_desk",
    "keeps_announcements",
    "writes_of_clients_and_services",
    "counts_tickets_by_department_and_status",
    "pages_through_all_tickets",
    "finds_tickets_by_status_subject_client_and_address",
    "reads_the_newest_reply_first",
    "pages_through_a_list_to_its_end",
    "reads_refusals_as_json",
    "is_told_that_its_credentials_are_wrong",
    "logs_in_with_the_pair_in_username_and_password",
    "talks_to_a_url_with_a_doubled_slash",
    "opens_many_tickets_at_once",
};

const std::vector<std::string> kGetflyAxiosScenarios{
    "tests_the_connection",
    "pages_through_250_tickets",
    "filters_with_every_operator",
    "filters_by_every_field",
    "filters_and_sorts_comments",
    "opens_updates_comments_deletes_and_restores",
    "synchronises_create_or_update",
    "reads_refusals",
    "asks_for_the_names",
};

const std::vector<std::string> kSimpleOauth2Scenarios{
    "logs_in_by_header_and_calls",
    "refreshes_by_header_and_leaves_the_old_pair_behind",
    "revokes_by_header",
    "is_told_by_header_what_is_wrong",
    "logs_in_by_body_and_calls",
    "refreshes_by_body_and_leaves_the_old_pair_behind",
    "revokes_by_body",
    "is_told_by_body_what_is_wrong",
    "sends_a_write_again_after_it_got_no_answer",
    "reads_how_often_it_may_call",
};

const std::vector<std::string> kPhpCurlScenarios{
    "opens_a_ticket_and_reads_it",
    "sends_an_array_as_multipart",
    "uploads_a_file_and_gets_it_back",
    "sends_a_large_body_after_asking",
    "calls_with_everything_in_the_query",
    "keeps_its_connection_between_calls",
    "opens_many_tickets_at_once",
    "reads_name_value_pairs",
    "reads_xml",
    "sends_custom_fields_serialized",
    "replies_and_notes_with_uploads",
    "is_told_in_json_that_its_credentials_are_wrong",
    "getfly_opens_reads_and_updates",
    "getfly_pages_through_all_tickets",
};

const std::vector<std::string> kKeliwebPhpScenarios{
    "logs_in_reads_and_refreshes",
    "opens_a_ticket_with_all_that_open_ticket_takes",
    "replies_with_the_older_names_of_the_sample",
    "sends_files_as_base64_of_json",
    "uploads_files_as_a_form_does",
    "is_told_which_file_is_not_taken",
    "pages_through_its_tickets",
    "changes_and_closes_its_ticket",
    "reads_departments_statuses_and_counts",
    "is_told_what_is_wrong_with_a_token_call",
    "ends_its_tokens",
};

const std::vector<std::string> kKeliwebCurlScenarios{
    "logs_in_by_form_and_reads",
    "opens_and_replies_by_form",
    "sends_files_and_gets_one_back",
    "sends_urlencoded_text_and_no_content_type",
    "closes_its_ticket",
    "is_told_what_is_wrong_with_a_token_call",
    "asks_before_it_calls_from_a_page",
};

/// The scenarios that a program knows, one a line.
std::string known_to(Program program) {
    program.emplace_back("none");
    return run_program(program).err;
}

std::string lines(const std::vector<std::string>& scenarios) {
    std::string text = "no such scenario; there are:\n";
    for (const std::string& scenario : scenarios) text += "  " + scenario + "\n";
    return text;
}

TEST_P(WhmcsJs, Works) { EXPECT_EQ(run(kWhmcsJs, GetParam()), ""); }
TEST_P(GetflyAxios, Works) { EXPECT_EQ(run(kGetflyAxios, GetParam()), ""); }
TEST_P(SimpleOauth2, Works) { EXPECT_EQ(run(kSimpleOauth2, GetParam()), ""); }
TEST_P(PhpCurl, Works) { EXPECT_EQ(run(kPhpCurl, GetParam()), ""); }
TEST_P(KeliwebPhp, Works) { EXPECT_EQ(run(kKeliwebPhp, GetParam()), ""); }
TEST_P(KeliwebCurl, Works) { EXPECT_EQ(run(kKeliwebCurl, GetParam()), ""); }

INSTANTIATE_TEST_SUITE_P(Client, WhmcsJs, testing::ValuesIn(kWhmcsJsScenarios),
                         [](const auto& test) { return test.param; });
INSTANTIATE_TEST_SUITE_P(Client, GetflyAxios, testing::ValuesIn(kGetflyAxiosScenarios),
                         [](const auto& test) { return test.param; });
INSTANTIATE_TEST_SUITE_P(Client, SimpleOauth2, testing::ValuesIn(kSimpleOauth2Scenarios),
                         [](const auto& test) { return test.param; });
INSTANTIATE_TEST_SUITE_P(Client, PhpCurl, testing::ValuesIn(kPhpCurlScenarios),
                         [](const auto& test) { return test.param; });
INSTANTIATE_TEST_SUITE_P(Client, KeliwebPhp, testing::ValuesIn(kKeliwebPhpScenarios),
                         [](const auto& test) { return test.param; });
INSTANTIATE_TEST_SUITE_P(Client, KeliwebCurl, testing::ValuesIn(kKeliwebCurlScenarios),
                         [](const auto& test) { return test.param; });

TEST(Clients, RunEveryScenarioOfTheirPrograms) {
    EXPECT_EQ(known_to(kWhmcsJs), lines(kWhmcsJsScenarios));
    EXPECT_EQ(known_to(kGetflyAxios), lines(kGetflyAxiosScenarios));
    EXPECT_EQ(known_to(kSimpleOauth2), lines(kSimpleOauth2Scenarios));
    EXPECT_EQ(known_to(kPhpCurl), lines(kPhpCurlScenarios));
    EXPECT_EQ(known_to(kKeliwebPhp), lines(kKeliwebPhpScenarios));
    EXPECT_EQ(known_to(kKeliwebCurl), lines(kKeliwebCurlScenarios));
}

TEST_F(ClientTest, CustomFieldsSentByJavaScriptAreKept) {
    ASSERT_EQ(run(kWhmcsJs, "sets_custom_fields_as_php_serializes_them"), "");
    EXPECT_THAT(custom_field(), testing::HasSubstr("từ npm"));
}

TEST_F(ClientTest, CustomFieldsSerializedByPhpAreKept) {
    ASSERT_EQ(run(kPhpCurl, "sends_custom_fields_serialized"), "");
    EXPECT_THAT(custom_field(), testing::HasSubstr("một,2,3.5"));
}

TEST(Clients, NameNoDownloadAddressInTheirLockFile) {
    std::ifstream in(kClients + "/package-lock.json");
    std::stringstream text;
    text << in.rdbuf();
    ASSERT_THAT(text.str(), testing::HasSubstr("whmcs-js"));
    ASSERT_THAT(text.str(), testing::HasSubstr("axios"));
    EXPECT_THAT(text.str(), testing::Not(testing::HasSubstr("resolved")));
    EXPECT_THAT(text.str(), testing::Not(testing::HasSubstr("://")));
}

}  // namespace
}  // namespace desk::test
