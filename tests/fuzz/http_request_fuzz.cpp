#include <algorithm>
#include <string>
#include <vector>

#include "fuzz/fuzz.hpp"
#include "net/session_reader.hpp"

/// The bytes of a connection: the same requests however they arrive, within the limits, and no
/// header that could end itself.
namespace desk::fuzz {

namespace {

using net::SessionReader;
using State = SessionReader::State;

constexpr std::size_t kMaxHead = 512;
constexpr std::size_t kMaxBody = 1024;

struct Outcome {
    std::vector<net::Request> requests;
    int refusal = 0;
};

void check_request(const net::Request& request) {
    check(!request.method.empty(), "a request has a method");
    check(!request.path.empty(), "a request has a path");
    check_text(request.path);
    check(request.body.size() <= kMaxBody, "a body is within its limit");
    std::size_t head = request.method.size() + request.target.size();
    for (const net::Header& header : request.headers) {
        check(!header.name.empty(), "a header has a name");
        check(header.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos,
              "a header's value is one line");
        head += header.name.size() + header.value.size();
    }
    check(head <= kMaxHead, "a head is within its limit");
}

/// Reads everything, `step` bytes at a time.
Outcome read_all(std::string_view input, std::size_t step) {
    SessionReader reader(kMaxHead, kMaxBody);
    Outcome outcome;
    std::size_t begin = 0;
    std::size_t end = 0;
    while (end < input.size()) {
        end = std::min(end + step, input.size());
        for (bool goes_on = true; goes_on;) {
            const SessionReader::Progress progress = reader.read(input.substr(begin, end - begin));
            check(progress.consumed <= end - begin, "no more is consumed than came");
            begin += progress.consumed;
            check(reader.body_bytes() <= kMaxBody, "a body stays within its limit");
            switch (progress.state) {
                case State::needs_more:
                    goes_on = false;
                    break;
                case State::head_complete:
                    static_cast<void>(reader.expects_continue());
                    static_cast<void>(reader.keeps_alive());
                    break;
                case State::complete:
                    outcome.requests.push_back(reader.take_request());
                    reader.restart();
                    break;
                case State::refused:
                    outcome.refusal = reader.refusal();
                    return outcome;
            }
        }
        check(end - begin <= std::max(kMaxHead, kMaxBody) + step, "no more waits than a head");
    }
    return outcome;
}

/// Beast waits for the end of a head that came in pieces before it says what is wrong with it, so a
/// refusal may still be to come.
void check_same(const Outcome& whole, const Outcome& pieces) {
    check(whole.requests.size() == pieces.requests.size(), "as many requests come in pieces");
    check(pieces.refusal == 0 || whole.refusal != 0, "nothing is refused for coming in pieces");
    for (std::size_t i = 0; i < whole.requests.size(); ++i) {
        const net::Request& one = whole.requests[i];
        const net::Request& other = pieces.requests[i];
        check(one.method == other.method && one.target == other.target && one.body == other.body,
              "a request is the same in pieces");
        check(one.headers.size() == other.headers.size(), "it has as many headers in pieces");
    }
}

}  // namespace

void run(std::string_view input) {
    const Outcome whole = read_all(input, std::max<std::size_t>(input.size(), 1));
    for (const net::Request& request : whole.requests) check_request(request);
    switch (whole.refusal) {
        case 0:
        case 400:
        case 413:
        case 431:
        case 501:
            break;
        default:
            check(false, "a refusal is 400, 413, 431 or 501");
    }
    check_same(whole, read_all(input, 1));
    check_same(whole, read_all(input, 7));
}

}  // namespace desk::fuzz
