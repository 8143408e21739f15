#include <gtest/gtest.h>
#include <sqlite3.h>

#include <mutex>
#include <set>
#include <thread>

#include "integration/load_clients.hpp"
#include "support/small_disk.hpp"
#include "support/temp_folder.hpp"

/// What happens when a desk cannot write: it says so, keeps what it acknowledged, and goes on as
/// soon as it can.
namespace desk::test {
namespace {

constexpr int kConnections = 8;
constexpr int kMostTurns = 5'000;  ///< far more than fit on the disk
const std::vector<std::string> kNoComplaints;

/// What several clients heard.
struct Heard {
    std::mutex mutex;
    std::vector<std::string> refused;    ///< subjects of tickets that must not be there
    std::vector<std::string> dishonest;  ///< refusals that were none of 5xx with words
};

/// Opens tickets from several connections, each until it was refused `refusals` times in a row.
void load_until_refused(const DemoDesk& desk, std::uint16_t port, const std::string& name,
                        std::size_t largest_file, int refusals, Promises& promises, Heard& heard) {
    std::vector<std::thread> clients;
    for (int client = 0; client < kConnections; ++client) {
        clients.emplace_back([&, client] {
            std::mt19937_64 chance(static_cast<std::uint64_t>(client));
            HttpConnection connection(port);
            const std::string prefix = name + " client " + std::to_string(client) + " turn ";
            int in_a_row = 0;
            for (int turn = 0; in_a_row < refusals && turn < kMostTurns; ++turn) {
                PromisedTicket ticket =
                    make_ticket(prefix + std::to_string(turn), chance, largest_file);
                if (largest_file == 1) ticket.files.clear();
                const Opening opening = open_ticket(desk, connection, ticket);
                if (opening.is_acknowledged) {
                    in_a_row = 0;
                    promises.add(std::move(ticket));
                    continue;
                }
                ++in_a_row;
                const std::lock_guard lock(heard.mutex);
                heard.refused.push_back(ticket.subject);
                if (opening.status / 100 != 5 || opening.message.empty()) {
                    heard.dishonest.push_back(std::to_string(opening.status) + " " +
                                              opening.message);
                }
            }
        });
    }
    for (std::thread& client : clients) client.join();
}

/// Opens so many tickets, none of which may be refused.
void open_tickets(const DemoDesk& desk, std::uint16_t port, const std::string& name, int count,
                  Promises& promises) {
    std::mt19937_64 chance(7);
    HttpConnection connection(port);
    for (int turn = 0; turn < count; ++turn) {
        PromisedTicket ticket = make_ticket(name + " " + std::to_string(turn), chance, 5'000);
        const Opening opening = open_ticket(desk, connection, ticket);
        ASSERT_TRUE(opening.is_acknowledged) << opening.status << " " << opening.message;
        promises.add(std::move(ticket));
    }
}

/// Every promise is kept, and what was refused is not there.
void expect_in_order(const DemoDesk& desk, const Promises& promises, const Heard& heard) {
    EXPECT_EQ(desk.audit(promises.all()), kNoComplaints);
    std::set<std::string> subjects;
    for (const auto& row : sql_rows(desk.database(), "SELECT subject FROM ticket")) {
        subjects.insert(row[0]);
    }
    for (const std::string& subject : heard.refused) {
        EXPECT_FALSE(subjects.contains(subject)) << "refused, and there all the same: " << subject;
    }
}

TEST(FullDisk, RefusesHonestlyLosesNothingAndGoesOnWhenThereIsRoom) {
    const SmallDisk disk(24U << 20U);
    Promises promises;
    Heard heard;
    DemoDesk desk(disk.path() / "desk");
    disk.put_ballast(8U << 20U);
    desk.serve();
    const std::uint16_t port = desk.served().port();

    // First what is large finds no room, then nothing at all does.
    load_until_refused(desk, port, "large", 300'000, 3, promises, heard);
    load_until_refused(desk, port, "small", 1, 3, promises, heard);
    ASSERT_GE(promises.count(), 20U);
    EXPECT_GE(heard.refused.size(), std::size_t{2 * 3 * kConnections});
    EXPECT_EQ(heard.dishonest, kNoComplaints);
    EXPECT_LT(disk.free_bytes(), 64U << 10U);

    // It still reads.
    EXPECT_EQ(http_request(port, "GET", "/healthz").status, 200);
    HttpConnection connection(port);
    for (const PromisedTicket& ticket : promises.all()) {
        ASSERT_EQ(read_back(desk, connection, ticket), kNoComplaints);
    }

    // With room the same process goes on, and left-overs of what was refused are gone.
    disk.drop_ballast();
    open_tickets(desk, port, "room", 30, promises);
    expect_in_order(desk, promises, heard);
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(desk.data() / "attachments")) {
        EXPECT_FALSE(entry.path().filename().string().starts_with("part-")) << entry.path();
    }
    EXPECT_EQ(desk.served().stop(), 0);
    desk.serve();
    expect_in_order(desk, promises, heard);
}

TEST(FullDisk, LosesNothingWhenItIsKilledWhileTheDiskIsFull) {
    const SmallDisk disk(16U << 20U);
    Promises promises;
    Heard heard;
    DemoDesk desk(disk.path() / "desk");
    disk.put_ballast(4U << 20U);
    desk.serve();
    load_until_refused(desk, desk.served().port(), "small", 1, 3, promises, heard);
    ASSERT_GE(promises.count(), 20U);
    EXPECT_EQ(heard.dishonest, kNoComplaints);
    desk.served().kill();
    disk.drop_ballast();
    desk.serve();
    expect_in_order(desk, promises, heard);
    open_tickets(desk, desk.served().port(), "room", 10, promises);
    expect_in_order(desk, promises, heard);
}

/// Another program's connection to the desk's database.
class OtherWriter {
  public:
    explicit OtherWriter(const std::filesystem::path& file) {
        sqlite3_open(file.c_str(), &handle_);
        sqlite3_busy_timeout(handle_, 10'000);
    }
    ~OtherWriter() { sqlite3_close(handle_); }
    OtherWriter(const OtherWriter&) = delete;
    OtherWriter& operator=(const OtherWriter&) = delete;

    void run(const char* sql) {
        ASSERT_EQ(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr), SQLITE_OK)
            << sqlite3_errmsg(handle_);
    }

  private:
    sqlite3* handle_ = nullptr;
};

TEST(LockedDatabase, IsAnsweredBusyLosesNothingAndGoesOnWhenItIsFree) {
    const TempFolder folder;
    Promises promises;
    Heard heard;
    DemoDesk desk(folder.path() / "desk", {}, {"POLYDESK_BUSY_TIMEOUT=1"});
    desk.serve();
    const std::uint16_t port = desk.served().port();
    open_tickets(desk, port, "before", 5, promises);

    OtherWriter other(desk.data() / "desk.sqlite");
    other.run("BEGIN IMMEDIATE; UPDATE setting SET value = value");
    const std::size_t before = promises.count();
    load_until_refused(desk, port, "locked", 5'000, 1, promises, heard);
    EXPECT_EQ(promises.count(), before);
    EXPECT_EQ(heard.refused.size(), std::size_t{kConnections});
    EXPECT_EQ(heard.dishonest, kNoComplaints);
    {
        std::mt19937_64 chance(1);
        HttpConnection connection(port);
        PromisedTicket ticket = make_ticket("refused while locked", chance, 100);
        const Opening opening = open_ticket(desk, connection, ticket);
        heard.refused.push_back(ticket.subject);
        EXPECT_EQ(opening.status, 503);
        EXPECT_EQ(opening.message, "The support desk is busy. Please try again in a moment.");
        EXPECT_EQ(read_back(desk, connection, promises.all().front()), kNoComplaints)
            << "reading needs no lock";
    }
    other.run("COMMIT");
    open_tickets(desk, port, "after", 5, promises);
    expect_in_order(desk, promises, heard);
}

}  // namespace
}  // namespace desk::test
