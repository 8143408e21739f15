// What the dialects say in code stands in their pages, in a row that names a test: every action and
// path, every parameter, every field of an answer, every text of a refusal. named_tests.sh says
// that these tests exist, ran_tests.sh that they ran.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "api/common/errc_name.hpp"
#include "api/getfly/errors.hpp"
#include "api/getfly/route.hpp"
#include "api/keliweb/errors.hpp"
#include "api/keliweb/method.hpp"
#include "api/whmcs/action.hpp"
#include "api/whmcs/errors.hpp"
#include "util/text.hpp"

namespace desk {
namespace {

namespace fs = std::filesystem;
using core::Errc;
using Names = std::set<std::string>;

const fs::path kRoot(SOURCE_FOLDER);

/// Stands for what a refusal is about.
const std::string kAbout = "\x01";

std::string text_of(const fs::path& path) {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Pages ------------------------------------------------------------------------------------------

/// A row of a table that names a test.
struct Row {
    std::string section;             ///< the heading above it: "OpenTicket, row by row"
    std::string first_cell;          ///< "GetUsers: `sorting`, `search`"
    std::vector<std::string> marks;  ///< what stands in code marks, the names of tests left out
};

bool is_test(const std::string& mark) {
    static const std::regex kTest(R"([A-Z][A-Za-z0-9]+\.([A-Za-z][A-Za-z0-9_]*|\*))");
    return std::regex_match(mark, kTest);
}

std::vector<Row> rows_of(const std::string& dialect) {
    std::ifstream in(kRoot / "docs/dialects" / (dialect + ".md"));
    EXPECT_TRUE(in.good()) << dialect;
    std::vector<Row> rows;
    std::string section;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("## ")) section = line.substr(3);
        if (!line.starts_with("|")) continue;
        Row row{section, line.substr(0, line.find(" |")), {}};
        const std::vector<std::string_view> parts = split(line, '`');
        bool names_test = false;
        for (std::size_t i = 1; i < parts.size(); i += 2) {
            const std::string mark(parts[i]);
            is_test(mark) ? void(names_test = true) : row.marks.push_back(mark);
        }
        if (names_test) rows.push_back(std::move(row));
    }
    return rows;
}

/// True where a mark holds the word whole: "fields=a,b" holds "fields" and not "field".
bool holds_word(const std::string& mark, const std::string& word) {
    const auto is_part = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '_';
    };
    for (std::size_t at = mark.find(word); at != std::string::npos; at = mark.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !is_part(mark[at - 1])) && (end == mark.size() || !is_part(mark[end]))) {
            return true;
        }
    }
    return false;
}

using Wanted = std::function<bool(const std::string& mark)>;

bool any_row(const std::vector<Row>& rows, const Wanted& wanted) {
    return std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
        return std::any_of(row.marks.begin(), row.marks.end(), wanted);
    });
}

void expect_words(const std::vector<Row>& rows, const Names& words, const std::string& what) {
    for (const std::string& word : words) {
        EXPECT_TRUE(any_row(rows, [&](const std::string& mark) { return holds_word(mark, word); }))
            << "no row that names a test has the " << what << " `" << word << "`";
    }
}

/// The rows below a heading that has the words in it, or that begin with them, in any letter case.
std::vector<Row> rows_about(const std::vector<Row>& rows, const std::string& words) {
    const auto plain = [](std::string text) {
        text = ascii_lower(std::move(text));
        std::replace(text.begin(), text.end(), '-', ' ');  // `get-tickets` and "get tickets"
        return text;
    };
    std::vector<Row> found;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(found), [&](const Row& row) {
        return holds_word(plain(row.section), plain(words)) ||
               holds_word(plain(row.first_cell), plain(words));
    });
    return found;
}

// Code -------------------------------------------------------------------------------------------

/// What the groups of a pattern catch in a text.
Names caught(const std::string& text, const std::string& pattern) {
    const std::regex regex(pattern);
    Names names;
    for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at) {
        for (std::size_t group = 1; group < at->size(); ++group) {
            if ((*at)[group].matched) names.insert((*at)[group].str());
        }
    }
    return names;
}

/// The text between `begin` and the next `end` behind it, wherever `begin` stands.
std::string between(const std::string& text, const std::string& begin, const std::string& end) {
    std::string inner;
    for (std::size_t at = text.find(begin); at != std::string::npos;
         at = text.find(begin, at + 1)) {
        const std::size_t from = at + begin.size();
        inner += text.substr(from, text.find(end, from) - from) + "\n";
    }
    return inner;
}

/// The parameters that a source file reads, by a table or by their names.
Names parameters_in(const std::string& source) {
    Names names = caught(source, R"re((?:required|optional)\("([A-Za-z0-9_]+)")re");
    names.merge(caught(source, R"re(params(?:\.|->)(?:text|value)\("([A-Za-z0-9_]+)"\))re"));
    names.merge(caught(
        source, R"re(read_[a-z]+\(\*?params,\s*"([A-Za-z0-9_]+)"(?:, "([A-Za-z0-9_]+)")?)re"));
    names.merge(caught(between(source, "kMembers[] = {", "};"), R"re(\{"([a-z0-9_]+)",)re"));
    return names;
}

/// The keys of answers that a source file writes.
Names fields_in(const std::string& source) {
    Names names = caught(source, R"re(emplace\(\s*"([A-Za-z0-9_]+)")re");
    names.merge(caught(source, R"re(OutputField\{"([A-Za-z0-9_]+)")re"));
    names.merge(caught(source, R"re(answer\["([A-Za-z0-9_]+)"\])re"));
    names.merge(caught(between(source, "json::object{", ";"), R"re(\{"([A-Za-z0-9_]+)",)re"));
    return names;
}

