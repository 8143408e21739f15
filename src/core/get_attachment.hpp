#pragma once
#include <optional>
#include <string>

#include "core/error.hpp"
#include "core/ports.hpp"

namespace desk::core {

struct GetAttachmentInput {
    MessageKind kind = MessageKind::opening;
    std::int64_t related_id = 0;  ///< ticket id for the opening, else the wire id
    std::optional<int> index;     ///< 0-based; needed
};

struct AttachmentContent {
    std::string file_name;
    std::string bytes;
};

/// Reads one attachment with its bytes: for the slow lane.
/// Errc::related_id_not_found, attachment_index_required, no_attachments, attachments_deleted,
/// attachment_index_invalid.
Result<AttachmentContent> get_attachment(Tx& tx, const Actor& actor,
                                         const GetAttachmentInput& input);

}  // namespace desk::core
