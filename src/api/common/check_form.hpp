#pragma once
#include "core/error.hpp"
#include "net/form.hpp"

namespace desk::api {

/// What is wrong with a form, as a refusal: Errc::malformed_request, Errc::too_many_parameters.
core::Result<void> check_form(net::FormError error);

}  // namespace desk::api
