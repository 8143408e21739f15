#pragma once
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "support/served_desk.hpp"

/// What a served desk tells of itself.
namespace desk::test {

std::size_t count_in(std::string_view text, std::string_view part);

/// The port of its first TLS address. \throws std::runtime_error when it has none
std::uint16_t tls_port(const ServedDesk& served);

/// The series of a /metrics page, by the names of their families.
std::set<std::string> names_shown(const std::string& page);
/// The names of series that stand in a text between back quotes.
std::set<std::string> names_of_series(const std::string& text);

}  // namespace desk::test
