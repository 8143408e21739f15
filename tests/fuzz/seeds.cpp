#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include "net/form.hpp"
#include "util/encoding.hpp"
#include "util/hash.hpp"
#include "util/text.hpp"
#include "wire/golden_file.hpp"
#include "wire/golden_text.hpp"

/// Writes what fuzzing begins with: the requests of the golden files taken apart, a folder a
/// target, and the names in them as a dictionary.
///
/// usage: fuzz_seeds GOLDEN_FOLDER SEED_FOLDER
namespace desk::fuzz {

namespace {

namespace fs = std::filesystem;

/// Longer ones (the tests of limits) make every run slow and say nothing new.
constexpr std::size_t kMaxSeedBytes = 16 * 1024;

/// Every hole that is none of the functions stands for a "1": what matters is the shape.
wire::Variables filling_of(std::string_view text, wire::Variables variables = {}) {
    for (std::size_t at = text.find("{{"); at != std::string_view::npos;
         at = text.find("{{", at + 2)) {
        const std::string_view name = text.substr(at + 2, text.find("}}", at) - at - 2);
        if (name.find(':') == std::string_view::npos) variables[std::string(name)] = "1";
    }
    return variables;
}

class Seeds {
  public:
    explicit Seeds(fs::path folder) : folder_(std::move(folder)) {}

    void add(std::string_view target, std::string_view bytes) {
        if (bytes.empty() || bytes.size() > kMaxSeedBytes) return;
        const fs::path file = folder_ / target / sha256_hex(bytes).substr(0, 16);
        fs::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << bytes;
        ++count_;
    }

    void add_word(std::string_view word) {
        if (!word.empty() && word.size() <= 64) words_.emplace(word);
    }

    void write_dictionary() const {
        std::ofstream out(folder_ / "words.dict");
        for (const std::string& word : words_) {
            out << '"';
            for (const char c : word) {
                const bool is_plain = c >= ' ' && c <= '~' && c != '"' && c != '\\';
                out << (is_plain ? std::string(1, c) : "\\x" + hex_encode(std::string(1, c)));
            }
            out << "\"\n";
        }
    }

    [[nodiscard]] std::size_t count() const { return count_; }

  private:
    fs::path folder_;
    std::set<std::string> words_;
    std::size_t count_ = 0;
};

/// One request of a golden file, as its bytes go over the wire.
struct Wire {
    std::string method;
    std::string target;
    std::string head;  ///< header lines
    std::string type;
    std::string authorization;
    std::string forwarded;
    std::string body;

    explicit Wire(const wire::Exchange& exchange) : method(exchange.method) {
        target =
            wire::fill_holes(exchange.target, filling_of(exchange.target), wire::percent_encode);
        for (const auto& [name, text] : exchange.headers) {
            const std::string value = wire::fill_holes(text, filling_of(text));
            head += name + ": " + value + "\r\n";
            if (equal_ignoring_case(name, "Content-Type")) type = value;
            if (equal_ignoring_case(name, "Authorization")) authorization = value;
            if (equal_ignoring_case(name, "X-Forwarded-For")) forwarded += value + "\n";
        }
        fill_body(exchange.body);
    }

    [[nodiscard]] bool is_json() const { return type.starts_with("application/json"); }
    [[nodiscard]] std::string query() const {
        const std::size_t mark = target.find('?');
        return mark == std::string::npos ? std::string() : target.substr(mark + 1);
    }

