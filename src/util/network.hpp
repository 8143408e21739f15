#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Addresses and networks of the internet protocol, as lists of them are written.
namespace desk {

/// An IPv4 or IPv6 address. IPv4 is kept in its IPv6-mapped form, so that both compare alike and
/// `::ffff:192.0.2.1` is 192.0.2.1.
class Address {
  public:
    using Bytes = std::array<std::uint8_t, 16>;

    /// From network byte order.
    static Address v4(const std::uint8_t (&bytes)[4]);
    static Address v6(const Bytes& bytes) { return Address(bytes); }

    [[nodiscard]] bool is_v4() const;
    [[nodiscard]] const Bytes& bytes() const { return bytes_; }
    /// "192.0.2.1", "2001:db8::1"
    [[nodiscard]] std::string text() const;
    bool operator==(const Address&) const = default;

  private:
    explicit Address(const Bytes& bytes) : bytes_(bytes) {}

    Bytes bytes_;
};

/// Blanks around it are tolerated; names, ports and zones ("fe80::1%eth0") are not.
std::optional<Address> read_address(std::string_view text);

/// The addresses that share their first bits: "10.0.0.0/8", "2001:db8::/32", or one address alone.
class Network {
  public:
    Network(const Address& address, int bits) : address_(address), bits_(bits) {}

    [[nodiscard]] bool holds(const Address& address) const;
    /// The one way to write it, which read_network() reads: "10.0.0.0/8" also of `10.1.2.3/8` and
    /// `::ffff:10.0.0.0/104`, and an address alone without the length of its prefix.
    [[nodiscard]] std::string text() const;

  private:
    Address address_;
    int bits_;  ///< 0 to 128, of the IPv6 or IPv6-mapped form
};

/// An address, or an address with the length of its prefix behind a slash.
std::optional<Network> read_network(std::string_view text);

bool any_holds(const std::vector<Network>& networks, const Address& address);

}  // namespace desk
