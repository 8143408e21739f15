#include "api/common/attachment_names.hpp"

#include <algorithm>

namespace desk::api {

std::string stored_names(const core::Message& message) {
    std::string names;
    for (const core::Attachment& attachment : message.attachments) {
        if (!names.empty()) names += '|';
        names += attachment.stored_name;
    }
    return names;
}

bool are_removed(const core::Message& message) {
    return std::any_of(message.attachments.begin(), message.attachments.end(),
                       [](const core::Attachment& attachment) { return attachment.removed; });
}

}  // namespace desk::api
