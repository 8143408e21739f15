#include "net/router.hpp"

#include <gtest/gtest.h>

namespace desk::net {
namespace {

/// A handler that puts its own name into the body of its answer.
Handler named(std::string name) {
    return [name = std::move(name)](Request, Respond respond) { respond({.body = name}); };
}

Response handle(const Router& router, std::string path) {
    Request request;
    request.method = "GET";
    request.path = std::move(path);
    Response result;
    router.handle(std::move(request), [&](Response response) { result = std::move(response); });
    return result;
}

TEST(Router, TakesAnExactPathWithAndWithoutATrailingSlash) {
    Router router;
    router.exact("/healthz", named("health"));
    EXPECT_EQ(handle(router, "/healthz").body, "health");
    EXPECT_EQ(handle(router, "/healthz/").body, "health");
    EXPECT_EQ(handle(router, "/healthz/x").status, 404);
    EXPECT_EQ(handle(router, "/a/healthz").status, 404);
}

TEST(Router, TakesTheRootAsAnExactPath) {
    Router router;
    router.exact("/", named("root"));
    EXPECT_EQ(handle(router, "/").body, "root");
    EXPECT_EQ(handle(router, "/x").status, 404);
}

TEST(Router, TakesASuffixBehindAnything) {
    Router router;
    router.suffix("/includes/api.php", named("whmcs"));
    EXPECT_EQ(handle(router, "/includes/api.php").body, "whmcs");
    EXPECT_EQ(handle(router, "/billing/a/includes/api.php").body, "whmcs");
    EXPECT_EQ(handle(router, "/includes/api.php/").body, "whmcs");
    EXPECT_EQ(handle(router, "/xincludes/api.php").status, 404);
    EXPECT_EQ(handle(router, "/includes/api.php5").status, 404);
}

TEST(Router, TakesTheLongestPrefix) {
    Router router;
    router.prefix("/api/", named("short"));
    router.prefix("/api/v2/", named("long"));
    router.prefix("/ap", named("shortest"));
    EXPECT_EQ(handle(router, "/api/v2/keliweb/get-ticket").body, "long");
    EXPECT_EQ(handle(router, "/api/v1").body, "short");
}

TEST(Router, PrefersExactToSuffixToPrefix) {
    Router router;
    router.prefix("/", named("prefix"));
    router.suffix("/b", named("suffix"));
    router.exact("/a/b", named("exact"));
    EXPECT_EQ(handle(router, "/a/b").body, "exact");
    EXPECT_EQ(handle(router, "/c/b").body, "suffix");
    EXPECT_EQ(handle(router, "/c/d").body, "prefix");
}

TEST(Router, AnswersAnUnknownPathWith404AndJson) {
    const Response response = handle(Router(), "/nowhere");
    EXPECT_EQ(response.status, 404);
    EXPECT_EQ(response.content_type, "application/json");
    EXPECT_EQ(response.body, R"({"message":"Not Found"})");
}

TEST(Request, FindsAHeaderInAnyLetterCase) {
    Request request;
    request.headers = {{"X-Api-Key", "a"}, {"x-api-key", "b"}};
    ASSERT_NE(request.header("X-API-KEY"), nullptr);
    EXPECT_EQ(*request.header("X-API-KEY"), "a");
    EXPECT_EQ(request.header("X-Api"), nullptr);
}

TEST(OnlyGet, LetsGetAndHeadThroughAndAnswersTheRest) {
    const Handler handler = only_get(
        [](const Request& request, const Respond& respond) { respond({.body = request.method}); });
    const auto answer_to = [&handler](const char* method) {
        Response answer;
        Request request;
        request.method = method;
        handler(std::move(request), [&answer](Response given) { answer = std::move(given); });
        return answer;
    };
    EXPECT_EQ(answer_to("GET").body, "GET");
    EXPECT_EQ(answer_to("HEAD").body, "HEAD");
    const auto allow = [](const Response& answer) { return answer.headers.at(0).value; };
    EXPECT_EQ(answer_to("OPTIONS").status, 204);
    EXPECT_EQ(allow(answer_to("OPTIONS")), "GET, HEAD, OPTIONS");
    for (const char* method : {"POST", "PUT", "DELETE", "get", ""}) {
        EXPECT_EQ(answer_to(method).status, 405) << method;
        EXPECT_EQ(allow(answer_to(method)), "GET, HEAD, OPTIONS");
    }
}

}  // namespace
}  // namespace desk::net
