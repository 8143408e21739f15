#include "net/proxy_header.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "util/text.hpp"

namespace desk::net {

namespace {

using State = ProxyHeader::State;

constexpr std::string_view kTextSignature = "PROXY ";
constexpr std::string_view kBinarySignature{"\r\n\r\n\0\r\nQUIT\n", 12};
constexpr std::size_t kLongestTextHeader = 107;
constexpr std::size_t kBinaryHead = 16;
constexpr std::size_t kV4Addresses = 12;  ///< both addresses and both ports
constexpr std::size_t kV6Addresses = 36;

bool begins_alike(std::string_view input, std::string_view signature) {
    const std::size_t common = std::min(input.size(), signature.size());
    return input.substr(0, common) == signature.substr(0, common);
}

bool is_port(std::string_view text) {
    return !text.empty() && text.size() <= 5 && parse_id(text) >= 0 && parse_id(text) <= 65535;
}

/// `PROXY TCP4 192.0.2.1 198.51.100.1 56324 443`, without the line break.
ProxyHeader read_text_line(std::string_view line) {
    const std::size_t size = line.size() + 2;
    line.remove_prefix(kTextSignature.size());
    if (line == "UNKNOWN" || line.starts_with("UNKNOWN ")) return {State::complete, size};
    const auto words = split(line, ' ');
    if (words.size() != 5 || (words[0] != "TCP4" && words[0] != "TCP6")) return {State::malformed};
    const std::optional<Address> source = read_address(words[1]);
    const std::optional<Address> destination = read_address(words[2]);
    const bool is_sound = source && destination && is_port(words[3]) && is_port(words[4]) &&
                          (words[0] == "TCP6" || source->is_v4());
    if (!is_sound) return {State::malformed};
    return {State::complete, size, source};
}

ProxyHeader read_text(std::string_view input) {
    const std::size_t end = input.substr(0, kLongestTextHeader).find("\r\n");
    if (end != std::string_view::npos) return read_text_line(input.substr(0, end));
    return {input.size() < kLongestTextHeader ? State::needs_more : State::malformed};
}

ProxyHeader read_binary(std::string_view input) {
    if (input.size() < kBinaryHead) return {State::needs_more};
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(input[at]); };
    const int version = byte(12) >> 4;
    const int command = byte(12) & 0x0f;
    const int family = byte(13) >> 4;
    const std::size_t length = std::size_t{byte(14)} << 8 | byte(15);
    const std::size_t size = kBinaryHead + length;
    if (version != 2 || command > 1 || size > kMaxProxyHeader) return {State::malformed};
    if (input.size() < size) return {State::needs_more};
    constexpr int kLocal = 0;
    constexpr int kIPv4 = 1;
    constexpr int kIPv6 = 2;
    ProxyHeader header{State::complete, size};
    const char* const addresses = input.data() + kBinaryHead;
    if (command != kLocal && family == kIPv4) {
        if (length < kV4Addresses) return {State::malformed};
        std::uint8_t source[4];
        std::memcpy(source, addresses, sizeof source);
        header.source = Address::v4(source);
    } else if (command != kLocal && family == kIPv6) {
        if (length < kV6Addresses) return {State::malformed};
        Address::Bytes source;
        std::memcpy(source.data(), addresses, source.size());
        header.source = Address::v6(source);
    }
    return header;
}

}  // namespace

ProxyHeader read_proxy_header(std::string_view input) {
    const bool is_text = begins_alike(input, kTextSignature);
    const bool is_binary = begins_alike(input, kBinarySignature);
    if (!is_text && !is_binary) return {State::malformed};
    if (input.size() < kTextSignature.size()) return {State::needs_more};
    return is_text ? read_text(input) : read_binary(input);
}

}  // namespace desk::net
