#pragma once
#include <string>

#include "core/message.hpp"

/// What WHMCS, and the gateway in front of it, tell of a message's files beside the list of them.
namespace desk::api {

/// `attachment`: the names that they are stored under, joined with "|".
std::string stored_names(const core::Message& message);

/// `attachments_removed`: a clean-up took files, and left their names.
bool are_removed(const core::Message& message);

}  // namespace desk::api
