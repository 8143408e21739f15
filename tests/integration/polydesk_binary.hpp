#pragma once
#include <string>
#include <vector>

#include "support/served_desk.hpp"

/// The built program on the desk in a folder.
namespace desk::test {

/// Runs a command to its end.
/// \param environment  as for run_program()
inline ProgramResult run_polydesk(const std::string& data, std::vector<std::string> words,
                                  const std::vector<std::string>& environment = {}) {
    words.insert(words.begin(), {POLYDESK_BINARY, "--data", data});
    return run_program(words, environment);
}

/// For a ServedDesk: on a free port.
inline std::vector<std::string> serve_on(const std::string& data) {
    return {POLYDESK_BINARY, "serve", "--data", data, "--listen", "127.0.0.1:0"};
}

}  // namespace desk::test
