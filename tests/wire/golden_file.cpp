#include "wire/golden_file.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace desk::wire {

namespace {

class Reader {
  public:
    explicit Reader(const std::filesystem::path& path) : path_(path) {
        std::ifstream in(path, std::ios::binary);
        if (!in) throw std::runtime_error("cannot read " + path.string());
        std::string line;
        while (std::getline(in, line)) lines_.push_back(line);
    }

    GoldenFile read() {
        GoldenFile file;
        file.path = path_;
        while (!at_end() && peek().starts_with("# ")) file.comment += next().substr(2) + "\n";
        if (file.comment.empty()) fail("the first line must say what the file shows");
        read_directives(file.directives);
        while (!at_end()) file.exchanges.push_back(read_exchange());
        if (file.exchanges.empty()) fail("no exchange, which begins with ###");
        return file;
    }

  private:
    [[nodiscard]] bool at_end() const { return at_ == lines_.size(); }
    [[nodiscard]] const std::string& peek() const { return lines_[at_]; }
    const std::string& next() {
        if (at_end()) fail("the file ends too early");
        return lines_[at_++];
    }
    [[noreturn]] void fail(const std::string& what) const {
        throw std::runtime_error(path_.string() + ":" + std::to_string(at_ + 1) + ": " + what);
    }

    [[nodiscard]] bool at_expectation() const {
        return peek().starts_with("HTTP ") || peek().starts_with("EXIT ");
    }

    /// Comments, blank lines and directives in front of a request.
    void read_directives(std::vector<std::string>& directives) {
        while (!at_end() && !peek().starts_with("###")) {
            const std::string& line = peek();
            if (line.starts_with("@")) {
                directives.push_back(line.substr(1));
            } else if (!line.empty() && !line.starts_with("#")) {
                return;
            }
            ++at_;
        }
    }

    void read_request_line(Exchange& exchange) {
        const std::string line = next();
        const std::size_t blank = line.find(' ');
        if (blank == std::string::npos) fail("a request line is METHOD TARGET");
        exchange.method = line.substr(0, blank);
        exchange.target = line.substr(blank + 1);
        exchange.is_command = exchange.method == "RUN";
        while (!at_end() && peek().starts_with("  ")) {
            const std::string& more = next();
            exchange.target += more.substr(more.find_first_not_of(' '));
        }
    }

    void read_headers(Headers& headers, std::vector<std::string>* missing) {
        while (!at_end() && !peek().empty() && !at_expectation() && !peek().starts_with("###")) {
            const std::string line = next();
            if (missing != nullptr && line.starts_with("! ")) {
                missing->push_back(line.substr(2));
                continue;
            }
            const std::size_t colon = line.find(": ");
            if (colon == std::string::npos) fail("a header is Name: value");
            headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
        }
    }

    /// Up to the expectation or the next exchange, without the blank lines at its end.
    std::string read_body(bool is_request) {
        std::string body;
        while (!at_end() && !peek().starts_with("###") && !(is_request && at_expectation())) {
            body += next() + "\n";
        }
        while (body.ends_with("\n")) body.pop_back();
        return body;
    }

    Exchange read_exchange() {
        Exchange exchange;
        exchange.line = static_cast<int>(at_) + 1;
        const std::string title = next();
        if (title.size() > 4) exchange.title = title.substr(4);
        read_directives(exchange.directives);
        read_request_line(exchange);
        read_headers(exchange.headers, nullptr);
        exchange.body = read_body(/*is_request=*/true);
        if (exchange.body.starts_with("\n")) exchange.body.erase(0, 1);
        if (at_end() || !at_expectation()) fail("what is expected begins with HTTP or EXIT");
        exchange.expected_status = std::stoi(next().substr(5));
        read_headers(exchange.expected_headers, &exchange.missing_headers);
        if (!at_end() && peek().empty()) ++at_;
        exchange.expected_body = read_body(/*is_request=*/false);
        return exchange;
    }

    std::filesystem::path path_;
    std::vector<std::string> lines_;
    std::size_t at_ = 0;
};

}  // namespace

GoldenFile read_golden_file(const std::filesystem::path& path) { return Reader(path).read(); }

}  // namespace desk::wire
