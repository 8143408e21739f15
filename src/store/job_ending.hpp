#pragma once
#include <functional>
#include <string_view>

#include "core/ports.hpp"

namespace desk::store {

/// What to answer for the exception being handled; logs it with the request's id. Call it in a
/// catch block only.
core::Outcome outcome_of_exception(std::string_view label);

/// Calls `finish` and keeps its exceptions, which would end a lane, in the log.
void finish_job(const std::function<void(core::Outcome)>& finish, core::Outcome outcome,
                std::string_view label) noexcept;

}  // namespace desk::store
