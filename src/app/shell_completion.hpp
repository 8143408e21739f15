#pragma once
#include <string>

#include "app/command_tree.hpp"

namespace desk::app {

/// A script for bash that completes commands, options, and the words that an option takes.
std::string bash_completion(const std::vector<CommandEntry>& commands);

}  // namespace desk::app
