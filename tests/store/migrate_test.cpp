#include "store/migrate.hpp"

#include <filesystem>
#include <thread>

#include "both_databases.hpp"
#include "postgres_steps.hpp"
#include "sqlite_steps.hpp"
#include "store/migration_targets.hpp"

namespace desk::test {

using testing::ElementsAre;
using testing::HasSubstr;

class Migration : public testing::TestWithParam<DatabaseKind> {
  protected:
    store::Steps released() const {
        return GetParam() == DatabaseKind::sqlite ? embedded::sqlite_steps
                                                  : embedded::postgres_steps;
    }
    /// The steps of this binary and one more.
    store::Steps with_next(std::string_view sql) const {
        store::Steps steps = released();
        steps.emplace_back("0099_next.sql", sql);
        return steps;
    }

    void migrate(const store::Steps& steps) {
        if (GetParam() == DatabaseKind::sqlite) {
            store::SqliteMigration target({path(), {}, std::chrono::seconds(5)});
            store::migrate(target, steps, 1234);
        } else {
            store::PostgresMigration target(database.url());
            store::migrate(target, steps, 1234);
        }
    }

    std::string path() const { return database.url().substr(std::string("sqlite:").size()); }
    std::string newest() { return database.sql("SELECT max(number) FROM schema_step").at(0); }

    TestDatabase database{GetParam(), false};
};
RUN_ON_BOTH_DATABASES(Migration);

TEST_P(Migration, MakesAFreshDatabaseAndRecordsEachStep) {
    migrate(released());
    EXPECT_EQ(std::to_string(released().size()),
              database.sql("SELECT count(*) FROM schema_step WHERE applied_at = 1234").at(0));
    EXPECT_EQ("6", database.sql("SELECT count(*) FROM ticket_status").at(0));
    if (GetParam() == DatabaseKind::sqlite) {
        for (const auto& entry : std::filesystem::directory_iterator(database.folder())) {
            EXPECT_THAT(entry.path().string(), testing::Not(HasSubstr("before-step")));
        }
    }
}

TEST_P(Migration, DoesNothingTheSecondTime) {
    migrate(released());
    database.sql("INSERT INTO setting (name, value) VALUES ('kept', '1')");
    migrate(released());
    EXPECT_EQ("1", database.sql("SELECT value FROM setting").at(0));
}

TEST_P(Migration, AppliesOnlyTheStepsThatAreNew) {
    migrate(released());
    database.sql("INSERT INTO setting (name, value) VALUES ('kept', '1')");
    migrate(with_next("ALTER TABLE setting ADD COLUMN note TEXT NOT NULL DEFAULT 'new'"));
    EXPECT_EQ("99", newest());
    EXPECT_EQ("new", database.sql("SELECT note FROM setting WHERE name = 'kept'").at(0));
}

TEST_P(Migration, KeepsACopyOfASqliteDatabaseBeforeAStep) {
    migrate(released());
    database.sql("INSERT INTO setting (name, value) VALUES ('kept', '1')");
    migrate(with_next("DELETE FROM setting"));
    if (GetParam() == DatabaseKind::postgres) return;  // there it is the server's business
    EXPECT_TRUE(database.sql("SELECT value FROM setting").empty());
    database.sql("ATTACH '" + path() +
                 ".before-step-99' AS copy; CREATE TABLE found AS SELECT "
                 "value FROM copy.setting");
    EXPECT_THAT(database.sql("SELECT value FROM found"), ElementsAre("1"));
}

TEST_P(Migration, LeavesNothingOfAStepThatFails) {
    migrate(released());
    EXPECT_THROW(migrate(with_next("CREATE TABLE half (id BIGINT); CREATE TABLE half (id BIGINT)")),
                 store::DbError);
    EXPECT_NE("99", newest());
    EXPECT_THROW(database.sql("SELECT * FROM half"), std::runtime_error);
    migrate(with_next("CREATE TABLE half (id BIGINT)"));
    EXPECT_EQ("99", newest());
}

TEST_P(Migration, RefusesASchemaNewerThanTheBinary) {
    migrate(with_next("SELECT 1"));
    try {
        migrate(released());
        FAIL() << "a newer schema was taken";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("schema version 99"));
        EXPECT_THAT(error.what(), HasSubstr("newer binary"));
    }
}

TEST_P(Migration, IsDoneOnceByTwoThatStartTogether) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back([this] { migrate(released()); });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ("6", database.sql("SELECT count(*) FROM ticket_status").at(0));
}

TEST(OpeningAStore, RefusesAnUnknownKindOfDatabase) {
    EXPECT_THROW(TestStore(DatabaseKind::sqlite,
                           [](store::StoreOptions& options) { options.database = "mysql://x"; }),
                 std::runtime_error);
}

TEST(OpeningAStore, SaysWhichFileCannotBeOpened) {
    try {
        TestStore store(DatabaseKind::sqlite, [](store::StoreOptions& options) {
            options.database = "sqlite:/nonexistent/folder/desk.sqlite";
        });
        FAIL() << "opened";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("/nonexistent/folder/desk.sqlite"));
    }
}

TEST(OpeningAStore, FailsWhereNoServerListens) {
    EXPECT_THROW(TestStore(DatabaseKind::sqlite,
                           [](store::StoreOptions& options) {
                               options.database = "postgresql://postgres@127.0.0.1:1/none";
                           }),
                 std::runtime_error);
}

}  // namespace desk::test
