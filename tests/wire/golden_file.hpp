#pragma once
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

/// A golden file: exchanges with a desk, one after the other on one fresh demo desk.
///
///     # What it shows. Documented, observed or assumed: where
///     @credential narrow --dialect whmcs --actions GetTicket   (gives {{narrow.secret}} …)
///     @setting time_zone=Asia/Ho_Chi_Minh                      (before the desk opens)
///
///     ### The first exchange's title
///     POST /includes/api.php
///     Content-Type: application/x-www-form-urlencoded
///
///     action=GetTicket
///     &ticketid=1
///
///     HTTP 200
///     Content-Type: application/json
///     ! Set-Cookie
///
///     {"result": "success", "tid": "{{tid=digits:6}}"}
///
/// Before a line that begins with "&" in a urlencoded body, and before a further line of the
/// target, the line break is dropped; the lines of a multipart body end in CR LF. What a hole gives
/// is percent-encoded in the target and in a urlencoded body. A JSON answer is compared by its
/// tokens, an XML one without the white space between its tags, anything else byte for byte; `!
/// Name` is a header that must be missing; where no body is written, it does not matter.
///
/// In place of a request, `RUN event list --json` is a command line, answered by `EXIT 0` and what
/// it prints; `@clock +3600` before a request moves the desk's clock by seconds, and `@set
/// time_zone=Asia/Ho_Chi_Minh` changes a setting while the desk serves.
namespace desk::wire {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Exchange {
    int line = 0;
    std::string title;
    std::vector<std::string> directives;  ///< without the "@"
    bool is_command = false;
    std::string method;
    std::string target;  ///< of a command: its words
    Headers headers;
    std::string body;

    int expected_status = 0;  ///< of a command: its exit code
    Headers expected_headers;
    std::vector<std::string> missing_headers;
    std::string expected_body;  ///< empty: it does not matter
};

struct GoldenFile {
    std::filesystem::path path;
    std::string comment;                  ///< its first lines
    std::vector<std::string> directives;  ///< before the first exchange
    std::vector<Exchange> exchanges;

    [[nodiscard]] std::string name() const { return path.stem().string(); }
};

/// \throws std::runtime_error with file and line
GoldenFile read_golden_file(const std::filesystem::path& path);

}  // namespace desk::wire
