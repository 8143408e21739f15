#pragma once
#include <cstdint>
#include <string>
#include <tuple>

#include "core/message.hpp"

namespace desk::store {

/// An attachment as it is read, in the order of kSelectAttachment.
struct AttachmentRow {
    std::int64_t id = 0, message = 0, position = 0, size = 0, removed = 0;
    std::string file_name, stored_name, media_type, sha256;

    static auto columns(AttachmentRow& r) {
        return std::tie(r.id, r.message, r.position, r.size, r.removed, r.file_name, r.stored_name,
                        r.media_type, r.sha256);
    }
};

inline constexpr const char* kSelectAttachment =
    "SELECT a.id, a.message_id, a.position, a.size, a.removed, a.file_name, a.stored_name, "
    "a.media_type, a.sha256 FROM ";

core::Attachment to_attachment(AttachmentRow&& row);

}  // namespace desk::store
