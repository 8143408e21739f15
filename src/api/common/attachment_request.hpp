#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include "api/common/field.hpp"
#include "core/error.hpp"
#include "core/get_attachment.hpp"

namespace desk::api {

/// A file as WHMCS's GetTicketAttachment names it, and the gateway in front of WHMCS likewise.
struct AttachmentRequest {
    std::int64_t related_id = 0;
    std::string type;  ///< `ticket`, `reply` or `note`, in any letter case
    std::optional<std::int64_t> index;
};

// All three are needed. Optional here, so that a row that is missing does not come before what is
// wrong with an earlier one, or with what it names.
// clang-format off
inline constexpr std::tuple kAttachmentFields{
    optional("relatedid", &AttachmentRequest::related_id, "Id of the ticket, reply or note"),
    optional("type",      &AttachmentRequest::type,       "ticket, reply or note"),
    optional("index",     &AttachmentRequest::index,      "Which of its attachments, from 0"),
};
// clang-format on

/// Errc::related_id_required, Errc::attachment_type_invalid. That the index is missing is said by
/// core::get_attachment(), which first looks for what the file is of.
core::Result<core::GetAttachmentInput> prepare_attachment(Params& params,
                                                          const BindContext& context);

}  // namespace desk::api
