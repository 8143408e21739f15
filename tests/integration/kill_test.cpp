#include <gtest/gtest.h>

#include <exception>
#include <thread>

#include "integration/load_clients.hpp"
#include "support/temp_folder.hpp"
#include "support/test_database.hpp"

namespace desk::test {
namespace {

constexpr int kConnections = 32;
constexpr std::size_t kLargestFile = 20'000;

/// 32 clients open tickets until their connection ends in the midst of something. A client whose
/// request failed does not know what became of it; it sends no other with the same subject.
class Load {
  public:
    Load(const DemoDesk& desk, std::uint16_t port, int round, Promises& promises) {
        for (int client = 0; client < kConnections; ++client) {
            clients_.emplace_back([&desk, port, round, client, &promises] {
                std::mt19937_64 chance(static_cast<std::uint64_t>(round * 1'000 + client));
                const std::string name =
                    "kill " + std::to_string(round) + " client " + std::to_string(client);
                try {
                    HttpConnection connection(port);
                    for (int turn = 0;; ++turn) {
                        PromisedTicket ticket = make_ticket(name + " turn " + std::to_string(turn),
                                                            chance, kLargestFile);
                        const Opening opening = open_ticket(desk, connection, ticket);
                        if (!opening.is_acknowledged) {
                            ADD_FAILURE() << opening.status << " " << opening.message;
                            promises.give_up();
                            return;
                        }
                        promises.add(std::move(ticket));
                    }
                } catch (const std::runtime_error&) {
                    // Killed.
                }
            });
        }
    }
    ~Load() {
        for (std::thread& client : clients_) client.join();
    }
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;

  private:
    std::vector<std::thread> clients_;
};

/// Kills the server under load so many times, and looks at the desk after each new start.
void kill_again_and_again(DemoDesk& desk, int kills) {
    Promises promises;
    std::mt19937_64 chance(1);
    for (int round = 1; round <= kills; ++round) {
        SCOPED_TRACE("kill " + std::to_string(round));
        desk.serve();
        const std::size_t before = promises.count();
        {
            const Load load(desk, desk.served().port(), round, promises);
            // The moment: some way into the load, a few times before all clients are connected.
            promises.wait_for(before + 1 + chance() % 200);
            desk.served().kill();
        }
        if (testing::Test::HasFailure()) return;
        desk.serve();
        ASSERT_EQ(desk.audit(promises.all()), std::vector<std::string>{});
        HttpConnection connection(desk.served().port());
        for (std::size_t i = before; i < promises.all().size(); i += 10) {
            ASSERT_EQ(read_back(desk, connection, promises.all()[i]), std::vector<std::string>{});
        }
        // Every other time there is a WAL to start from.
        if (round % 2 == 0) {
            ASSERT_EQ(desk.served().stop(), 0) << desk.served().log();
        } else {
            desk.served().kill();
        }
    }
    EXPECT_GE(promises.count(), static_cast<std::size_t>(kills));
}

TEST(Kill, LosesNothingAcknowledgedOnSqlite) {
    const TempFolder folder;
    DemoDesk desk(folder.path() / "desk");
    kill_again_and_again(desk, 20);
}

TEST(Kill, LosesNothingAcknowledgedOnPostgres) {
    const TestDatabase database(DatabaseKind::postgres, false);
    DemoDesk desk(database.folder() / "desk", database.url());
    kill_again_and_again(desk, 4);
}

}  // namespace
}  // namespace desk::test
