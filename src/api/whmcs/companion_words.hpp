#pragma once
#include <string>

#include "api/whmcs/action.hpp"
#include "core/error.hpp"

namespace desk::whmcs {

/// What a companion action says where its document has words of its own; else nothing. The rest of
/// the refusals reads alike everywhere (errors.hpp).
std::string companion_words(const core::Error& error, ActionId action);

}  // namespace desk::whmcs
