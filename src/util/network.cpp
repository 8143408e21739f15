#include "util/network.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "util/text.hpp"

namespace desk {

namespace {

/// What stands in front of an IPv4 address in its mapped form.
constexpr std::size_t kMappedBytes = 12;
constexpr int kMappedBits = 8 * kMappedBytes;
constexpr std::size_t kLongestAddress = INET6_ADDRSTRLEN;

}  // namespace

Address Address::v4(const std::uint8_t (&bytes)[4]) {
    Bytes mapped{};
    mapped[10] = mapped[11] = 0xff;
    std::memcpy(mapped.data() + kMappedBytes, bytes, sizeof bytes);
    return Address(mapped);
}

bool Address::is_v4() const {
    return std::all_of(bytes_.begin(), bytes_.begin() + 10, [](auto byte) { return byte == 0; }) &&
           bytes_[10] == 0xff && bytes_[11] == 0xff;
}

std::string Address::text() const {
    char text[kLongestAddress];
    if (is_v4()) {
        inet_ntop(AF_INET, bytes_.data() + kMappedBytes, text, sizeof text);
    } else {
        inet_ntop(AF_INET6, bytes_.data(), text, sizeof text);
    }
    return text;
}

std::optional<Address> read_address(std::string_view text) {
    text = trim(text);
    if (text.size() >= kLongestAddress || text.find('\0') != std::string_view::npos) return {};
    const std::string name(text);
    std::uint8_t v4[4];
    if (inet_pton(AF_INET, name.c_str(), v4) == 1) return Address::v4(v4);
    Address::Bytes v6;
    if (inet_pton(AF_INET6, name.c_str(), v6.data()) == 1) return Address::v6(v6);
    return {};
}

bool Network::holds(const Address& address) const {
    int bits = bits_;
    for (std::size_t i = 0; bits > 0; ++i, bits -= 8) {
        const int mask = bits >= 8 ? 0xff : 0xff << (8 - bits) & 0xff;
        if (((address_.bytes()[i] ^ address.bytes()[i]) & mask) != 0) return false;
    }
    return true;
}

std::string Network::text() const {
    Address::Bytes bytes = address_.bytes();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const int kept = std::clamp(bits_ - 8 * static_cast<int>(i), 0, 8);
        bytes[i] = static_cast<std::uint8_t>(bytes[i] & 0xff << (8 - kept));
    }
    const Address first = Address::v6(bytes);
    const int left_out = first.is_v4() ? kMappedBits : 0;
    const int most = 128 - left_out;
    const int bits = bits_ - left_out;
    return bits == most ? first.text() : first.text() + "/" + std::to_string(bits);
}

std::optional<Network> read_network(std::string_view text) {
    const std::size_t slash = text.find('/');
    const std::string_view name = text.substr(0, slash);
    const std::optional<Address> address = read_address(name);
    if (!address) return {};
    // `::ffff:10.0.0.0/104` counts the bits of the long form in which it is written.
    const bool is_short = name.find(':') == std::string_view::npos;
    const int most = is_short ? 32 : 128;
    int bits = most;
    if (slash != std::string_view::npos) {
        const std::string_view length = trim(text.substr(slash + 1));
        const char* end = length.data() + length.size();
        const auto [stop, error] = std::from_chars(length.data(), end, bits);
        if (error != std::errc() || stop != end || bits < 0 || bits > most) return {};
    }
    return Network(*address, is_short ? bits + kMappedBits : bits);
}

bool any_holds(const std::vector<Network>& networks, const Address& address) {
    return std::any_of(networks.begin(), networks.end(),
                       [&](const Network& network) { return network.holds(address); });
}

}  // namespace desk
