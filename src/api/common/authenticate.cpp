#include "api/common/authenticate.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <optional>

#include "util/hash.hpp"
#include "util/text.hpp"

namespace desk::api {

namespace {

/// An address as 16 bytes; IPv4 takes its IPv6-mapped form, so that both compare alike.
using Address = std::array<std::uint8_t, 16>;
constexpr int kMappedBits = 96;  // of the prefix in front of a mapped IPv4 address

struct Network {
    Address address{};
    bool is_v4 = false;
    int bits = 0;  ///< of the address that all of the network share
};

std::optional<Network> read_address(std::string_view text) {
    const std::string name(trim(text));
    Network network;
    in_addr v4{};
    if (inet_pton(AF_INET, name.c_str(), &v4) == 1) {
        network.is_v4 = true;
        network.address[10] = network.address[11] = 0xff;
        std::memcpy(network.address.data() + 12, &v4, sizeof v4);
        return network;
    }
    in6_addr v6{};
    if (inet_pton(AF_INET6, name.c_str(), &v6) != 1) return std::nullopt;
    std::memcpy(network.address.data(), &v6, sizeof v6);
    return network;
}

bool share_prefix(const Address& a, const Address& b, int bits) {
    for (std::size_t i = 0; bits > 0; ++i, bits -= 8) {
        const int mask = bits >= 8 ? 0xff : 0xff << (8 - bits) & 0xff;
        if (((a[i] ^ b[i]) & mask) != 0) return false;
    }
    return true;
}

std::optional<Network> read_network(std::string_view text) {
    const std::size_t slash = text.find('/');
    std::optional<Network> network = read_address(text.substr(0, slash));
    if (!network) return std::nullopt;
    int bits = network->is_v4 ? 32 : 128;
    if (slash != std::string_view::npos) {
        const std::string_view length = trim(text.substr(slash + 1));
        int given = -1;
        const auto [end, error] =
            std::from_chars(length.data(), length.data() + length.size(), given);
        if (error != std::errc() || end != length.data() + length.size()) return std::nullopt;
        if (given < 0 || given > bits) return std::nullopt;
        bits = given;
    }
    network->bits = network->is_v4 ? bits + kMappedBits : bits;
    return network;
}

}  // namespace

bool secret_matches(std::string_view secret, std::string_view stored_sha256) {
    return equal_in_constant_time(sha256_hex(secret), stored_sha256);
}

bool address_allowed(const std::vector<std::string>& networks, std::string_view address) {
    if (networks.empty()) return true;
    const std::optional<Network> from = read_address(address);
    if (!from) return false;
    return std::any_of(networks.begin(), networks.end(), [&](const std::string& text) {
        const std::optional<Network> network = read_network(text);
        return network && share_prefix(network->address, from->address, network->bits);
    });
}

bool is_network(std::string_view text) { return read_network(text).has_value(); }

bool action_allowed(const std::vector<std::string>& actions, std::string_view action) {
    return actions.empty() ||
           std::any_of(actions.begin(), actions.end(), [&](const std::string& allowed) {
               return equal_ignoring_case(trim(allowed), action);
           });
}

}  // namespace desk::api
