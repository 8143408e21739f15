#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <chrono>
#include <fstream>

#include "integration/polydesk_binary.hpp"
#include "support/served_desk.hpp"
#include "support/temp_folder.hpp"

/// The command line from outside: with a running server and without one, on both databases' default
/// (SQLite), as a person and as a machine reads it.
namespace desk::test {
namespace {

namespace json = boost::json;
using testing::HasSubstr;
using testing::MatchesRegex;

class Commands : public testing::Test {
  protected:
    ProgramResult polydesk(std::vector<std::string> words) {
        return run_polydesk(data, std::move(words));
    }
    json::object answer_of(std::vector<std::string> words) {
        const ProgramResult result = polydesk(std::move(words));
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return json::parse(result.out).as_object();
    }

    TempFolder folder;
    std::filesystem::path data = folder.path() / "desk";
};

TEST_F(Commands, DemoFillsAnEmptyDeskAndPrintsTheSameSecretsAgain) {
    const json::object first = answer_of({"demo", "--json"});
    const json::object second = answer_of({"demo", "--json"});
    EXPECT_EQ(first.at("secret"), second.at("secret"));
    EXPECT_EQ(first.at("api_key"), second.at("api_key"));
    EXPECT_NE(first.at("access_token"), second.at("access_token")) << "tokens are minted anew";
    struct stat status {};
    ASSERT_EQ(::stat((data / "demo-login").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    ASSERT_EQ(::stat(data.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0700U);
    const ProgramResult text = polydesk({"demo"});
    EXPECT_THAT(text.out, HasSubstr(std::string(first.at("secret").as_string())));
    EXPECT_THAT(text.out, HasSubstr("curl -s http://127.0.0.1:8080/includes/api.php"));
}

TEST_F(Commands, DemoLeavesADeskWithDataOfItsOwnAlone) {
    answer_of({"demo", "--json"});
    std::filesystem::remove(data / "demo-login");
    const ProgramResult result = polydesk({"demo"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("data of its own"));
}

TEST_F(Commands, MakeNoDeskOfAMistypedFolder) {
    const std::vector<std::vector<std::string>> commands{
        {"department", "list"},  {"client", "remove", "1"},
        {"ticket", "show", "1"}, {"event", "list"},
        {"job", "list"},         {"job", "run", "purge"},
        {"setting", "list"},     {"setting", "reset", "purge_days"},
        {"api", "GetStats"},     {"ticket", "delete", "1"}};
    for (const std::vector<std::string>& words : commands) {
        const ProgramResult result = polydesk(words);
        EXPECT_EQ(result.exit_code, 1) << words[0];
        EXPECT_THAT(result.err, HasSubstr("there is no desk in " + data.string())) << words[0];
        EXPECT_THAT(result.err, HasSubstr("--data"));
        ASSERT_FALSE(std::filesystem::exists(data)) << words[0];
    }
    // A folder alone is no desk: its tickets may be in a database of another name.
    std::filesystem::create_directories(data / "attachments");
    EXPECT_THAT(polydesk({"ticket", "show", "1"}).err, HasSubstr("--database"));
    EXPECT_FALSE(std::filesystem::exists(data / "desk.sqlite"));
    const std::string other = "sqlite:" + (data / "other.sqlite").string();
    EXPECT_THAT(polydesk({"ticket", "show", "1", "--database", other}).err,
                HasSubstr("there is no desk in " + other));
}

TEST_F(Commands, ThatAddMakeADeskWhereThereIsNone) {
    EXPECT_EQ(polydesk({"department", "add", "--name", "Sales"}).exit_code, 0);
    EXPECT_THAT(polydesk({"department", "list"}).out, HasSubstr("Sales"));
    data = folder.path() / "other";
    EXPECT_EQ(polydesk({"setting", "set", "number_mask", "%n%n%n%n%n%n"}).exit_code, 0);
    EXPECT_EQ(polydesk({"department", "list"}).exit_code, 0);
}

TEST_F(Commands, CredentialsHaveTheShapeOfTheirDialect) {
    answer_of({"demo", "--json"});
    const auto text = [](const json::object& object, const char* name) {
        return std::string(object.at(name).as_string());
    };
    const json::object whmcs = answer_of({"credential", "add", "--dialect", "whmcs", "--json"});
    EXPECT_THAT(text(whmcs, "identifier"), MatchesRegex("[A-Za-z0-9]{32}"));
    EXPECT_THAT(text(whmcs, "secret"), MatchesRegex("[A-Za-z0-9]{32}"));
    const json::object getfly = answer_of({"credential", "add", "--dialect", "getfly", "--json"});
    EXPECT_THAT(text(getfly, "api_key"), MatchesRegex("[A-Za-z0-9]{30}"));
    const json::object keliweb = answer_of(
        {"credential", "add", "--dialect", "keliweb", "--client", "1", "--with-token", "--json"});
    EXPECT_THAT(
        text(keliweb, "client_id"),
        MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
    EXPECT_THAT(text(keliweb, "client_secret"), MatchesRegex("[A-Za-z0-9]{40}"));
    EXPECT_FALSE(text(keliweb, "access_token").empty());
}

TEST_F(Commands, RefusalsSayWhatToDoNext) {
    ProgramResult result = polydesk({"credential", "add", "--dialect", "whmcs"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("no enabled agent"));
    answer_of({"demo", "--json"});
    result = polydesk({"credential", "add", "--dialect", "keliweb"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("--client"));
    result = polydesk({"credential", "add", "--dialect", "whmcs", "--agent", "nobody"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("'nobody'"));
    result = polydesk({"credential", "add", "--dialect", "whmcs", "--with-token"});
    EXPECT_EQ(result.exit_code, 2);
    result = polydesk({"credential", "add", "--dialect", "whmcs", "--networks", "10.0.0.0/33"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("'10.0.0.0/33'"));
    result = polydesk({"ticket", "show", "000000"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("There is no ticket '000000'"));
    result = polydesk({"api", "GetTicket", "ticketid"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("name=value"));
    result = polydesk({"--database", "mysql://x", "demo"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("postgresql"));
}

TEST_F(Commands, WordsThatNoDeskWouldTakeAreWrongUsage) {
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"serve", "--listen", "nix"},
             {"serve", "--log-level", "loud"},
             {"setting", "set", "purge_days", "-1"},
             {"client", "add", "--first-name", "Ada", "--email", "bad"},
             {"ban", "add", "--network", "10.0.0.1", "--expires-at", "2001-01-01"}}) {
        EXPECT_EQ(polydesk(words).exit_code, 2) << words[0] << ' ' << words[1];
    }
    ProgramResult result = polydesk({"ticket", "split", "1", "--replies", "1,x"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("'x' is no whole number from 1 on"));
    result = polydesk({"event", "list", "--after", "x"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("'x' is no whole number from 0 on"));
    result = polydesk({"client", "add", "--from", folder.path().string()});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("it is a folder"));
}

TEST_F(Commands, ADatabaseThatCannotBeOpenedSaysWhatToLookAt) {
    std::filesystem::create_directories(data);
    std::ofstream(data / "desk.sqlite") << "no database at all, but long enough to look at";
    ProgramResult result = polydesk({"demo"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("see whether it is a Polydesk database"));
    result = polydesk({"--database", "sqlite:" + folder.path().string(), "demo"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("whether you may write it"));
    result = polydesk({"--database", "postgresql://me:hunter2@127.0.0.1:1/none", "demo"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("see whether the server runs"));
    EXPECT_THAT(result.err, testing::Not(HasSubstr("hunter2")));
    EXPECT_EQ(polydesk({"--database", "sqlite:", "demo"}).exit_code, 2);
}

TEST_F(Commands, LeaveTheModeOfAFolderThatWasThereAlone) {
    std::filesystem::create_directories(data);
    ASSERT_EQ(::chmod(data.c_str(), 0755), 0);
    answer_of({"demo", "--json"});
    struct stat status {};
    ASSERT_EQ(::stat(data.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0755U);
    for (const char* name : {"desk.sqlite", "demo-login", "attachments"}) {
        ASSERT_EQ(::stat((data / name).c_str(), &status), 0) << name;
        EXPECT_EQ(status.st_mode & 0077U, 0U) << name;
    }
}

TEST_F(Commands, ApiRunsAnyActionAndEndsWithOneOnARefusal) {
    answer_of({"demo", "--json"});
    const json::object opened = answer_of(
        {"api", "OpenTicket", "deptid=1", "clientid=1", "subject=Hello", "message=World"});
    EXPECT_EQ(opened.at("result"), "success");
    const json::object ticket =
        answer_of({"api", "getticket", "ticketid=" + std::string(opened.at("id").as_string())});
    EXPECT_EQ(ticket.at("subject"), "Hello");
    const ProgramResult refused = polydesk({"api", "GetTicket", "ticketid=99"});
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_EQ(json::parse(refused.out).at("message"), "Ticket ID Not Found");
}

TEST_F(Commands, ApiOpensAsTheNamedAdministratorOnly) {
    answer_of({"demo", "--json"});
    const std::vector<std::string> call{"api",           "OpenTicket",    "deptid=1", "clientid=1",
                                        "subject=Hello", "message=World", "admin=1"};
    const auto opener_of = [this](const json::object& opened) {
        return answer_of(
                   {"api", "GetTicket", "ticketid=" + std::string(opened.at("id").as_string())})
            .at("admin");
    };
    EXPECT_EQ(opener_of(answer_of(call)), "");
    std::vector<std::string> named = call;
    named.insert(named.end(), {"--admin", "demo"});
    EXPECT_EQ(opener_of(answer_of(named)), "Demo Admin");
    named.back() = "nobody";
    EXPECT_EQ(polydesk(named).exit_code, 1);
}

TEST_F(Commands, EventsAreListedOldestFirstFromWhereTheReaderStood) {
    answer_of({"demo", "--json"});
    const ProgramResult all = polydesk({"event", "list", "--json"});
    std::vector<json::object> events;
    for (std::size_t at = 0; at < all.out.size();) {
        const std::size_t end = all.out.find('\n', at);
        events.push_back(json::parse(all.out.substr(at, end - at)).as_object());
        at = end + 1;
    }
    ASSERT_EQ(events.size(), 6U);
    EXPECT_EQ(events[0].at("event"), "TicketOpen");
    EXPECT_EQ(events[0].at("fields").at("noemail"), "true");
    EXPECT_EQ(events[1].at("event"), "TicketAddNote");
    EXPECT_EQ(events[5].at("event"), "TicketClose");
    const std::string fourth = std::to_string(events[3].at("id").as_int64());
    const ProgramResult rest = polydesk({"event", "list", "--json", "--after", fourth});
    EXPECT_EQ(rest.out, json::serialize(events[4]) + "\n" + json::serialize(events[5]) + "\n");
    EXPECT_THAT(polydesk({"event", "list", "--limit", "1"}).out, HasSubstr("TicketOpen"));
}

TEST_F(Commands, TicketShowTellsAllByNumberCodeAndId) {
    answer_of({"demo", "--json"});
    const json::object ticket = answer_of({"ticket", "show", "#516757", "--json"});
    EXPECT_EQ(ticket, answer_of({"ticket", "show", "ABCXYZ1234", "--json"}));
    EXPECT_EQ(ticket, answer_of({"ticket", "show", "1", "--json"}));
    EXPECT_EQ(ticket.at("access_code"), "KPqH7yG3");
    EXPECT_EQ(ticket.at("messages").as_array().size(), 4U);
    EXPECT_EQ(ticket.at("events").as_array().size(), 6U);
    EXPECT_EQ(ticket.at("opened_at"), "2016-01-01T06:26:29Z");
    const std::string text = polydesk({"ticket", "show", "516757"}).out;
    EXPECT_THAT(text, HasSubstr("This is a ticket note"));
    EXPECT_THAT(text, HasSubstr("emergency_phone"));
}

TEST_F(Commands, WorkInsideARunningServer) {
    ServedDesk served(serve_on(data));
    const json::object demo = answer_of({"demo", "--json"});
    EXPECT_FALSE(demo.at("secret").as_string().empty());
    const json::object opened = answer_of(
        {"api", "OpenTicket", "deptid=1", "clientid=1", "subject=Inside", "message=The server"});
    const std::string id(opened.at("id").as_string());
    EXPECT_EQ(answer_of({"ticket", "show", id, "--json"}).at("subject"), "Inside");
    EXPECT_EQ(polydesk({"ticket", "show", "000000"}).exit_code, 1);
    EXPECT_EQ(polydesk({"event", "list", "--limit", "0"}).exit_code, 2);
    EXPECT_EQ(served.stop(), 0);
    EXPECT_EQ(answer_of({"ticket", "show", id, "--json"}).at("subject"), "Inside");
}

TEST_F(Commands, NamingAnotherDatabaseThanTheServersIsRefused) {
    ServedDesk served(serve_on(data));
    const std::string other = "sqlite:" + (folder.path() / "other.sqlite").string();
    for (const ProgramResult& result :
         {polydesk({"--database", other, "demo"}), polydesk({"demo", "--database", other}),
          run_polydesk(data, {"demo"}, {"POLYDESK_DATABASE=" + other})}) {
        EXPECT_EQ(result.exit_code, 1);
        EXPECT_THAT(result.err, HasSubstr("another database"));
    }
    const std::string own = "sqlite:" + (data / "." / "desk.sqlite").string();
    EXPECT_EQ(polydesk({"--database", own, "demo"}).exit_code, 0);
}

/// A length, and then nothing: neither a stop nor the next command waits for the rest for long.
TEST_F(Commands, AProgramThatSendsHalfACommandDoesNotHoldUpAStop) {
    ServedDesk served(serve_on(data));
    const int half = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = (data / "polydesk.sock").string();
    ASSERT_LT(path.size(), sizeof address.sun_path);
    path.copy(address.sun_path, path.size());
    ASSERT_EQ(::connect(half, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ASSERT_EQ(::send(half, "\0\0\0", 3, 0), 3);
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(served.stop(), 0);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(20));
    ::close(half);
}

TEST_F(Commands, ASecondServerOnTheSameDataIsRefused) {
    ServedDesk served(serve_on(data));
    const ProgramResult second = run_program(serve_on(data));
    EXPECT_EQ(second.exit_code, 1);
    EXPECT_THAT(second.err, HasSubstr("another server runs on the data folder"));
}

}  // namespace
}  // namespace desk::test
