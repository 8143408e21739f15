#pragma once
#include <string>
#include <string_view>

#include "core/credential.hpp"
#include "core/settings.hpp"
#include "util/clock.hpp"

namespace desk::api {

/// Compares a secret that somebody sent with the SHA-256 that is stored, in constant time.
bool secret_matches(std::string_view secret, std::string_view stored_sha256);

/// True when the list is empty, or one of its addresses or CIDR networks (IPv4 or IPv6) holds
/// `address`. An IPv4 address written as IPv6 (`::ffff:a.b.c.d`) is taken as IPv4.
bool address_allowed(const std::vector<std::string>& networks, std::string_view address);

/// True for an address, or an address with the length of its prefix, as address_allowed() reads it.
bool is_network(std::string_view text);

/// True for an address that nobody is served from, in any dialect.
bool is_banned(const core::Settings& settings, std::string_view address, Timestamp now);

/// True when the list is empty or holds the action, in any letter case.
bool action_allowed(const std::vector<std::string>& actions, std::string_view action);

}  // namespace desk::api
