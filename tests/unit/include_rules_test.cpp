// Who may include whom, as the guide states it: util ← core ← {store, generate, api} ← app, util ←
// net ← api.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;

/// A module of src/, and those whose headers it may include beside its own.
const std::map<std::string, std::vector<std::string>> kModules{
    {"util", {}},
    {"core", {"util"}},
    {"net", {"util"}},
    {"store", {"core", "util"}},
    {"generate", {"core", "util"}},
    {"api/common", {"core", "net", "util"}},
    {"api/whmcs", {"api/common", "core", "net", "util"}},
    {"api/getfly", {"api/common", "core", "net", "util"}},
    {"api/keliweb", {"api/common", "core", "net", "util"}},
    {"app",
     {"api/common", "api/whmcs", "api/getfly", "api/keliweb", "store", "generate", "core", "net",
      "util"}},
};

/// Libraries that stay where they belong: what their headers begin with, and the only files (by the
/// beginning of their path) that may include them.
struct Fence {
    std::string header;
    std::vector<std::string> files;
};
const std::vector<Fence> kFences{
    {"boost/beast", {"net/server", "net/session"}},
    {"boost/asio", {"net/", "app/"}},
    {"boost/json", {"api/", "store/", "app/"}},
    {"boost/unordered", {"store/bulk", "store/seen_texts"}},
    {"soci/", {"store/"}},
    {"sqlite3.h", {"store/"}},
    {"libpq-fe.h", {"store/"}},
    {"gumbo.h", {"util/"}},
    {"md4c", {"util/"}},
    {"sodium.h", {"util/"}},
    {"openssl/", {"util/", "net/"}},
    {"spdlog/", {"util/log"}},
    {"prometheus/", {"util/metrics"}},
    {"date/", {"util/time_text"}},
    {"utf8proc.h", {"util/text"}},
};

bool begins_with_one_of(std::string_view text, const std::vector<std::string>& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [text](const std::string& beginning) {
        return text.starts_with(beginning);
    });
}

/// "core" of "core/ticket.hpp", "api/whmcs" of "api/whmcs/errors.cpp".
std::string module_of(std::string_view path) {
    const std::size_t from = path.starts_with("api/") ? 4 : 0;
    return std::string(path.substr(0, path.find('/', from)));
}

