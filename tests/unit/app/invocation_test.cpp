#include "app/invocation.hpp"

#include <gmock/gmock.h>

namespace desk::test {
namespace {

using app::Command;
using app::CommandResult;
using app::Invocation;
using testing::ElementsAre;
using testing::HasSubstr;

Invocation read(const std::vector<std::string>& args) {
    CommandResult result;
    Invocation invocation = app::read_command_line(args, result);
    EXPECT_NE(invocation.command, Command::none) << result.err;
    return invocation;
}

CommandResult not_run(const std::vector<std::string>& args) {
    CommandResult result;
    EXPECT_EQ(app::read_command_line(args, result).command, Command::none);
    return result;
}

TEST(CommandLine, TakesTheDataFolderBeforeAndBehindTheCommand) {
    EXPECT_EQ(read({"--data", "/x", "demo"}).data, "/x");
    EXPECT_EQ(read({"demo", "--data", "/x"}).data, "/x");
    EXPECT_EQ(read({"demo"}).data, "data");
    EXPECT_TRUE(read({"demo", "--json"}).json);
}

TEST(CommandLine, ReadsWhatACredentialMayDo) {
    const Invocation in = read({"credential", "add", "--dialect", "keliweb", "--client", "7",
                                "--actions", "GetTicket,OpenTicket", "--networks", "10.0.0.0/8",
                                "--notes", "hide", "--with-token"});
    EXPECT_EQ(in.command, Command::credential_add);
    EXPECT_EQ(in.credential.client, 7);
    EXPECT_THAT(in.credential.actions, ElementsAre("GetTicket", "OpenTicket"));
    EXPECT_THAT(in.credential.networks, ElementsAre("10.0.0.0/8"));
    EXPECT_EQ(in.credential.notes, "hide");
    EXPECT_TRUE(in.credential.with_token);
}

TEST(CommandLine, LeavesParametersOfAnActionAsTheyAre) {
    const Invocation in =
        read({"api", "OpenTicket", "subject=a b", "message=x=y\n", "--admin", "ada"});
    EXPECT_EQ(in.api.action, "OpenTicket");
    EXPECT_THAT(in.api.parameters, ElementsAre("subject=a b", "message=x=y\n"));
    EXPECT_EQ(in.api.admin, "ada");
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
    EXPECT_EQ(not_run({"credential", "add"}).exit_code, 2);
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
