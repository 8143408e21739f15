#pragma once
#include <string>

namespace desk::app {

/// Asks for a new password at the terminal of this process, twice, without showing it.
/// \throws std::runtime_error where there is no terminal, or when the two differ
std::string ask_password();

}  // namespace desk::app