std::vector<fs::path> sources_of(const std::string& dialect) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(kRoot / "src/api" / dialect)) {
        if (entry.path().extension() == ".cpp") files.push_back(entry.path());
    }
    EXPECT_GT(files.size(), 5U);
    return files;
}

/// "open ticket" of "open_ticket.cpp".
std::string title_of(const fs::path& file) {
    std::string title = file.stem().string();
    std::replace(title.begin(), title.end(), '_', ' ');
    return title;
}

/// Every refusal there is.
std::vector<Errc> all_refusals() {
    std::vector<Errc> codes;
    for (int code = 0; api::errc_name(static_cast<Errc>(code)) != "unknown"; ++code) {
        codes.push_back(static_cast<Errc>(code));
    }
    EXPECT_GT(codes.size(), 50U);
    return codes;
}

/// The texts that `say` has, whatever they are about: kAbout in its place, and those that say it in
/// words of their own for one of `names`.
Names texts(const Names& names, const std::function<std::string(Errc, const std::string&)>& say) {
    Names all;
    for (const Errc code : all_refusals()) {
        all.insert(say(code, kAbout));
        for (const std::string& name : names) {
            const std::string text = say(code, name);
            if (text.find(name) == std::string::npos) all.insert(text);
        }
    }
    return all;
}

void expect_texts(const std::vector<Row>& rows, const Names& texts) {
    for (const std::string& text : texts) {
        const std::size_t at = text.find(kAbout);
        const std::string fixed = at == 0 ? text.substr(1) : text.substr(0, at);
        if (trim(fixed).empty()) continue;  // whoever refuses says it all
        EXPECT_TRUE(any_row(
            rows,
            [&](const std::string& mark) { return mark.find(trim(fixed)) != std::string::npos; }))
            << "no row that names a test has the refusal `"
            << std::regex_replace(text, std::regex(kAbout), "…") << "`";
    }
}

// ------------------------------------------------------------------------------------------------

TEST(DialectTables, OfWhmcsStandInItsPage) {
    const std::vector<Row> rows = rows_of("whmcs");
    for (const whmcs::Action* action : whmcs::all_actions()) {
        const std::string name(action->name);
        SCOPED_TRACE(name);
        const std::vector<Row> section = rows_about(rows, name);
        EXPECT_FALSE(section.empty()) << "neither a heading nor a row names the action";
        Names parameters;
        for (const api::FieldDoc& field : action->fields()) parameters.emplace(field.name);
        expect_words(section, parameters, "parameter");
        expect_texts(rows, texts(parameters, [&](Errc code, const std::string& about) {
                         return whmcs::words({code, about, {}}, action->id);
                     }));
    }
    for (const fs::path& file : sources_of("whmcs")) {
        SCOPED_TRACE(file.filename().string());
        const std::string source = text_of(file);
        expect_words(rows, parameters_in(source), "parameter");
        expect_words(rows, fields_in(source), "field");
    }
}

TEST(DialectTables, OfKeliwebStandInItsPage) {
    const std::vector<Row> rows = rows_of("keliweb");
    Names titles;
    for (const keliweb::Method* method : keliweb::all_methods()) {
        std::string title(method->name);
        std::replace(title.begin(), title.end(), '-', ' ');
        titles.insert(title);
        EXPECT_FALSE(rows_about(rows, title).empty()) << "nothing names " << title;
    }
    for (const fs::path& file : sources_of("keliweb")) {
        SCOPED_TRACE(file.filename().string());
        const std::string source = text_of(file);
        const std::string title = title_of(file);
        const bool is_method = titles.contains(title);
        const std::vector<Row> section = is_method ? rows_about(rows, title) : rows;
        expect_words(section, parameters_in(source), "parameter");
        expect_words(section, fields_in(source), "field");
    }
    expect_texts(rows, texts({}, [](Errc code, const std::string& about) {
                     return keliweb::words({code, about, {}}).text;
                 }));
}

TEST(DialectTables, OfGetflyStandInItsPage) {
    const std::vector<Row> rows = rows_of("getfly");
    for (const getfly::Route& route : getfly::all_routes()) {
        const std::string path(route.path);
        EXPECT_TRUE(any_row(rows,
                            [&](const std::string& mark) {
                                const std::string call = mark.substr(0, mark.find('?'));
                                return call.ends_with("/" + path) &&
                                       (call.starts_with("…") ||
                                        call.starts_with(std::string(route.method) + " "));
                            }))
            << "no row that names a test has " << route.method << " " << path;
    }
    Names members{"custom_fields.x", "filtering[x]"};
    for (const fs::path& file : sources_of("getfly")) {
        SCOPED_TRACE(file.filename().string());
        const std::string source = text_of(file);
        const Names parameters = parameters_in(source);
        expect_words(rows, parameters, "parameter");
        expect_words(rows, fields_in(source), "field");
        members.insert(parameters.begin(), parameters.end());
    }
    expect_texts(rows, texts(members, [](Errc code, const std::string& about) {
                     const getfly::Words said = getfly::words({code, about, {}});
                     // Of `errors` by field the claim alone: "cate_name does not exist".
                     return said.field.empty() ? said.text
                                               : said.text.substr(said.field.size() + 1);
                 }));
}

}  // namespace
}  // namespace desk
