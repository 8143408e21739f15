#pragma once
#include <string>

#include "app/command_tree.hpp"

namespace desk::app {

/// The manual page polydesk(1), as roff for man: every command with its options, every key of the
/// configuration, files and exit codes.
std::string man_page(const std::vector<CommandEntry>& commands);

}  // namespace desk::app