  private:
    void fill_body(const std::string& text) {
        const bool is_multipart = type.starts_with("multipart/") && text.starts_with("--");
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            if (is_multipart) {
                body += line + "\r\n";
            } else {
                body += (body.empty() || line.starts_with("&") ? "" : "\n") + line;
            }
        }
        const bool is_plain = is_multipart || is_json();
        body = is_plain ? wire::fill_holes(body, filling_of(body))
                        : wire::fill_holes(body, filling_of(body), wire::percent_encode);
    }
};

void add_value(Seeds& seeds, std::string_view name, const std::string& value) {
    seeds.add_word(name);
    const std::string base = ascii_lower(name.substr(0, name.find('[')));
    if (base == "customfields") {
        seeds.add("custom_fields", value);
        if (const auto inner = base64_decode(value)) {
            seeds.add("php_serialize", *inner);
            seeds.add("custom_fields", *inner);
        }
    } else if (base == "attachments") {
        seeds.add("attachments", value);
        if (const auto inner = base64_decode(value)) seeds.add("attachments", *inner);
    } else if (value.size() <= 40 && value.find('-') != std::string::npos) {
        seeds.add("dates", value);
    }
    for (const char* target : {"html_text", "html_sanitise", "markdown", "text"}) {
        seeds.add(target, value);
    }
}

/// The texts of a JSON body with their names, in any depth, found by their quotes.
void add_json_texts(Seeds& seeds, std::string_view json) {
    std::string name;
    for (std::size_t at = json.find('"'); at != std::string_view::npos;) {
        const std::size_t end = json.find('"', at + 1);
        if (end == std::string_view::npos) return;
        const std::string text(json.substr(at + 1, end - at - 1));
        const std::size_t next = json.find_first_not_of(" \n", end + 1);
        if (next != std::string_view::npos && json[next] == ':') {
            name = text;
        } else {
            add_value(seeds, name, text);
        }
        at = json.find('"', end + 1);
    }
}

void add_exchange(Seeds& seeds, const wire::Exchange& exchange) {
    const Wire wire(exchange);
    const std::string query = wire.query();
    seeds.add("http_request",
              wire.method + " " + wire.target + " HTTP/1.1\r\nHost: desk\r\n" + wire.head +
                  "Content-Length: " + std::to_string(wire.body.size()) + "\r\n\r\n" + wire.body);
    seeds.add("dialect_requests",
              query + "\n" + wire.type + "\n" + wire.authorization + "\n" + wire.body);
    for (const char* target : {"urlencoded", "bracketed_names", "getfly_lists"}) {
        seeds.add(target, query);
    }
    if (query.find("_at") != std::string::npos) seeds.add("time_zones", "Europe/Rome\n" + query);
    seeds.add("forwarded", wire.forwarded);
    if (wire.is_json()) {
        for (const char* target : {"json_params", "getfly_bodies"}) seeds.add(target, wire.body);
        add_json_texts(seeds, wire.body);
        return;
    }
    if (wire.body.empty()) return;
    seeds.add("multipart", wire.type + "\n" + wire.body);
    if (!wire.type.starts_with("multipart/")) {
        for (const char* target : {"urlencoded", "bracketed_names"}) seeds.add(target, wire.body);
        if (wire.body.find("attachments[") != std::string::npos)
            seeds.add("attachments", wire.body);
        if (wire.body.find("customfields[") != std::string::npos) {
            seeds.add("custom_fields", wire.body);
        }
    }
    net::Form form;
    static_cast<void>(net::parse_form_body(wire.type, wire.body, form));
    for (const net::FormField& field : form.fields) add_value(seeds, field.name, field.value);
    for (const net::FormFile& file : form.files) seeds.add("text", file.file_name);
}

/// What no golden file holds.
void add_others(Seeds& seeds) {
    seeds.add("proxy_header", "PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\nGET / HTTP/1.1\r\n");
    seeds.add("proxy_header", "PROXY UNKNOWN\r\n");
    seeds.add("proxy_header",
              std::string("\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\xc0\0\x02\x01\xc6\x33\x64\x01\xdc\x04"
                          "\x01\xbb",
                          28));
    seeds.add("forwarded", "203.0.113.7, 10.0.0.2\n[2001:db8::1]:443, unknown, 10.1.0.1\n");
    seeds.add("forwarded", "10.0.0.0/8\n2001:db8::/32\n");
    seeds.add("csv", "login,email\ndemo,\"a, \"\"b\"\"\"\r\n");
    seeds.add("csv",
              "\xEF\xBB\xBF"
              "id;name\n1;\"two\nlines\"\n");
    seeds.add("http_request",
              "POST /a%20b?c=d HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
              "GET http://desk/x HTTP/1.0\r\n\r\n");
    for (const char* time : {"2026-03-29 02:30:00", "2026-10-25T02:30:00+01:00", "2026-01-31",
                             "2026-01-31T18:05:09.123Z", "0001-01-01", "9999-12-31 23:59:59"}) {
        seeds.add("dates", time);
    }
    // A gap, an hour that comes twice, a day that was left out, one that came twice, clocks that
    // change at midnight, and around it, and offsets with minutes.
    constexpr std::pair<const char*, const char*> kTimesOfZones[] = {
        {"Europe/Rome", "filtering[created_at]=2026-03-29 02:30:00"},
        {"Europe/Rome", "filtering[updated_at:between]=2026-10-25,2026-10-25 02:30:00"},
        {"Pacific/Apia", "filtering[created_at:gte]=2011-12-30"},
        {"Pacific/Apia", "2011-12-30 12:00:00"},
        {"America/Juneau", "filtering[created_at]=1867-10-19"},
        {"America/Sao_Paulo", "filtering[expected_at:lt]=2018-11-04"},
        {"America/Sao_Paulo", "filtering[created_at:not_between]=2018-02-17,2018-02-18"},
        {"America/St_Johns", "filtering[created_at:gt]=2006-10-29"},
        {"Asia/Kathmandu", "filtering[expected_at:lte]=1767225599"},
        {"Asia/Manila", "filtering[expected_at:gte]=-99999999999"},
        {"Antarctica/Troll", "filtering[created_at:is]=2026-03-29T01:00:00Z"}};
    for (const auto& [zone, query] : kTimesOfZones) {
        seeds.add_word(zone);
        seeds.add("time_zones", std::string(zone) + "\n" + query);
    }
    seeds.add("php_serialize",
              "a:3:{i:8;s:12:\"mydomain.com\";s:1:\"a\";a:1:{i:0;b:1;}i:9;d:0.5;}");
}

int run(const fs::path& goldens, const fs::path& folder) {
    fs::remove_all(folder);
    Seeds seeds(folder);
    for (const auto& entry : fs::recursive_directory_iterator(goldens)) {
        if (entry.path().extension() != ".http") continue;
        for (const wire::Exchange& exchange : wire::read_golden_file(entry.path()).exchanges) {
            if (!exchange.is_command) add_exchange(seeds, exchange);
        }
    }
    add_others(seeds);
    seeds.write_dictionary();
    std::cout << seeds.count() << " seeds\n";
    return seeds.count() < 100 ? 1 : 0;
}

}  // namespace

}  // namespace desk::fuzz

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: fuzz_seeds GOLDEN_FOLDER SEED_FOLDER\n";
        return 2;
    }
    try {
        return desk::fuzz::run(argv[1], argv[2]);
    } catch (const std::exception& fault) {
        std::cerr << fault.what() << '\n';
        return 1;
    }
}
