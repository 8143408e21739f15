#pragma once
#include <string>

#include "api/whmcs/action.hpp"
#include "core/error.hpp"
#include "core/ports.hpp"

namespace desk::whmcs {

/// The message of a refusal in the documents' words and letter case, which depend on the action
/// here and there.
std::string words(const core::Error& error, ActionId action);

/// What a call gets that the desk could not serve, and its HTTP status.
struct Failure {
    int status;
    std::string message;
};

/// \param request_id  named to the caller, so that the log line can be found
Failure failure_of(core::Outcome outcome, const std::string& request_id);

}  // namespace desk::whmcs
