#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "support/served_desk.hpp"
#include "support/temp_folder.hpp"

/// What the binary prints about itself: the manual page, the configuration, completion in bash.
namespace desk::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string printed(const std::vector<std::string>& words) {
    std::vector<std::string> argv{POLYDESK_BINARY};
    argv.insert(argv.end(), words.begin(), words.end());
    const ProgramResult result = run_program(argv);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return result.out;
}

std::string content_of(const std::string& path) {
    std::ifstream in(path);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

/// What bash would offer after these words, the last of them just begun; in order, one a line.
std::string completed(const std::string& words) {
    const ProgramResult result =
        run_program({"bash", "-c",
                     "set -eu; source <(\"$1\" completion bash); read -ra COMP_WORDS <<<\"$2\";"
                     "[[ $2 != *' ' ]] || COMP_WORDS+=(''); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
                     "_polydesk; printf '%s\\n' \"${COMPREPLY[@]}\"",
                     "bash", POLYDESK_BINARY, words});
    EXPECT_EQ(result.err, "");
    return result.out;
}

TEST(Pages, ConfigurationIsPrintedAsItStandsInTheDocs) {
    EXPECT_EQ(printed({"docs", "configuration"}), content_of(POLYDESK_DOCS "/configuration.md"))
        << "to renew it: polydesk docs configuration > docs/configuration.md";
}

/// Every line with a mark before it taken out of its comment: a desk starts with it.
TEST(Pages, TheWholeFileOfTheConfigurationIsOneThatIsRead) {
    const TempFolder folder;
    const std::string file = folder.path() / "polydesk.toml";
    std::istringstream in(printed({"docs", "toml"}));
    std::ofstream out(file);
    int keys = 0;
    for (std::string line; std::getline(in, line);) {
        if (line.find(" = ") == std::string::npos) continue;
        if (line.starts_with("# database = ")) {
            line = "# database = \"sqlite:" + file + ".sqlite\"";
        }
        out << line.substr(2) << '\n';
        ++keys;
    }
    out.close();
    EXPECT_GT(keys, 10);
    const ProgramResult result = run_program(
        {POLYDESK_BINARY, "demo", "--config", file, "--data", (folder.path() / "desk").string()});
    EXPECT_EQ(result.exit_code, 0) << result.err;
}

TEST(Pages, TheManualIsSoundAndNamesEveryCommandAndKey) {
    const TempFolder folder;
    const std::string page = folder.path() / "polydesk.1";
    std::ofstream(page) << printed({"docs", "man"});
    const ProgramResult man =
        run_program({"groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-P-c", "-P-b", "-P-u", page});
    EXPECT_EQ(man.exit_code, 0);
    EXPECT_EQ(man.err, "") << "groff warns";
    for (const char* words : {"polydesk serve", "polydesk credential add", "--with-token",
                              "idle_timeout", "polydesk.sock", "EXIT STATUS"}) {
        EXPECT_THAT(man.out, HasSubstr(words));
    }
    EXPECT_THAT(man.out, Not(HasSubstr("--server-database"))) << "spoken between processes only";
}

TEST(Pages, BashCompletesCommandsOptionsAndTheirWords) {
    EXPECT_EQ(completed("polydesk cr"), "credential\n");
    EXPECT_EQ(completed("polydesk --data x credential a"), "add\n");
    EXPECT_EQ(completed("polydesk credential add --dialect "), "whmcs\nkeliweb\ngetfly\n");
    EXPECT_EQ(completed("polydesk credential add --dialect = ge"), "getfly\n");
    EXPECT_EQ(completed("polydesk credential add --agent demo --no"), "--notes\n--no-disabled\n");
    EXPECT_EQ(completed("polydesk serve --log"), "--log-level\n");
    EXPECT_EQ(completed("polydesk ticket show --js"), "--json\n");
    EXPECT_EQ(completed("polydesk credential add --agent de"), "\n") << "not known here";
    EXPECT_EQ(completed("polydesk setting set purge"), "purge_days\n");
    EXPECT_EQ(completed("polydesk setting get list_"), "list_page_size\n");
    EXPECT_EQ(completed("polydesk job run a"), "auto-close\nattachment-cleanup\n");
    EXPECT_EQ(completed("polydesk serve --log-level w"), "warning\n");
}

}  // namespace
}  // namespace desk::test
