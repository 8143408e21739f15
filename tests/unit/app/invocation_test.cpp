#include "app/command.hpp"

#include <gmock/gmock.h>

namespace desk::test {
namespace {

using app::CommandResult;
using app::Invocation;
using testing::HasSubstr;

Invocation read(const std::vector<std::string>& args) {
    CommandResult result;
    Invocation invocation = app::read_command_line(args, result);
    EXPECT_TRUE(invocation.has_command()) << result.err;
    return invocation;
}

CommandResult not_run(const std::vector<std::string>& args) {
    CommandResult result;
    EXPECT_FALSE(app::read_command_line(args, result).has_command());
    return result;
}

TEST(CommandLine, TakesTheDataFolderBeforeAndBehindTheCommand) {
    EXPECT_EQ(read({"--data", "/x", "demo"}).data, "/x");
    EXPECT_EQ(read({"demo", "--data", "/x"}).data, "/x");
    EXPECT_EQ(read({"demo"}).data, "data");
    EXPECT_TRUE(read({"demo", "--json"}).json);
}

TEST(CommandLine, SaysWhichCommandsNeedTheFolderForThemselves) {
    EXPECT_TRUE(read({"serve"}).run_alone);
    EXPECT_FALSE(read({"serve"}).run);
    EXPECT_TRUE(read({"ticket", "show", "1"}).run);
    EXPECT_TRUE(read({"event", "list", "--follow"}).follow);
    EXPECT_FALSE(read({"event", "list"}).follow);
}

TEST(CommandLine, FlagsOfTheConfigurationGoByTheirKeys) {
    const Invocation in =
        read({"serve", "--listen", "0.0.0.0:1", "--database", "postgresql://h/d"});
    EXPECT_EQ(in.config.at("listen"), "0.0.0.0:1");
    EXPECT_EQ(in.config.at("database"), "postgresql://h/d");
}

TEST(CommandLine, WrongUsageEndsWithTwoAndHelpWithZero) {
    EXPECT_EQ(not_run({"serv"}).exit_code, 2);
    EXPECT_EQ(not_run({}).exit_code, 2);
    EXPECT_EQ(not_run({"credential"}).exit_code, 2);
    const CommandResult dialect = not_run({"credential", "add", "--dialect", "other"});
    EXPECT_EQ(dialect.exit_code, 2);
    EXPECT_THAT(dialect.err, HasSubstr("whmcs"));
    EXPECT_EQ(not_run({"event", "list", "--limit", "0"}).exit_code, 2);
    const CommandResult help = not_run({"serve", "--help"});
    EXPECT_EQ(help.exit_code, 0);
    EXPECT_THAT(help.out, HasSubstr("POLYDESK_<KEY>"));
    EXPECT_THAT(not_run({"--version"}).out, HasSubstr("polydesk"));
}

}  // namespace
}  // namespace desk::test
