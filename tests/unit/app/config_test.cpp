#include "app/config.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace desk::test {
namespace {

using app::Config;
using app::load_config;
using testing::HasSubstr;

class ConfigTest : public testing::Test {
  protected:
    ConfigTest() {
        std::string name = testing::TempDir() + "config-XXXXXX";
        data = ::mkdtemp(name.data());
    }
    ~ConfigTest() override { std::filesystem::remove_all(data); }

    void write_file(const std::string& text) { std::ofstream(data / "polydesk.toml") << text; }
    std::string message_of(const app::ConfigValues& flags) {
        try {
            load_config(data, {}, flags);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "no error";
    }

    std::filesystem::path data;
};

TEST_F(ConfigTest, KeepsTheTicketsInTheDataFolderByDefault) {
    const Config config = load_config(data, {}, {});
    EXPECT_EQ(config.store.database, "sqlite:" + (data / "desk.sqlite").string());
    const std::vector<net::ListenAddress> usual{{"127.0.0.1", 8080}};
    EXPECT_EQ(config.server.listen, usual);
    EXPECT_EQ(app::url_of(config.server), "http://127.0.0.1:8080");
    EXPECT_NO_THROW(app::check_server(config));
}

TEST_F(ConfigTest, FlagsWinOverTheEnvironmentAndThatOverTheFile) {
    write_file("listen = \"127.0.0.1:1001\"\nthreads = 3\nidle_timeout = 7\n");
    ::setenv("POLYDESK_LISTEN", "127.0.0.1:1002", 1);
    ::setenv("POLYDESK_THREADS", "4", 1);
    const Config config = load_config(data, {}, {{"listen", "[::1]:1003"}});
    ::unsetenv("POLYDESK_LISTEN");
    ::unsetenv("POLYDESK_THREADS");
    const std::vector<net::ListenAddress> given{{"::1", 1003}};
    EXPECT_EQ(config.server.listen, given);
    EXPECT_EQ(app::url_of(config.server), "http://[::1]:1003");
    EXPECT_EQ(config.server.threads, 4);
    EXPECT_EQ(config.server.idle_timeout, std::chrono::seconds(7));
}

TEST_F(ConfigTest, TakesListsAndTruthsFromTheFile) {
    write_file(R"(
        listen = "127.0.0.1:1, [::1]:2"
        tls_listen = ["0.0.0.0:3", "localhost:4"]
        tls_certificate = "cert.pem"
        tls_key = "key.pem"
        trusted_proxies = ["10.0.0.0/8", "::1"]
        proxy_protocol = true
        min_rate = 100
    )");
    const Config config = load_config(data, {}, {});
    const std::vector<net::ListenAddress> given{
        {"127.0.0.1", 1}, {"::1", 2}, {"0.0.0.0", 3, true}, {"localhost", 4, true}};
    EXPECT_EQ(config.server.listen, given);
    EXPECT_EQ(config.server.tls.certificate, "cert.pem");
    EXPECT_TRUE(config.server.proxy_protocol);
    EXPECT_EQ(config.server.min_rate, 100U);
    ASSERT_EQ(config.server.trusted_proxies.size(), 2U);
    EXPECT_TRUE(config.server.trusted_proxies[0].holds(*read_address("10.1.2.3")));
    EXPECT_NO_THROW(app::check_server(config));

    const Config one = load_config(data, {}, {{"listen", ""}, {"tls_listen", "[::]:5"}});
    const std::vector<net::ListenAddress> secure{{"::", 5, true}};
    EXPECT_EQ(one.server.listen, secure);
    EXPECT_EQ(app::url_of(one.server), "https://127.0.0.1:5");
}

TEST_F(ConfigTest, SaysWhichKeysOfAServerAreMissing) {
    const auto complaint = [this](const app::ConfigValues& flags) -> std::string {
        try {
            app::check_server(load_config(data, {}, flags));
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "none";
    };
    EXPECT_THAT(complaint({{"tls_listen", "127.0.0.1:1"}}), HasSubstr("tls_certificate"));
    EXPECT_THAT(complaint({{"tls_listen", "127.0.0.1:1"}, {"tls_key", "x"}}),
                HasSubstr("tls_certificate"));
    EXPECT_THAT(complaint({{"tls_key", "x"}}), HasSubstr("tls_listen"));
    EXPECT_THAT(complaint({{"listen", ""}}), HasSubstr("both empty"));
    EXPECT_THAT(complaint({{"proxy_protocol", "true"}}), HasSubstr("trusted_proxies"));
}

TEST_F(ConfigTest, ReadsItsSourcesAgain) {
    write_file("log_level = \"warning\"\nthreads = 3\n");
    const Config config = load_config(data, {}, {{"threads", "4"}});
    write_file("log_level = \"debug\"\nthreads = 5\n");
    const Config again = app::load_again(config);
    EXPECT_EQ(again.log_level, log::Level::debug);
    EXPECT_EQ(again.server.threads, 4);
    EXPECT_EQ(config.values.at("log_level"), "warning");
    EXPECT_EQ(again.values.at("log_level"), "debug");
    EXPECT_EQ(again.values.at("threads"), "4");
}

TEST_F(ConfigTest, NamesTheKeyItsSourceAndWhatIsAllowed) {
    const std::string message = message_of({{"threads", "many"}});
    EXPECT_THAT(message, HasSubstr("threads in --threads is 'many'"));
    EXPECT_THAT(message, HasSubstr("1 to 64"));
    EXPECT_THAT(message_of({{"threads", "65"}}), HasSubstr("1 to 64"));
    for (const char* bad :
         {"8080", ":1", "localhost:65536", "localhost:", "::1:80", "a:1,,b:2", "localhost:http"}) {
        EXPECT_THAT(message_of({{"listen", bad}}), HasSubstr("HOST:PORT")) << bad;
    }
    EXPECT_THAT(message_of({{"trusted_proxies", "10.0.0.0/8, proxy.example"}}),
                HasSubstr("trusted_proxies"));
    EXPECT_THAT(message_of({{"proxy_protocol", "yes"}}), HasSubstr("true or false"));
    EXPECT_THAT(message_of({{"max_connections", "1000001"}}), HasSubstr("0 to 1000000"));
    EXPECT_THAT(message_of({{"database", "mysql://x"}}), HasSubstr("postgresql"));
    EXPECT_THAT(message_of({{"log_level", "loud"}}), HasSubstr("debug, info"));
    EXPECT_THAT(message_of({{"log_level", "loud"}}), HasSubstr("log_level in --log-level"));
    EXPECT_THROW(load_config(data, {}, {{"threads", "many"}}), app::WrongUsage);
}

TEST_F(ConfigTest, RefusesVariablesThatDoNotExist) {
    ::setenv("POLYDESK_LISTN", "127.0.0.1:1", 1);
    EXPECT_THAT(message_of({}), HasSubstr("the environment has POLYDESK_LISTN"));
    EXPECT_THAT(message_of({}), HasSubstr("is 'listen' meant?"));
    ::unsetenv("POLYDESK_LISTN");
    ::setenv("POLYDESK_COLOUR_OF_THE_DESK", "red", 1);
    EXPECT_THAT(message_of({}), HasSubstr("there is no key 'colour_of_the_desk'; the keys"));
    ::unsetenv("POLYDESK_COLOUR_OF_THE_DESK");
    ::setenv("POLYDESK_TEST_ANYTHING", "1", 1);
    EXPECT_EQ(message_of({}), "no error");
    ::unsetenv("POLYDESK_TEST_ANYTHING");
}

TEST_F(ConfigTest, RefusesKeysThatDoNotExistAndFilesThatCannotBeRead) {
    write_file("\nlissten = \"127.0.0.1:1\"\n");
    EXPECT_THAT(message_of({}), HasSubstr("line 2: there is no key 'lissten'; is 'listen' meant?"));
    write_file("listen = \n");
    EXPECT_THAT(message_of({}), HasSubstr("line 1"));
    try {
        load_config(data, data / "absent.toml", {});
        FAIL() << "a file that is not there";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("there is no configuration file"));
        EXPECT_THAT(error.what(), HasSubstr("absent.toml"));
    }
}

}  // namespace
}  // namespace desk::test
