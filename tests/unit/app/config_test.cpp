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
    EXPECT_EQ(config.server.host, "127.0.0.1");
    EXPECT_EQ(config.server.port, 8080);
}

TEST_F(ConfigTest, FlagsWinOverTheEnvironmentAndThatOverTheFile) {
    write_file("listen = \"127.0.0.1:1001\"\nthreads = 3\nidle_timeout = 7\n");
    ::setenv("POLYDESK_LISTEN", "127.0.0.1:1002", 1);
    ::setenv("POLYDESK_THREADS", "4", 1);
    const Config config = load_config(data, {}, {{"listen", "[::1]:1003"}});
    ::unsetenv("POLYDESK_LISTEN");
    ::unsetenv("POLYDESK_THREADS");
    EXPECT_EQ(config.server.host, "::1");
    EXPECT_EQ(config.server.port, 1003);
    EXPECT_EQ(config.server.threads, 4);
    EXPECT_EQ(config.server.idle_timeout, std::chrono::seconds(7));
}

TEST_F(ConfigTest, NamesTheKeyItsSourceAndWhatIsAllowed) {
    const std::string message = message_of({{"threads", "many"}});
    EXPECT_THAT(message, HasSubstr("threads in --threads is 'many'"));
    EXPECT_THAT(message, HasSubstr("1 to 64"));
    EXPECT_THAT(message_of({{"threads", "65"}}), HasSubstr("1 to 64"));
    EXPECT_THAT(message_of({{"listen", "8080"}}), HasSubstr("HOST:PORT"));
    EXPECT_THAT(message_of({{"database", "mysql://x"}}), HasSubstr("postgresql"));
    EXPECT_THAT(message_of({{"log_level", "loud"}}), HasSubstr("debug, info"));
}

TEST_F(ConfigTest, RefusesKeysThatDoNotExistAndFilesThatCannotBeRead) {
    write_file("\nlissten = \"127.0.0.1:1\"\n");
    EXPECT_THAT(message_of({}), HasSubstr("line 2: there is no key 'lissten'"));
    write_file("listen = \n");
    EXPECT_THAT(message_of({}), HasSubstr("line 1"));
    EXPECT_THROW(load_config(data, data / "absent.toml", {}), std::runtime_error);
}

}  // namespace
}  // namespace desk::test
