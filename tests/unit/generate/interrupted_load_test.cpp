#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "generate/calendar.hpp"
#include "unit/generate/generated_desk.hpp"

namespace desk::test {
namespace {

class InterruptedLoad : public testing::TestWithParam<DatabaseKind> {};

RUN_ON_BOTH_DATABASES(InterruptedLoad);

constexpr int kSmallCache = 256;  // KiB: most of it goes to the file at once

/// Kills itself in the middle of a load: with `kill` -9, as it would from outside.
class KilledStage final : public generate::Stage {
  public:
    KilledStage(store::BulkLoad& load, generate::StoryClock& clock, std::int64_t after)
        : load_(load), clock_(clock), after_(after) {}

    core::Tx& tx() override { return load_.tx(); }
    void set_time(Timestamp time) override { clock_.set(time); }
    void settled(core::TicketId ticket) override { load_.settle(ticket); }
    void opened(std::int64_t so_far) override {
        if (so_far == after_) ::raise(SIGKILL);
    }

  private:
    store::BulkLoad& load_;
    generate::StoryClock& clock_;
    const std::int64_t after_;
};

void load_until_killed(const std::string& url, const std::filesystem::path& folder) {
    generate::StoryClock clock;
    clock.set(kEndOfStory - generate::Calendar::kLength);
    generate::SeededRandom chance(1);
    generate::SeededRandom drawn(2);
    store::ContentFiles files(folder / "files", drawn);
    store::StoreOptions options;
    options.database = url;
    options.connections = 1;
    constexpr std::int64_t kTickets = 4'000;
    store::BulkLoad load(options, clock, drawn, files, kSmallCache);
    generate::Cast cast;
    load.write_records([&](core::Tx& tx) { cast = generate::make_staff(tx, kTickets, chance); });
    generate::make_customers(load.tx(), kTickets, chance, cast);
    KilledStage stage(load, clock, kTickets - 10);
    generate::make_tickets(stage, cast, {kTickets, 5, kEndOfStory}, chance);
}

/// \return the signal that ended it
int run_and_be_killed(const std::string& url, const std::filesystem::path& folder) {
    const pid_t child = ::fork();
    if (child == 0) {
        load_until_killed(url, folder);
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

TEST_P(InterruptedLoad, LeavesTheEmptyDeskThatWasThere) {
    TestDatabase untouched(GetParam());
    TestDatabase database(GetParam());
    load_desk(untouched.url(), 20, 1);
    ASSERT_EQ(run_and_be_killed(database.url(), database.folder()), SIGKILL);
    if (GetParam() == DatabaseKind::sqlite) {
        const auto file = database.folder() / "desk.sqlite";
        ASSERT_GT(std::filesystem::file_size(file), 4'000'000U) << "nothing was written yet";
    }
    load_desk(database.url(), 20, 1);
    EXPECT_EQ(content_of(database), content_of(untouched));
}

TEST_P(InterruptedLoad, IsForgottenWhenItEndsWithoutFinishing) {
    TestDatabase database(GetParam());
    {
        generate::StoryClock clock;
        generate::SeededRandom drawn(2);
        const TempFolder folder;
        store::ContentFiles files(folder.path() / "files", drawn);
        store::StoreOptions options;
        options.database = database.url();
        store::BulkLoad load(options, clock, drawn, files);
        load.write_records([](core::Tx& tx) { tx.insert_department({{}, "Gone", false}); });
        load.tx().insert_client({{}, "Gone too", "gone@example.com", "G1"});
    }
    EXPECT_EQ(database.sql("SELECT count(*) FROM department"), std::vector<std::string>{"0"});
    EXPECT_EQ(database.sql("SELECT count(*) FROM client"), std::vector<std::string>{"0"});
    load_desk(database.url(), 5, 1);
    EXPECT_EQ(database.sql("SELECT count(*) FROM ticket"), std::vector<std::string>{"5"});
}

TEST(InterruptedLoadOnSqlite, RefusesADatabaseThatAServerHasOpen) {
    TestStore store(DatabaseKind::sqlite);
    try {
        load_desk(store.database.url(), 5, 1);
        FAIL() << "a desk in use was filled";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("Stop the server"));
    }
}

}  // namespace
}  // namespace desk::test
