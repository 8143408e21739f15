#include "util/text_memo.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace desk {
namespace {

std::atomic<int> calls = 0;

std::string made(std::string_view text) {
    ++calls;
    return std::string(text) + "!";
}

class TextMemoTest : public ::testing::Test {
  protected:
    TextMemoTest() { calls = 0; }
};

TEST_F(TextMemoTest, AsksForATextOnce) {
    TextMemo memo(made, 16 * 1024);
    EXPECT_EQ(memo("a"), "a!");
    EXPECT_EQ(memo("b"), "b!");
    EXPECT_EQ(memo("a"), "a!");
    EXPECT_EQ(memo(""), "!");
    EXPECT_EQ(memo(""), "!");
    EXPECT_EQ(calls, 3);
}

TEST_F(TextMemoTest, ForgetsWhatWasNotAskedForLongest) {
    TextMemo memo(made, 16 * 1024);
    memo("first");
    int others = 0;
    for (; memo.size() + 600 < 16 * 1024; ++others) {
        memo(std::string(300, 'x') + std::to_string(others));
    }
    memo("first");
    EXPECT_EQ(calls, others + 1) << "everything fits until here";
    for (int i = 0; i < 10; ++i) memo(std::string(300, 'y') + std::to_string(i));
    EXPECT_LE(memo.size(), 16U * 1024);
    calls = 0;
    memo("first");
    EXPECT_EQ(calls, 0);
    memo(std::string(300, 'x') + "0");
    EXPECT_EQ(calls, 1);
}

TEST_F(TextMemoTest, KeepsNothingLarge) {
    TextMemo memo(made, 16 * 1024);
    memo("small");
    const std::string large(1024, 'x');
    EXPECT_EQ(memo(large), large + "!");
    EXPECT_EQ(memo(large), large + "!");
    EXPECT_EQ(calls, 3);
    EXPECT_EQ(memo("small"), "small!");
    EXPECT_EQ(calls, 3);
}

TEST_F(TextMemoTest, AnswersThreadsThatPushOutEachOthersTexts) {
    TextMemo memo(made, 4 * 1024);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&memo, thread] {
            for (int i = 0; i < 2'000; ++i) {
                const std::string text = std::to_string((i * (thread + 1)) % 40);
                EXPECT_EQ(memo(text), text + "!");
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_LE(memo.size(), 4U * 1024);
    EXPECT_GT(calls, 40) << "there was room for all texts";
}

}  // namespace
}  // namespace desk
