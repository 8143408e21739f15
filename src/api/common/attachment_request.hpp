#pragma once
#include <cstdint>
#include <string>

#include "core/error.hpp"
#include "core/get_attachment.hpp"

namespace desk::api {

/// A file as WHMCS's GetTicketAttachment names it, and the gateway in front of WHMCS likewise.
struct AttachmentRequest {
    std::int64_t related_id = 0;
    std::string type;  ///< `ticket`, `reply` or `note`, in any letter case
    std::int64_t index = 0;
};

/// Errc::related_id_required, Errc::attachment_type_invalid.
core::Result<core::GetAttachmentInput> to_input(const AttachmentRequest& request);

}  // namespace desk::api
