#include "net/forwarded.hpp"

#include <string>

#include "fuzz/fuzz.hpp"
#include "util/text.hpp"

/// X-Forwarded-For, a header a line: nobody but a trusted proxy has a say in who the client is.
namespace desk::fuzz {

namespace {

const std::vector<Network>& trusted() {
    static const std::vector<Network> kTrusted{
        *read_network("10.0.0.0/8"), *read_network("192.0.2.0/24"), *read_network("fd00::/8")};
    return kTrusted;
}

void check_network(std::string_view text) {
    const std::optional<Network> network = read_network(text);
    if (!network) return;
    const std::optional<Address> address = read_address(text.substr(0, text.find('/')));
    check(address && network->holds(*address), "a network holds the address it is named by");
}

}  // namespace

void run(std::string_view input) {
    const Address peer = *read_address("10.0.0.1");
    std::vector<net::Header> headers;
    while (!input.empty()) {
        const std::string_view line = take_line(input);
        headers.push_back({"X-Forwarded-For", std::string(line)});
        check_network(line);
        if (const auto address = read_address(line)) {
            check(read_address(address->text()) == address, "an address is read again");
        }
        check(!net::is_safe_request_id(line) || one_line(line) == line, "a safe id is one line");
    }
    const Address client = net::client_behind(peer, headers, trusted());
    check(read_address(client.text()) == client, "an address is read again");
    if (headers.empty()) {
        check(client == peer, "without a header the peer is the client");
        return;
    }
    // What anybody puts in front of the header says nothing about somebody who is not trusted.
    if (any_holds(trusted(), client)) return;
    headers.front().value = "203.0.113.66, " + headers.front().value;
    headers.insert(headers.begin(), {"x-forwarded-for", "203.0.113.67"});
    check(net::client_behind(peer, headers, trusted()) == client, "nobody can lie about himself");
}

}  // namespace desk::fuzz
