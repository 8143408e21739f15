#pragma once
#include <string>

namespace desk::app {

/// docs/configuration.md: every key of the configuration and every setting of the desk.
std::string configuration_page();

/// A polydesk.toml in which every key stands, commented out, with its default.
std::string configuration_file();

}  // namespace desk::app
