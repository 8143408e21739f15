#include "app/desk.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "support/test_desk.hpp"

namespace desk::test {
namespace {

class DeskOnBoth : public testing::TestWithParam<DatabaseKind> {};
RUN_ON_BOTH_DATABASES(DeskOnBoth);

/// A stop waits only so long; what is in the lanes then still calls back into the dialects. Bodies
/// this big are read in the slow lane, and go through all the others after it.
TEST_P(DeskOnBoth, AnswersEachRequestOnceThoughItGoesMeanwhile) {
    constexpr int kRequests = 40;
    std::atomic<int> answers{0};
    {
        TestDesk desk({.database = GetParam()});
        const auto post = [&] {
            net::Request request;
            request.method = "POST";
            request.path = "/includes/api.php";
            request.body =
                "action=OpenTicket&responsetype=json&deptid=1&clientid=1&subject=Late&"
                "identifier=" +
                desk.secret("identifier") + "&secret=" + desk.secret("secret") +
                "&message=" + std::string(100'000, 'm');
            desk.desk().router().handle(std::move(request),
                                        [&answers](const net::Response&) { ++answers; });
        };
        for (int i = 0; i < kRequests; ++i) post();
    }
    EXPECT_EQ(answers, kRequests);
}

}  // namespace
}  // namespace desk::test
