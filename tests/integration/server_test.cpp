#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <csignal>
#include <fstream>
#include <optional>
#include <thread>

#include "integration/polydesk_binary.hpp"
#include "support/http_client.hpp"
#include "support/log_of.hpp"
#include "support/served_desk.hpp"
#include "support/temp_folder.hpp"
#include "support/tls_files.hpp"

/// Listening, TLS, proxies, limits and signals of the built binary.
namespace desk::test {
namespace {

namespace json = boost::json;
using testing::AllOf;
using testing::HasSubstr;

class ServerOfBinary : public testing::Test {
  protected:
    ServerOfBinary() { std::filesystem::create_directory(data); }

    std::vector<std::string> words(std::vector<std::string> more = {}) {
        std::vector<std::string> all = serve_on(data);
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
    /// The same, with so many descriptors at most.
    std::vector<std::string> words_within(const std::string& descriptors) {
        std::vector<std::string> all = words();
        all.insert(all.begin(),
                   {"bash", "-c", "ulimit -n " + descriptors + "; exec \"$0\" \"$@\""});
        return all;
    }
    void configure(const std::string& text) { std::ofstream(data / "polydesk.toml") << text; }
    void make_certificate(const std::string& name) {
        write_tls_files(folder.path(), "desk", make_tls_pair(name));
    }
    std::string tls_configuration() {
        return "tls_listen = \"127.0.0.1:0\"\ntls_certificate = \"" +
               (folder.path() / "desk.crt").string() + "\"\ntls_key = \"" +
               (folder.path() / "desk.key").string() + "\"\n";
    }
    /// What the binary says when it does not start.
    std::string complaint(const std::vector<std::string>& argv) {
        const ProgramResult result = run_program(argv);
        EXPECT_EQ(result.exit_code, 1);
        EXPECT_EQ(result.out, "");
        return result.err;
    }
    /// Sends SIGHUP, and waits until the log says so about it.
    static void reload(const ServedDesk& served, const char* until) {
        const std::size_t times = count_in(served.log(), until);
        served.send_signal(SIGHUP);
        while (count_in(served.log(), until) == times) std::this_thread::yield();
    }

    TempFolder folder;
    std::filesystem::path data = folder.path() / "desk";
};

TEST_F(ServerOfBinary, ServesHttpsBesideHttp) {
    make_certificate("desk.example");
    configure(tls_configuration());
    ServedDesk served(words());
    EXPECT_EQ(http_request(served.port(), "GET", "/healthz").body, "ok\n");
    HttpConnection secure(tls_port(served));
    EXPECT_EQ(secure.start_tls().certificate_subject(), "/CN=desk.example");
    EXPECT_EQ(secure.request("GET", "/healthz").body, "ok\n");
    EXPECT_EQ(served.stop(), 0);
}

TEST_F(ServerOfBinary, TakesANewCertificateOnSighupAndDropsNobody) {
    make_certificate("old.example");
    configure(tls_configuration());
    ServedDesk served(words());
    HttpConnection before(tls_port(served));
    before.start_tls();
    EXPECT_EQ(before.request("GET", "/healthz").status, 200);
    HttpConnection clear(served.port());
    EXPECT_EQ(clear.request("GET", "/healthz").status, 200);

    make_certificate("new.example");
    reload(served, "configuration read again");
    EXPECT_EQ(HttpConnection(tls_port(served)).start_tls().certificate_subject(),
              "/CN=new.example");
    EXPECT_EQ(before.request("GET", "/healthz").status, 200);
    EXPECT_EQ(before.certificate_subject(), "/CN=old.example");
    EXPECT_EQ(clear.request("GET", "/healthz").status, 200);
}

TEST_F(ServerOfBinary, KeepsItsCertificateWhereTheNewOneIsBad) {
    make_certificate("old.example");
    configure(tls_configuration());
    ServedDesk served(words());
    const auto last_reload = [&served] {
        const std::string metrics = http_request(served.port(), "GET", "/metrics").body;
        const std::string name = "\npolydesk_config_last_reload_successful ";
        return metrics.at(metrics.find(name) + name.size());
    };
    EXPECT_EQ(last_reload(), '1');

    std::ofstream(folder.path() / "desk.key") << make_tls_pair("other.example").key;
    reload(served, "some of the configuration");
    EXPECT_THAT(served.log(), AllOf(HasSubstr("\"level\":\"error\""), HasSubstr("does not belong"),
                                    HasSubstr("send SIGHUP again")));
    EXPECT_EQ(HttpConnection(tls_port(served)).start_tls().certificate_subject(),
              "/CN=old.example");
    EXPECT_EQ(last_reload(), '0');

    make_certificate("new.example");
    reload(served, "configuration read again");
    EXPECT_EQ(HttpConnection(tls_port(served)).start_tls().certificate_subject(),
              "/CN=new.example");
    EXPECT_EQ(last_reload(), '1');
}

TEST_F(ServerOfBinary, ChangesTheLevelOfItsLogOnSighup) {
    configure("log_level = \"warning\"\n");
    ServedDesk served({POLYDESK_BINARY, "serve", "--data", data.string(), "--listen", "127.0.0.1:0",
                       "--log-level", "info"});
    served.stop();
    EXPECT_THAT(served.log(), HasSubstr("\"msg\":\"stopping\"")) << "a flag wins over the file";

    configure("log_level = \"info\"\n");
    ServedDesk again(words());
    configure("log_level = \"debug\"\nthreads = 3\n");
    reload(again, "configuration read again");
    EXPECT_THAT(again.log(), HasSubstr("\"keys\":\"threads\""));
    EXPECT_EQ(http_request(again.port(), "GET", "/healthz").status, 200);
    configure("log_level = nonsense\n");
    reload(again, "some of the configuration");
    configure("log_level = \"error\"\n");
    again.send_signal(SIGHUP);
    again.stop();
    EXPECT_THAT(again.log(), HasSubstr("\"msg\":\"connection opened\"")) << "at level debug";
    EXPECT_THAT(again.log(), testing::Not(HasSubstr("\"msg\":\"stopping\""))) << "at level error";
}

TEST_F(ServerOfBinary, SaysWhyItCannotStart) {
    make_certificate("desk.example");
    configure(tls_configuration());
    std::filesystem::remove(folder.path() / "desk.key");
    EXPECT_THAT(complaint(words()),
                AllOf(HasSubstr("desk.key"), HasSubstr("No such file"), HasSubstr("see whether")));
    std::ofstream(folder.path() / "desk.key") << make_tls_pair("other.example").key;
    EXPECT_THAT(complaint(words()), HasSubstr("does not belong to the certificate"));
    configure("tls_listen = \"127.0.0.1:0\"\n");
    EXPECT_THAT(complaint(words()), HasSubstr("tls_listen needs tls_certificate and tls_key"));
    configure("listen = \"\"\n");
    EXPECT_THAT(complaint({POLYDESK_BINARY, "serve", "--data", data.string()}),
                HasSubstr("both empty"));
    configure("");
    EXPECT_THAT(complaint(words_within("100")),
                AllOf(HasSubstr("may open 100 descriptors"), HasSubstr("LimitNOFILE")));
}

TEST_F(ServerOfBinary, BoundsItsConnectionsByTheDescriptorsThatItMayOpen) {
    ServedDesk served(words_within("300"));
    std::vector<std::unique_ptr<HttpConnection>> all;
    std::optional<HttpAnswer> refusal;
    while (!refusal && all.size() < 300) {
        all.push_back(std::make_unique<HttpConnection>(served.port()));
        const HttpAnswer answer = all.back()->request("GET", "/readyz");
        if (answer.status != 200) refusal = answer;
    }
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->status, 503);
    EXPECT_EQ(refusal->header("Retry-After"), "1");
    EXPECT_GT(all.size(), 50U);
    const HttpAnswer metrics = all.front()->request("GET", "/metrics");
    EXPECT_THAT(metrics.body,
                HasSubstr("polydesk_http_connections_limit " + std::to_string(all.size() - 1)));
    EXPECT_THAT(metrics.body, HasSubstr("polydesk_http_connections_refused_total 1\n"));
    EXPECT_EQ(all.front()->request("GET", "/readyz").status, 200) << "there is room for the desk";
    served.stop();
    EXPECT_THAT(served.log(), HasSubstr("raise max_connections"));
}

TEST_F(ServerOfBinary, LeavesADatabaseAloneThatItMayNotServe) {
    ServedDesk served(words());
    const std::string other = (folder.path() / "other.sqlite").string();
    EXPECT_THAT(complaint(words({"--database", "sqlite:" + other})),
                HasSubstr("another server runs on the data folder"));
    EXPECT_FALSE(std::filesystem::exists(other));
}

TEST_F(ServerOfBinary, BelievesItsTrustedProxiesAlone) {
    ASSERT_EQ(run_program({POLYDESK_BINARY, "demo", "--data", data.string()}).exit_code, 0);
    const ProgramResult made =
        run_program({POLYDESK_BINARY, "credential", "add", "--dialect", "getfly", "--networks",
                     "203.0.113.0/24", "--json", "--data", data.string()});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const std::string key(json::parse(made.out).at("api_key").as_string());
    const auto status_from = [&](std::uint16_t port, const std::string& client) {
        return http_request(port, "GET", "/api/v6.1/ticket?ticket_code=ABCXYZ1234",
                            {{"X-API-KEY", key}, {"X-Forwarded-For", client}})
            .status;
    };
    {
        ServedDesk served(words());
        EXPECT_EQ(status_from(served.port(), "203.0.113.9"), 403);
    }
    configure("trusted_proxies = [\"127.0.0.1\", \"::1\"]\n");
    ServedDesk served(words());
    EXPECT_EQ(status_from(served.port(), "203.0.113.9"), 200);
    EXPECT_EQ(status_from(served.port(), "203.0.113.9, 198.51.100.1"), 403);
}

TEST_F(ServerOfBinary, AnswersHeadAndOptionsOnEveryRoute) {
    ServedDesk served(words());
    for (const char* path : {"/healthz", "/readyz", "/metrics", "/includes/api.php",
                             "/api/v6.1/ticket", "/api/v6/ticket"}) {
        HttpConnection connection(served.port());
        const HttpAnswer options = connection.request("OPTIONS", path);
        EXPECT_EQ(options.status, 204) << path;
        EXPECT_THAT(options.header("Allow"),
                    AllOf(HasSubstr("GET"), HasSubstr("HEAD"), HasSubstr("OPTIONS")))
            << path;
        const HttpAnswer odd = connection.request("BREW", path);
        EXPECT_EQ(odd.status, 405) << path;
        EXPECT_EQ(odd.header("Allow"), options.header("Allow")) << path;
        const HttpAnswer head = connection.request("HEAD", path);
        EXPECT_LT(head.status, 405) << path;
        EXPECT_EQ(connection.request("GET", "/healthz").body, "ok\n") << "nothing left in between";
    }
    for (const char* path : {"/oauth/token", "/api/v2/keliweb/get-ticket"}) {
        const HttpAnswer preflight = http_request(served.port(), "OPTIONS", path);
        EXPECT_EQ(preflight.status, 204) << path;
        EXPECT_EQ(preflight.header("Access-Control-Allow-Methods"), "POST, OPTIONS") << path;
    }
    EXPECT_EQ(http_request(served.port(), "OPTIONS", "*").status, 204);
}

/// The series of the page and those that docs/operating.md explains are the same.
TEST_F(ServerOfBinary, ShowsTheSeriesThatItsManualNames) {
    make_certificate("desk.example");
    configure(tls_configuration());
    ServedDesk served(words());
    const std::string page = http_request(served.port(), "GET", "/metrics").body;
    std::ifstream file(POLYDESK_SOURCE "/docs/operating.md");
    const std::string manual(std::istreambuf_iterator<char>(file), {});
    ASSERT_FALSE(manual.empty());
    const auto shown = names_shown(page);
    const auto named = names_of_series(manual);
    EXPECT_GT(shown.size(), 30U);
    for (const std::string& name : shown) EXPECT_TRUE(named.contains(name)) << name;
    for (const std::string& name : named) {
        const bool comes_with_a_run = name.starts_with("polydesk_job_");
        EXPECT_TRUE(comes_with_a_run || shown.contains(name)) << name;
    }
}

}  // namespace
}  // namespace desk::test