/// A header of the C++ standard library: a name in lower case without dot or slash.
bool is_standard(std::string_view header) {
    return std::all_of(header.begin(), header.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/// What is wrong with an include line, or nothing.
/// \param file    below src/: "core/ticket.cpp"
/// \param header  as written between quotes or angle brackets
std::optional<std::string> broken_rule(const std::string& file, const std::string& header) {
    const std::string module = module_of(file);
    const auto rule = kModules.find(module);
    if (rule == kModules.end()) return "no rule is stated for the folder " + module;

    for (const Fence& fence : kFences) {
        if (header.starts_with(fence.header) && !begins_with_one_of(file, fence.files)) {
            return fence.header + " belongs elsewhere";
        }
    }
    const std::string other = module_of(header);
    if (kModules.contains(other) && header != other) {
        const auto& may = rule->second;
        if (other == module || std::find(may.begin(), may.end(), other) != may.end()) return {};
        return module + " may not use " + other;
    }
    if (header.starts_with(".")) return "includes are written from src/";
    if (module == "core" && !is_standard(header) && header != "tl/expected.hpp") {
        return "core includes only core, util, tl/expected.hpp and the standard library";
    }
    return {};
}

/// The header of an `#include` line; nothing for other lines.
std::optional<std::string> included_header(std::string_view line) {
    const auto skip_blanks = [&line] {
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    };
    skip_blanks();
    if (!line.starts_with('#')) return {};
    line.remove_prefix(1);
    skip_blanks();
    if (!line.starts_with("include")) return {};
    const std::size_t open = line.find_first_of("\"<");
    if (open == std::string_view::npos) return {};
    const std::size_t end = line.find(line[open] == '<' ? '>' : '"', open + 1);
    return std::string(line.substr(open + 1, end - open - 1));
}

TEST(IncludeRules, HoldInEveryFileOfTheSources) {
    const fs::path root(SOURCE_FOLDER);
    int files = 0;
    int includes = 0;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
        const std::string extension = entry.path().extension().string();
        if (extension != ".cpp" && extension != ".hpp") continue;
        ++files;
        const std::string file = fs::relative(entry.path(), root).generic_string();
        std::ifstream in(entry.path());
        std::string line;
        for (int number = 1; std::getline(in, line); ++number) {
            const auto header = included_header(line);
            if (!header) continue;
            ++includes;
            const auto broken = broken_rule(file, *header);
            EXPECT_FALSE(broken.has_value()) << file << ':' << number << ": " << *broken;
        }
    }
    EXPECT_GT(files, 50);
    EXPECT_GT(includes, 200);
}

TEST(IncludeRules, AllowWhatTheGuideAllows) {
    for (const auto& [file, header] : std::vector<std::pair<std::string, std::string>>{
             {"util/text.cpp", "util/text.hpp"},
             {"util/text.cpp", "utf8proc.h"},
             {"core/error.hpp", "tl/expected.hpp"},
             {"core/ticket.hpp", "util/clock.hpp"},
             {"core/ticket.hpp", "unordered_map"},
             {"store/ticket_rows.cpp", "core/ticket.hpp"},
             {"store/statement.hpp", "soci/soci.h"},
             {"net/session_reader.cpp", "boost/beast/http.hpp"},
             {"api/whmcs/errors.cpp", "api/common/params.hpp"},
             {"api/whmcs/errors.cpp", "boost/json.hpp"},
             {"app/desk.cpp", "api/getfly/getfly.hpp"},
             {"app/desk.cpp", "store/store.hpp"},
         }) {
        EXPECT_EQ(broken_rule(file, header), std::nullopt) << file << " " << header;
    }
}

TEST(IncludeRules, CatchWhatTheGuideForbids) {
    for (const auto& [file, header] : std::vector<std::pair<std::string, std::string>>{
             {"util/text.cpp", "core/error.hpp"},
             {"util/log.cpp", "boost/json.hpp"},
             {"core/ticket.hpp", "store/store.hpp"},
             {"core/ticket.hpp", "net/http.hpp"},
             {"core/ticket.hpp", "fmt/format.h"},
             {"core/ticket.hpp", "boost/json.hpp"},
             {"core/ticket.hpp", "unistd.h"},
             {"net/router.cpp", "core/error.hpp"},
             {"net/router.cpp", "boost/beast/http.hpp"},
             {"net/form.cpp", "boost/json.hpp"},
             {"store/ticket_rows.cpp", "api/common/params.hpp"},
             {"store/ticket_rows.cpp", "net/http.hpp"},
             {"store/store.cpp", "generate/cast.hpp"},
             {"generate/cast.cpp", "store/store.hpp"},
             {"api/common/params.cpp", "api/whmcs/errors.hpp"},
             {"api/common/params.cpp", "store/store.hpp"},
             {"api/whmcs/errors.cpp", "api/getfly/errors.hpp"},
             {"api/getfly/errors.cpp", "soci/soci.h"},
             {"app/desk.cpp", "soci/soci.h"},
             {"app/serve.cpp", "boost/beast.hpp"},
             {"core/ticket.cpp", "../util/text.hpp"},
             {"newcomer/a.cpp", "string"},
         }) {
        EXPECT_NE(broken_rule(file, header), std::nullopt) << file << " " << header;
    }
}

TEST(IncludeRules, ReadEveryWayOfWritingAnInclude) {
    EXPECT_EQ(included_header("#include <string>"), "string");
    EXPECT_EQ(included_header("  #  include\t\"core/error.hpp\"  // why"), "core/error.hpp");
    EXPECT_EQ(included_header("// #include <string>"), std::nullopt);
    EXPECT_EQ(included_header("#pragma once"), std::nullopt);
    EXPECT_EQ(included_header(""), std::nullopt);
}

}  // namespace
