#pragma once
#include <string_view>

#include "core/error.hpp"

namespace desk::api {

/// The refusal's own name, for the log line of a request: "department_not_found".
std::string_view errc_name(core::Errc code);

}  // namespace desk::api
