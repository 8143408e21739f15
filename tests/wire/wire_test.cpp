#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <sstream>

#include "support/test_desk.hpp"
#include "util/password.hpp"
#include "util/text.hpp"
#include "wire/golden_file.hpp"
#include "wire/golden_text.hpp"

/// Every golden file on every database, each on a fresh demo desk with its neighbours
/// (test_desk.hpp): `WhmcsWire.open_ticket_for_a_client/SQLite`.
namespace desk::wire {

namespace {

using test::DatabaseKind;
using test::HttpAnswer;
using test::TestDesk;
using test::TestDeskOptions;

constexpr std::string_view kNeighboursPassword = "correct horse battery staple";

std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    bool in_word = false;
    bool in_quotes = false;
    for (const char c : line) {
        if (c == '"') {
            in_quotes = !in_quotes;
        } else if (c == ' ' && !in_quotes) {
            in_word = false;
        } else {
            if (!in_word) words.emplace_back();
            in_word = true;
            words.back() += c;
        }
    }
    return words;
}

/// One golden file on one database.
class Golden {
  public:
    Golden(const GoldenFile& file, DatabaseKind database) : file_(file), desk_(options(database)) {
        for (const char* name : {"identifier", "secret", "api_key", "client_id", "client_secret",
                                 "access_token", "client_email", "client_password"}) {
            variables_[name] = desk_.secret(name);
        }
        static const std::string kHash = hash_password(std::string(kNeighboursPassword));
        variables_["neighbours_password"] = kNeighboursPassword;
        desk_.write([](core::Tx& tx) { test::add_neighbours(tx, kHash); });
        for (const std::string& directive : file_.directives) obey(directive);
    }

    void run() {
        for (const Exchange& exchange : file_.exchanges) {
            const testing::ScopedTrace trace(file_.path.c_str(), exchange.line, exchange.title);
            run(exchange);
            if (testing::Test::HasFailure()) return;
        }
    }

  private:
    [[nodiscard]] TestDeskOptions options(DatabaseKind database) const {
        TestDeskOptions options;
        options.database = database;
        for (const std::string& directive : file_.directives) {
            const std::size_t equals = directive.find('=');
            if (!directive.starts_with("setting ")) continue;
            options.settings.emplace_back(directive.substr(8, equals - 8),
                                          directive.substr(equals + 1));
        }
        return options;
    }

    void obey(const std::string& directive) {
        std::vector<std::string> words = words_of(directive);
        if (words.at(0) == "clock") {
            desk_.clock().advance(std::chrono::seconds(std::stoll(words.at(1))));
        } else if (words.at(0) == "set") {
            const std::size_t equals = words.at(1).find('=');
            desk_.write([&](core::Tx& tx) {
                tx.set_setting(words[1].substr(0, equals), words[1].substr(equals + 1));
            });
            desk_.desk().store().reload_settings();
        } else if (words.at(0) == "credential") {
            const std::string name = words.at(1);
            words.erase(words.begin(), words.begin() + 2);
            for (const auto& word : desk_.add_credential(words)) {
                variables_[name + "." + std::string(word.key())] = word.value().as_string();
            }
        } else if (words.at(0) != "setting") {
            FAIL() << "nothing is known of @" << directive;
        }
    }

    void run(const Exchange& exchange) {
        for (const std::string& directive : exchange.directives) obey(directive);
        exchange.is_command ? run_command(exchange) : send(exchange);
    }

    void run_command(const Exchange& exchange) {
        const app::CommandResult result =
            desk_.run(words_of(fill_holes(exchange.target, variables_)));
        EXPECT_EQ(result.exit_code, exchange.expected_status) << result.out << result.err;
        check_body(exchange, result.out);
    }

    void send(const Exchange& exchange) {
        test::HttpHeaders headers;
        std::string type;
        for (const auto& [name, value] : exchange.headers) {
            headers.emplace_back(name, fill_holes(value, variables_));
            if (equal_ignoring_case(name, "Content-Type")) type = value;
        }
        const HttpAnswer answer =
            desk_.request(exchange.method, fill_holes(exchange.target, variables_, percent_encode),
                          headers, body_of(exchange.body, type));
        EXPECT_EQ(answer.status, exchange.expected_status) << answer.body;
        for (const auto& [name, value] : exchange.expected_headers) {
            const auto wrong = compare(value, answer.header(name), variables_);
            EXPECT_FALSE(wrong) << name << ": " << *wrong;
        }
        for (const std::string& name : exchange.missing_headers) {
            EXPECT_EQ(answer.header(name), "") << name;
        }
        check_body(exchange, answer.body);
    }

    [[nodiscard]] std::string body_of(const std::string& text, const std::string& type) const {
        const bool is_multipart = type.starts_with("multipart/") && text.starts_with("--");
        const bool is_json = type.starts_with("application/json");
        std::string body;
        std::istringstream lines(text);
        bool is_first = true;
        for (std::string line; std::getline(lines, line); is_first = false) {
            if (!is_first && is_multipart) body += "\r\n";
            if (!is_first && !is_multipart && (is_json || !line.starts_with("&"))) body += "\n";
            body += line;
        }
        if (is_multipart || is_json) return fill_holes(body, variables_);
        return fill_holes(body, variables_, percent_encode);
    }

    void check_body(const Exchange& exchange, const std::string& actual) {
        const std::string& expected = exchange.expected_body;
        if (expected.empty()) return;
        const bool is_json = actual.starts_with("{") || actual.starts_with("[");
        const bool is_xml = actual.starts_with("<?xml");
        const auto normal = [&](const std::string& text) {
            return is_json ? without_json_blanks(text) : is_xml ? without_xml_blanks(text) : text;
        };
        const auto wrong = compare(normal(expected), normal(actual), variables_);
        EXPECT_FALSE(wrong) << *wrong << "\nwhole answer: " << actual;
    }

    const GoldenFile& file_;
    TestDesk desk_;
    Variables variables_;
};

class GoldenTest : public testing::Test {
  public:
    GoldenTest(const GoldenFile& file, DatabaseKind database) : file_(file), database_(database) {}
    void TestBody() override { Golden(file_, database_).run(); }

  private:
    const GoldenFile& file_;
    DatabaseKind database_;
};

std::vector<GoldenFile> read_golden_files() {
    std::vector<GoldenFile> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(POLYDESK_GOLDEN_FILES)) {
        if (entry.path().extension() == ".http") files.push_back(read_golden_file(entry.path()));
    }
    std::sort(files.begin(), files.end(),
              [](const GoldenFile& a, const GoldenFile& b) { return a.path < b.path; });
    return files;
}

/// One test for each file and database, before main() asks for the list.
bool register_tests() {
    static const std::vector<GoldenFile> kFiles = read_golden_files();
    const std::map<DatabaseKind, std::string> databases{{DatabaseKind::sqlite, "SQLite"},
                                                        {DatabaseKind::postgres, "PostgreSQL"}};
    for (const GoldenFile& file : kFiles) {
        std::string suite = file.path.parent_path().filename().string() + "Wire";
        suite.front() = static_cast<char>(suite.front() - 'a' + 'A');
        for (const auto& [database, name] : databases) {
            testing::RegisterTest(suite.c_str(), (file.name() + "/" + name).c_str(), nullptr,
                                  nullptr, file.path.c_str(), 1,
                                  [&file, database = database]() -> testing::Test* {
                                      return new GoldenTest(file, database);
                                  });
        }
    }
    return true;
}

[[maybe_unused]] const bool kRegistered = register_tests();

}  // namespace

}  // namespace desk::wire
