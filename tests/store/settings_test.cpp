#include <chrono>
#include <thread>

#include "both_databases.hpp"

namespace desk::test {

using namespace std::chrono_literals;

class LiveSettings : public BothDatabases {
  protected:
    [[nodiscard]] std::string mask_now() { return store->settings().now()->number_mask; }
};
RUN_ON_BOTH_DATABASES(LiveSettings);

TEST_P(LiveSettings, WrittenHereCountWhenTheyAreReadAgain) {
    write([](Tx& tx) { tx.set_setting("number_mask", "T-%n%n%n"); });
    store->reload_settings();
    EXPECT_EQ(mask_now(), "T-%n%n%n");
    read([](Tx& tx) { EXPECT_EQ(tx.settings().number_mask, "T-%n%n%n"); });
}

TEST_P(LiveSettings, WrittenBySomebodyElseCountWithinASecond) {
    const auto written_at = std::chrono::steady_clock::now();
    store.database.sql("INSERT INTO setting (name, value) VALUES ('number_mask', 'X%n%n%n%n')");
    const auto deadline = written_at + 1s;
    while (mask_now() != "X%n%n%n%n" && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::yield();
    }
    EXPECT_EQ(mask_now(), "X%n%n%n%n");
}

TEST_P(LiveSettings, OfAJobStayAsTheyWereWhenItBegan) {
    write([](Tx& tx) {
        const std::string before = tx.settings().number_mask;
        tx.set_setting("number_mask", "N%n%n%n%n%n");
        EXPECT_EQ(tx.settings().number_mask, before);
        EXPECT_EQ(tx.read_settings().number_mask, "N%n%n%n%n%n");
    });
}

}  // namespace desk::test
