#include <gmock/gmock.h>

#include <atomic>
#include <boost/json.hpp>
#include <fstream>
#include <thread>

#include "integration/polydesk_binary.hpp"
#include "support/served_desk.hpp"
#include "support/temp_folder.hpp"
#include "util/encoding.hpp"

/// `polydesk backup`, and the desk that is served from what it has made.
namespace desk::test {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using testing::HasSubstr;

class Backup : public testing::Test {
  protected:
    Backup() { EXPECT_EQ(polydesk(data, {"demo"}).exit_code, 0); }

    static ProgramResult polydesk(const fs::path& data, std::vector<std::string> words) {
        return run_polydesk(data, std::move(words));
    }
    static json::object answer_of(const fs::path& data, std::vector<std::string> words) {
        const ProgramResult result = polydesk(data, std::move(words));
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return json::parse(result.out).as_object();
    }
    /// \return its id
    std::string open_ticket(const std::string& content) const {
        const std::string files =
            R"([{"name":"a.txt","data":")" + base64_encode(content) + R"("}])";
        return std::string(
            answer_of(data, {"api", "OpenTicket", "deptid=1", "clientid=1", "subject=Kept",
                             "message=Kept", "attachments=" + base64_encode(files)})
                .at("id")
                .as_string());
    }
    static std::string attachment_of(const fs::path& desk, const std::string& ticket) {
        const json::object answer = answer_of(
            desk, {"api", "GetTicketAttachment", "type=ticket", "index=0", "relatedid=" + ticket});
        return base64_decode(std::string(answer.at("data").as_string())).value_or("no base64");
    }

    TempFolder folder;
    fs::path data = folder.path() / "desk";
    fs::path copy = folder.path() / "copy";
};

TEST_F(Backup, OfAServedDeskIsADeskOfItsOwn) {
    ServedDesk served(serve_on(data));
    const std::string ticket = open_ticket("some bytes");
    const ProgramResult result = polydesk(data, {"backup", copy.string()});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr("1 attachments copied, 0 there already"));
    const std::string later = open_ticket("later");

    ServedDesk restored(serve_on(copy));
    EXPECT_EQ(attachment_of(copy, ticket), "some bytes");
    EXPECT_EQ(polydesk(copy, {"ticket", "show", later}).exit_code, 1) << "it came after the copy";
    EXPECT_EQ(polydesk(copy, {"demo", "--json"}).exit_code, 0) << "the demo's keys came along";
}

TEST_F(Backup, TakesOnlyNewAttachmentsTheNextTime) {
    open_ticket("first");
    EXPECT_EQ(answer_of(data, {"backup", copy.string(), "--json"}).at("attachments_copied"), 1);
    const std::string second = open_ticket("second");
    const json::object again = answer_of(data, {"backup", copy.string(), "--json"});
    EXPECT_EQ(again.at("attachments_copied"), 1);
    EXPECT_EQ(again.at("attachments_there_already"), 1);
    EXPECT_EQ(attachment_of(copy, second), "second");
}

/// Every ticket in the copy has its file there, whenever the copy was made.
TEST_F(Backup, MadeWhileTicketsComeInIsWholeInItself) {
    ServedDesk served(serve_on(data));
    std::atomic<bool> is_done = false;
    std::thread writer([&] {
        for (int i = 0; i < 200 && !is_done; ++i) open_ticket("number " + std::to_string(i));
    });
    for (int i = 0; i < 5; ++i) {
        const ProgramResult result = polydesk(data, {"backup", copy.string()});
        EXPECT_EQ(result.exit_code, 0) << result.err;
    }
    is_done = true;
    writer.join();
    int tickets = 0;
    for (int id = 2; polydesk(copy, {"ticket", "show", std::to_string(id)}).exit_code == 0; ++id) {
        EXPECT_EQ(attachment_of(copy, std::to_string(id)), "number " + std::to_string(id - 2));
        ++tickets;
    }
    EXPECT_GT(tickets, 0);
}

TEST_F(Backup, FindsADamagedAttachment) {
    open_ticket("soon damaged");
    for (const auto& entry : fs::recursive_directory_iterator(data / "attachments")) {
        if (entry.is_regular_file()) std::ofstream(entry.path()) << "other bytes";
    }
    const ProgramResult result = polydesk(data, {"backup", copy.string()});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("is damaged"));
}

TEST_F(Backup, RefusesWhatWouldBeNoBackup) {
    ProgramResult result = polydesk(data, {"backup", (data / "copies").string()});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("in the data folder itself"));
    EXPECT_EQ(polydesk(data, {"backup", data.string()}).exit_code, 1);
    result = polydesk(folder.path() / "nothing", {"backup", copy.string()});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("there is no data folder"));
    result = run_polydesk(data, {"backup", copy.string()},
                          {"POLYDESK_DATABASE=postgresql://nobody@127.0.0.1:1/none"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("pg_dump"));
}

}  // namespace
}  // namespace desk::test
