#include <gmock/gmock.h>

#include "integration/polydesk_binary.hpp"
#include "support/served_desk.hpp"
#include "support/temp_folder.hpp"
#include "support/test_database.hpp"

/// Commands on a PostgreSQL that is empty, that cannot be reached, or that goes away.
namespace desk::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

using Words = std::vector<std::string>;

class PostgresCommands : public testing::Test {
  protected:
    ProgramResult run(Words words, const std::string& url) {
        words.insert(words.end(), {"--database", url});
        return run_polydesk(data, std::move(words));
    }
    /// What a command says of a database that it cannot open.
    std::string complaint(const std::string& url) {
        const ProgramResult result = run({"department", "list"}, url);
        EXPECT_EQ(result.exit_code, 1);
        EXPECT_EQ(result.out, "");
        EXPECT_THAT(result.err, HasSubstr("cannot open the PostgreSQL database"));
        return result.err;
    }
    /// The test server's URL with somebody else, and another database.
    std::string url_with(const std::string& user, const std::string& name) {
        const std::string url = database.url();
        const std::size_t host = url.find('@');
        return "postgresql://" + user + url.substr(host, url.rfind('/') - host) + "/" + name;
    }

    TestDatabase database{DatabaseKind::postgres, false};
    TempFolder folder;
    std::string data = (folder.path() / "desk").string();
};

TEST_F(PostgresCommands, ThatLookMakeNoDeskInAnEmptyDatabase) {
    for (const Words& words :
         {Words{"department", "list"}, Words{"ticket", "list"}, Words{"ticket", "show", "1"},
          Words{"event", "list"}, Words{"job", "list"}, Words{"setting", "list"},
          Words{"client", "remove", "1"}, Words{"api", "GetTickets"}}) {
        const ProgramResult result = run(words, database.url());
        EXPECT_EQ(result.exit_code, 1) << words[0];
        EXPECT_THAT(result.err, AllOf(HasSubstr("there is no desk in the PostgreSQL database"),
                                      HasSubstr("'polydesk serve'")));
    }
    EXPECT_EQ(database
                  .sql("SELECT count(*) FROM pg_class WHERE relnamespace = "
                       "'public'::regnamespace")
                  .at(0),
              "0");
    EXPECT_FALSE(std::filesystem::exists(data));
    EXPECT_EQ(run({"department", "add", "--name", "Sales"}, database.url()).exit_code, 0);
    EXPECT_THAT(run({"department", "list"}, database.url()).out, HasSubstr("Sales"));
}

TEST_F(PostgresCommands, SayWhyItCannotBeReached) {
    EXPECT_THAT(complaint("postgresql://me:hunter2@127.0.0.1:1/desk"),
                AllOf(HasSubstr("Connection refused"), HasSubstr("see whether the server runs"),
                      Not(HasSubstr("hunter2"))));
    EXPECT_THAT(complaint(url_with("postgres", "nowhere")),
                AllOf(HasSubstr("database \"nowhere\" does not exist"), HasSubstr("'createdb'")));
    EXPECT_THAT(complaint(url_with("nobody", "postgres")),
                AllOf(HasSubstr("role \"nobody\" does not exist"), HasSubstr("'createuser'")));
    EXPECT_THAT(complaint(url_with("with_password:hunter2", "postgres")),
                AllOf(HasSubstr("password authentication failed"), HasSubstr("right user and"),
                      Not(HasSubstr("hunter2"))));
    EXPECT_THAT(complaint("postgresql://me@nowhere.invalid/desk"),
                AllOf(HasSubstr("could not translate host name"), HasSubstr("right host")));
}

TEST_F(PostgresCommands, TellNoPartOfAPasswordThatIsMisread) {
    for (const char* url :
         {"postgresql://me:hun@ter2@127.0.0.1:1/desk", "postgresql://me:hun/ter2@127.0.0.1:1/desk",
          "postgresql://me:hun?ter2@127.0.0.1:1/desk", "postgresql://me:hunter2",
          "postgresql://me:hun%zzter2@127.0.0.1:1/desk",
          "postgresql://127.0.0.1:1/desk?password=hunter2&no=ter2",
          "postgresql://127.0.0.1:1/desk?sslmode=hunter2"}) {
        const ProgramResult result = run({"department", "list"}, url);
        EXPECT_EQ(result.exit_code, 1) << url;
        EXPECT_THAT(result.err,
                    AllOf(HasSubstr("URL"), Not(HasSubstr("hun")), Not(HasSubstr("ter2"))));
    }
}

TEST_F(PostgresCommands, DoNotSpeakOfWritingWhereAReadGetsNoAnswer) {
    ServedDesk served({POLYDESK_BINARY, "serve", "--data", data, "--database", database.url(),
                       "--listen", "127.0.0.1:0"});
    const std::string name = database.sql("SELECT current_database()").at(0);
    TestDatabase elsewhere(DatabaseKind::postgres, false);
    elsewhere.sql("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false");
    elsewhere.sql("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '" +
                  name + "'");
    for (const Words& words :
         {Words{"department", "list"}, Words{"event", "list"}, Words{"job", "list"},
          Words{"ticket", "list"}, Words{"department", "add", "--name", "New"}}) {
        const ProgramResult result = run(words, database.url());
        EXPECT_EQ(result.exit_code, 1);
        EXPECT_THAT(result.err, AllOf(HasSubstr("The database does not answer"),
                                      HasSubstr("See whether it runs"), Not(HasSubstr("written"))));
    }
    elsewhere.sql("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS true");
    EXPECT_EQ(run({"department", "list"}, database.url()).exit_code, 0);
}

}  // namespace
}  // namespace desk::test
