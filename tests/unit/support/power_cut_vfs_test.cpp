#include "support/power_cut_vfs.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <thread>

namespace desk::test {
namespace {

/// A connection to a database on the disk.
class Database {
  public:
    explicit Database(const PowerCutVfs& vfs, const std::string& journal = "WAL") {
        sqlite3* opened = nullptr;
        const int code = sqlite3_open_v2("/db", &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                         vfs.name().c_str());
        handle_.reset(opened);
        if (code != SQLITE_OK) throw std::runtime_error("cannot open");
        sqlite3_busy_timeout(opened, 10'000);
        // With a rollback journal, FULL does not sync the folder after the deletion that commits.
        run("PRAGMA journal_mode = " + journal +
            "; PRAGMA synchronous = " + (journal == "WAL" ? "FULL" : "EXTRA"));
    }

    int try_run(const std::string& sql) {
        return sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    }
    void run(const std::string& sql) {
        if (const int code = try_run(sql); code != SQLITE_OK) {
            throw std::runtime_error(sql + ": " + sqlite3_errmsg(handle_.get()));
        }
    }
    std::string one(const std::string& sql) {
        std::string value;
        const auto keep = [](void* out, int, char** columns, char**) {
            static_cast<std::string*>(out)->assign(columns[0] == nullptr ? "" : columns[0]);
            return 0;
        };
        if (sqlite3_exec(handle_.get(), sql.c_str(), keep, &value, nullptr) != SQLITE_OK) {
            throw std::runtime_error(sql + ": " + sqlite3_errmsg(handle_.get()));
        }
        return value;
    }

  private:
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };
    std::unique_ptr<sqlite3, Close> handle_;
};

class PowerCutVfsInJournalMode : public testing::TestWithParam<const char*> {};

TEST_P(PowerCutVfsInJournalMode, KeepsWhatWasCommittedAndNothingElse) {
    PowerCutDisk disk(1);
    const PowerCutVfs vfs(disk);
    {
        Database database(vfs, GetParam());
        database.run("CREATE TABLE t (x); INSERT INTO t VALUES (1)");
        database.run("BEGIN; INSERT INTO t VALUES (2)");
        disk.cut();
        EXPECT_NE(database.try_run("COMMIT"), SQLITE_OK);
    }
    disk.restore(Unsynced::lost);
    Database database(vfs, GetParam());
    EXPECT_EQ(database.one("SELECT group_concat(x) FROM t"), "1");
    EXPECT_EQ(database.one("PRAGMA integrity_check"), "ok");
}

// The bare promise of SQLite itself: if this fails, the disk is wrong and proves nothing.
TEST_P(PowerCutVfsInJournalMode, SurvivesACutAtEveryCall) {
    constexpr int kRows = 6;
    for (const Unsynced unsynced : {Unsynced::lost, Unsynced::torn}) {
        bool all_written = false;
        for (std::uint64_t call = 1; !all_written; ++call) {
            PowerCutDisk disk(call);
            const PowerCutVfs vfs(disk);
            disk.cut_at(call);
            int acknowledged = 0;
            try {
                Database database(vfs, GetParam());
                database.run("CREATE TABLE t (x, filler)");
                for (int row = 1; row <= kRows; ++row) {
                    database.run("INSERT INTO t VALUES (" + std::to_string(row) +
                                 ", randomblob(3000))");
                    acknowledged = row;
                    if (row == 3) database.run("PRAGMA wal_checkpoint(TRUNCATE)");
                }
                all_written = true;
            } catch (const std::runtime_error&) {
                EXPECT_TRUE(disk.is_cut());
            }
            disk.restore(unsynced);
            Database database(vfs, GetParam());
            ASSERT_EQ(database.one("PRAGMA integrity_check"), "ok") << "call " << call;
            if (acknowledged == 0) continue;
            const int found = std::stoi(database.one("SELECT count(DISTINCT x) FROM t"));
            ASSERT_GE(found, acknowledged) << "call " << call;
            ASSERT_LE(found, acknowledged + 1) << "call " << call;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(All, PowerCutVfsInJournalMode, testing::Values("WAL", "DELETE"),
                         [](const auto& each) { return std::string(each.param); });

TEST(PowerCutVfs, LosesCommitsWhenTheDiskLies) {
    PowerCutDisk disk(1);
    const PowerCutVfs vfs(disk);
    {
        Database database(vfs);
        database.run("CREATE TABLE t (x); INSERT INTO t VALUES (1)");
        disk.lie_about_syncs();
        database.run("INSERT INTO t VALUES (2)");
        disk.cut();
    }
    disk.restore(Unsynced::lost);
    Database database(vfs);
    EXPECT_EQ(database.one("SELECT group_concat(x) FROM t"), "1");
}

TEST(PowerCutVfs, LetsSeveralConnectionsWorkInOneWal) {
    PowerCutDisk disk(1);
    const PowerCutVfs vfs(disk);
    Database first(vfs);
    first.run("CREATE TABLE t (x)");
    constexpr int kEach = 100;
    std::atomic<bool> is_done = false;
    const auto insert = [&vfs] {
        Database mine(vfs);
        for (int row = 0; row < kEach; ++row) mine.run("INSERT INTO t VALUES (1)");
    };
    std::thread reader([&] {
        Database mine(vfs);
        int before = 0;
        while (!is_done) {
            const int now = std::stoi(mine.one("SELECT count(*) FROM t"));
            EXPECT_GE(now, before);
            before = now;
        }
    });
    std::thread one(insert);
    std::thread two(insert);
    one.join();
    two.join();
    is_done = true;
    reader.join();
    EXPECT_EQ(first.one("SELECT count(*) FROM t"), std::to_string(2 * kEach));
    EXPECT_EQ(first.one("PRAGMA integrity_check"), "ok");
}

TEST(PowerCutVfs, KeepsASecondWriterOutWhileOneWrites) {
    PowerCutDisk disk(1);
    const PowerCutVfs vfs(disk);
    Database first(vfs);
    first.run("CREATE TABLE t (x); BEGIN IMMEDIATE");
    Database second(vfs);
    second.run("PRAGMA busy_timeout = 0");
    EXPECT_EQ(second.try_run("BEGIN IMMEDIATE"), SQLITE_BUSY);
    EXPECT_EQ(second.one("SELECT count(*) FROM t"), "0");
    first.run("INSERT INTO t VALUES (1); COMMIT");
    EXPECT_EQ(second.one("SELECT count(*) FROM t"), "1");
}

}  // namespace
}  // namespace desk::test
