#pragma once
#include <string_view>
#include <vector>

#include "api/common/field.hpp"
#include "api/common/params.hpp"
#include "core/error.hpp"
#include "core/message.hpp"
#include "core/settings.hpp"

namespace desk::api {

/// What happens to a file whose extension or size the desk does not take.
enum class BadFile { skip, refuse };

/// The files of a call, in the order in which they stand: the parameter `name` as base64 of a JSON
/// array of {name or filename, data}, or bracketed (`attachments[0][name]`,
/// `attachments[0][data]`), and multipart files named `name` or `name[…]`. Bytes are moved out of
/// `params`. A `tmp_name` is never opened: only bytes that came with the call count. \return
/// Errc::attachments_invalid for what cannot be read or has no bytes,
///         too_many_attachments, and with BadFile::refuse attachment_not_allowed
core::Result<std::vector<core::NewAttachment>> read_attachments(Params& params,
                                                                std::string_view name,
                                                                const core::Settings& settings,
                                                                BadFile bad_file);

/// Keliweb refuses what it does not take; the others leave it out.
template <>
struct Parse<std::vector<core::NewAttachment>> {
    static core::Result<std::optional<std::vector<core::NewAttachment>>> read(
        Params& params, std::string_view name, const BindContext& context);
};

}  // namespace desk::api
