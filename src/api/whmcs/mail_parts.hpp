#pragma once
#include <string_view>

#include "api/common/params.hpp"
#include "core/error.hpp"
#include "core/mail.hpp"

namespace desk::whmcs {

/// Adds words and what stands for them: base64 of a serialised PHP array, or the bracket form.
/// \return Errc::value_invalid (`about` is the parameter) for anything that cannot be read
core::Result<void> read_merge_fields(const api::Params& params, std::string_view name,
                                     core::MergeFields& fields);

}  // namespace desk::whmcs
