#pragma once
#include <cstddef>

#include "app/config.hpp"

/// The descriptors of this process: what bounds the connections of a server.
namespace desk::app {

/// As many as the machine allows this process. \return how many that is
std::size_t raise_descriptor_limit();

/// How many connections may be open, by the configuration or else by default, when the process may
/// open so many descriptors. Some of those are kept for the database, for attachments, and for
/// those who are told that there is no room.
/// \throws std::runtime_error when the limit is too low to serve at all
std::size_t connections_within(std::size_t descriptors, const Config& config);

}  // namespace desk::app
