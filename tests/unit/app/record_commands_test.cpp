#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <fstream>

#include "support/test_desk.hpp"

/// The commands of records in one process: what they print, to people and to programs.
namespace desk::test {
namespace {

namespace json = boost::json;
using app::CommandResult;
using testing::HasSubstr;
using testing::Not;

class RecordCommands : public testing::Test {
  protected:
    std::string out(const std::vector<std::string>& words) {
        const CommandResult result = desk.run(words);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return result.out;
    }
    json::object object(std::vector<std::string> words) {
        words.emplace_back("--json");
        return json::parse(out(words)).as_object();
    }
    std::string refusal(const std::vector<std::string>& words, int exit_code = 1) {
        const CommandResult result = desk.run(words);
        EXPECT_EQ(result.exit_code, exit_code) << result.out << result.err;
        EXPECT_EQ(result.out, "");
        return result.err;
    }
    std::string file(const std::string& content) {
        const std::filesystem::path path = folder.path() / "records";
        std::ofstream(path, std::ios::binary) << content;
        return path.string();
    }
    std::string count(const std::string& table) {
        return desk.database().sql("SELECT count(*) FROM " + table).at(0);
    }

    TestDesk desk{{.demo = false}};
    TempFolder folder;
};

TEST_F(RecordCommands, SayWhatWasDone) {
    EXPECT_EQ(out({"department", "add", "--name", "Sales"}), "department 'Sales' added: id 1\n");
    EXPECT_EQ(out({"department", "set", "sales", "--hidden"}),
              "department 'Sales' changed: id 1\n");
    EXPECT_THAT(out({"department", "show", "1"}), HasSubstr("name                    Sales\n"
                                                            "description\n"));
    EXPECT_THAT(out({"department", "show", "1"}), HasSubstr("hidden                  yes\n"));
    out({"department", "set", "1", "--no-hidden"});
    EXPECT_THAT(out({"department", "show", "1"}), HasSubstr("hidden                  no\n"));
    EXPECT_EQ(out({"department", "remove", "SALES"}), "department 'Sales' removed: id 1\n");
}

TEST_F(RecordCommands, AnswerProgramsInJson) {
    out({"client", "add", "--first-name", "Ada", "--code", "ACC1"});
    EXPECT_EQ(
        object({"user", "add", "--email", "u@e.example", "--name", "U", "--owner-of", "ACC1"}),
        json::parse(R"({"id": 1, "email": "u@e.example", "name": "U",
                "clients": [{"id": 1, "name": "Ada"}], "owner_of": [{"id": 1, "name": "Ada"}],
                "has_password": false, "disabled": false, "created_at": "2026-01-02T03:04:05Z"})")
            .as_object());
    const json::object agent = object({"agent", "add", "--login", "ada"});
    EXPECT_FALSE(agent.contains("login_digest"));
    EXPECT_FALSE(agent.contains("password"));
    const json::object ban = object({"ban", "add", "--network", "192.0.2.1"});
    EXPECT_TRUE(ban.at("expires_at").is_null());
    EXPECT_EQ(object({"status", "show", "Open"}).at("core"), true);
    EXPECT_EQ(
        object({"role", "add", "--name", "R", "--actions", "GetTicket,ticket.read"}).at("actions"),
        json::array({"getticket", "ticket.read"}));
}

TEST_F(RecordCommands, OfKeysTakeActionsThatThereAre) {
    const auto add = [this](const char* dialect, const char* actions) {
        return refusal({"credential", "add", "--dialect", dialect, "--actions", actions}, 2);
    };
    EXPECT_THAT(add("whmcs", "OpenTicket,Bogus"),
                HasSubstr("--actions: 'bogus' is no action of this dialect; there are OpenTicket"));
    EXPECT_THAT(add("getfly", "GetTicket"), HasSubstr("ticket.read"));
    EXPECT_THAT(add("keliweb", "AddClient"), HasSubstr("open-ticket, OpenTicket"));
    EXPECT_THAT(refusal({"role", "add", "--name", "R", "--actions", "GetTicket,Nonsense"}, 2),
                HasSubstr("'nonsense' is no action; there are"));
    EXPECT_THAT(refusal({"role", "add", "--from", file("name,actions\nR,Nonsense\n")}),
                HasSubstr("line 2, actions: 'nonsense'"));
    EXPECT_THAT(refusal({"credential", "add", "--dialect", "getfly", "--notes", "hide"}, 2),
                HasSubstr("--notes: means nothing to getfly"));
    out({"role", "add", "--name", "Readers", "--actions", "getticket,get-ticket,ticket.read"});
}

TEST_F(RecordCommands, OfKeysTakeOnlyWhatTheirDialectHas) {
    out({"agent", "add", "--login", "ada"});
    out({"client", "add", "--first-name", "Grace"});
    out({"credential", "add", "--dialect", "whmcs"});
    out({"credential", "add", "--dialect", "getfly"});
    out({"credential", "add", "--dialect", "keliweb", "--client", "1"});
    EXPECT_THAT(
        refusal({"credential", "set", "1", "--actions", "ticket.read"}),
        HasSubstr("--actions: 'ticket.read' is no action of this dialect; there are OpenTicket"));
    EXPECT_THAT(refusal({"credential", "set", "2", "--actions", "ticket.read,GetTicket"}),
                HasSubstr("'getticket' is no action of this dialect"));
    EXPECT_THAT(refusal({"credential", "set", "3", "--actions", "AddClient"}),
                HasSubstr("'addclient' is no action of this dialect"));
    for (const char* choice : {"show", "hide"}) {
        EXPECT_THAT(refusal({"credential", "set", "2", "--notes", choice}),
                    HasSubstr("--notes: means nothing to getfly, which never shows notes"));
        EXPECT_THAT(refusal({"credential", "add", "--dialect", "getfly", "--notes", choice}, 2),
                    HasSubstr("leave it out"));
    }
    EXPECT_THAT(refusal({"credential", "set", "1", "--actions", "Nonsense"}, 2),
                HasSubstr("'nonsense' is no action; there are OpenTicket"));
    out({"credential", "set", "1", "--actions", "GetTicket", "--notes", "hide"});
    out({"credential", "set", "2", "--actions", "ticket.read"});
    out({"credential", "set", "3", "--actions", "get-ticket"});
    EXPECT_EQ(object({"credential", "show", "2"}).at("actions"), json::array({"ticket.read"}));
}

TEST_F(RecordCommands, ListInColumns) {
    EXPECT_EQ(out({"department", "list"}), "");
    EXPECT_EQ(desk.run({"department", "list"}).err, "There are no departments.\n");
    out({"department", "add", "--name", "Hỗ trợ", "--email", "help@e.example"});
    out({"department", "add", "--name", std::string(50, 'x')});
    EXPECT_EQ(out({"department", "list"}),
              "id  name                                      email           order  hidden\n"
              " 1  Hỗ trợ                                    help@e.example      1  no\n"
              " 2  " +
                  std::string(39, 'x') + "…                      2  no\n");
    EXPECT_EQ(out({"department", "list", "--after", "2"}), "");
    const CommandResult first = desk.run({"department", "list", "--limit", "1", "--json"});
    EXPECT_EQ(json::parse(first.out).at("id"), 1);
    EXPECT_EQ(first.err, "There may be more: --after 1 shows the next.\n");
}

TEST_F(RecordCommands, ListThoseOfOneClient) {
    out({"client", "add", "--company", "A"});
    out({"client", "add", "--company", "B"});
    out({"contact", "add", "--client", "A", "--name", "Eve"});
    out({"contact", "add", "--client", "B", "--name", "Uma"});
    EXPECT_THAT(out({"contact", "list", "--client", "B"}), HasSubstr("2 B     Uma"));
    EXPECT_THAT(out({"contact", "list", "--client", "B"}), Not(HasSubstr("Eve")));
    EXPECT_THAT(refusal({"contact", "list", "--client", "C"}), HasSubstr("no client 'C'"));
}

TEST_F(RecordCommands, RefuseWithTheOptionAndWhatToDo) {
    EXPECT_EQ(refusal({"department", "add"}, 2), "--name: missing; every department needs one.\n");
    EXPECT_EQ(refusal({"department", "add", "--name", "A", "--email", "x"}, 2),
              "--email: 'x' is no e-mail address; they look like ada@example.com.\n");
    out({"department", "add", "--name", "A"});
    EXPECT_EQ(refusal({"department", "add", "--name", "a"}),
              "--name: 'a' is taken by department 1; choose another.\n");
    EXPECT_EQ(refusal({"department", "set", "A"}, 2),
              "Say what is to change; 'polydesk department set --help' lists it all.\n");
    EXPECT_EQ(refusal({"department", "show", "9"}),
              "There is no department '9'; 'polydesk department list' shows those there are.\n");
    EXPECT_EQ(refusal({"agent", "add", "--login", "ada", "--departments", "A,B"}),
              "--departments: There is no department 'B'; 'polydesk department list' shows those "
              "there are.\n");
    EXPECT_THAT(refusal({"agent", "add", "--login", "ada", "--password", "hunter22"}, 2),
                HasSubstr("--password-stdin"));
    EXPECT_THAT(refusal({"department"}, 2),
                HasSubstr("After 'polydesk department' must come one of: add, list, show, set, "
                          "remove."));
    EXPECT_THAT(refusal({"department", "delete", "A"}, 2), HasSubstr("must come one of: add,"));
    EXPECT_THAT(refusal({}, 2), HasSubstr("must come one of: serve, demo,"));
}

TEST_F(RecordCommands, TakePasswordsFromStandardInput) {
    const std::string words = "open sesame\nnot this\n";
    const auto stdin_of = [&](const std::string& path) {
        EXPECT_EQ(path, "-");
        return words;
    };
    const CommandResult result =
        app::run_command_line({desk.desk(), false, {}, stdin_of, [](auto, auto) { return true; }},
                              {"agent", "add", "--login", "ada", "--password-stdin", "--json"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(json::parse(result.out).at("has_password"), true);
    EXPECT_THAT(result.out, Not(HasSubstr("argon2")));
    EXPECT_THAT(desk.database().sql("SELECT password_hash FROM agent").at(0),
                testing::StartsWith("$argon2id$"));
    EXPECT_THAT(desk.database().sql("SELECT login_digest_hash FROM agent").at(0),
                testing::StartsWith("$argon2id$"));
}

TEST_F(RecordCommands, AddAFileOfRecordsOrNone) {
    const std::string path = file(
        "first_name,email,status\n"
        "Ada,ada@example.com,\n"
        "Bob,bob,Gone\n"
        "\"Eve\n(two lines)\",eve@example.com,Closed\n"
        ",x@example.com,\n");
    EXPECT_EQ(refusal({"client", "add", "--from", path}),
              path +
                  ", line 3, email: 'bob' is no e-mail address; they look like "
                  "ada@example.com.\n" +
                  path +
                  ", line 3, status: 'Gone' is none of the choices; it must be Active, "
                  "Inactive or Closed.\n"
                  "Nothing was added: correct the file and try again.\n");
    EXPECT_EQ(count("client"), "0");
    const std::string nameless = file("first_name,email\nAda,ada@example.com\n,x@example.com\n");
    EXPECT_THAT(refusal({"client", "add", "--from", nameless}),
                HasSubstr("line 3, first_name: missing"));
    EXPECT_EQ(count("client"), "0") << "the good one neither";
    const std::string good = file("first_name,code\nAda,A1\nBob,A2\n");
    EXPECT_EQ(out({"client", "add", "--from", good}), "2 clients added\n");
    EXPECT_EQ(count("client"), "2");
    EXPECT_THAT(refusal({"client", "add", "--from", good}),
                HasSubstr("line 2, code: 'A1' is taken by client 1; choose another.\n" + good +
                          ", line 3, code: 'A2' is taken"));
    EXPECT_THAT(refusal({"client", "add", "--from", good, "--code", "x"}, 2),
                HasSubstr("leave the other options out"));
}

TEST_F(RecordCommands, AddRecordsThatAreTwiceInOneFileNotAtAll) {
    const std::string path = file("[{\"name\": \"A\"},\n {\"name\": \"a\"}]");
    EXPECT_THAT(refusal({"department", "add", "--from", path}),
                HasSubstr("line 2, record 2, name: 'a' is taken by department 1"));
    EXPECT_EQ(count("department"), "0");
}

TEST_F(RecordCommands, TakeBackWhatTheyList) {
    out({"department", "add", "--name", "A", "--id", "7"});
    out({"agent", "add", "--login", "ada", "--signature", "Ada,\n\"L\""});
    json::object agent = object({"agent", "show", "ada"});
    for (const char* told : {"id", "has_password"}) agent.erase(told);
    agent["login"] = "bob";
    const std::string path = file(json::serialize(agent));
    const json::object added = object({"agent", "add", "--from", path});
    EXPECT_EQ(added, json::parse(R"({"added": 1, "ids": [2]})").as_object());
    json::object again = object({"agent", "show", "bob"});
    EXPECT_EQ(again.at("departments"), agent.at("departments"));
    EXPECT_EQ(again.at("signature"), agent.at("signature"));
}

TEST_F(RecordCommands, OfSettingsShowWhatTheyMayBe) {
    EXPECT_EQ(out({"setting", "get", "number_mask"}), "%n%n%n%n%n%n\n");
    EXPECT_EQ(out({"setting", "set", "number_mask", "T-%n%n"}), "number_mask is now T-%n%n\n");
    EXPECT_EQ(desk.desk().store().settings().now()->number_mask, "T-%n%n");
    EXPECT_EQ(object({"setting", "get", "number_mask"}).at("is_set"), true);
    EXPECT_THAT(out({"setting", "list"}), testing::ContainsRegex("number_mask +T-%n%n +set"));
    EXPECT_EQ(out({"setting", "reset", "number_mask"}), "%n%n%n%n%n%n\n");
    EXPECT_EQ(desk.desk().store().settings().now()->number_mask, "%n%n%n%n%n%n");
    EXPECT_THAT(refusal({"setting", "set", "number_masc", "x"}, 2),
                HasSubstr("number_growth, number_mask"));
    EXPECT_EQ(refusal({"setting", "set", "purge_days", "-1"}, 2).substr(0, 25),
              "'-1' cannot be the value ");
    EXPECT_EQ(refusal({"setting", "set", "time_zone", "Nowhere"}, 2),
              "'Nowhere' cannot be the value of time_zone, which is a time zone such as "
              "Europe/Berlin: where dialects show or take local time.\n");
    EXPECT_THAT(refusal({"setting", "set", "time_zone"}, 2), HasSubstr("NAME VALUE"));
}

TEST_F(RecordCommands, OfSettingsNeverTellASecret) {
    const std::string said = out({"setting", "set", "api_access_key_sha256", "hunter22"});
    EXPECT_EQ(said, "api_access_key_sha256 is now (set)\n");
    EXPECT_EQ(desk.desk().store().settings().now()->api_access_key_sha256.size(), 64U);
    EXPECT_TRUE(object({"setting", "get", "api_access_key_sha256"}).at("value").is_null());
    EXPECT_THAT(out({"setting", "list"}), HasSubstr("(set)"));
}

TEST_F(RecordCommands, OfSettingsTakeAFileOrNothingOfIt) {
    EXPECT_THAT(refusal({"setting", "set", "--from",
                         file("name,value\nnumber_mask,T%n\ntime_zone,Nowhere\n")}),
                HasSubstr("line 3, time_zone: 'Nowhere' cannot be"));
    EXPECT_EQ(count("setting"), "0");
    EXPECT_EQ(
        out({"setting", "set", "--from", file(R"([{"name": "number_growth", "value": false}])")}),
        "number_growth is now false\n");
}

}  // namespace
}  // namespace desk::test
