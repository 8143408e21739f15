#pragma once
#include <array>
#include <string>
#include <string_view>

namespace desk {

/// SHA-256.
std::array<char, 32> sha256(std::string_view bytes);
/// SHA-256 as 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);
/// MD5 as 32 lower-case hex digits: for wires that send it, never to keep anything safe.
std::string md5_hex(std::string_view bytes);

/// Compares without telling by its time where the two differ.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace desk
