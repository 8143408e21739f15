#include "api/common/attachment_request.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "util/text.hpp"

namespace desk::api {

namespace {

using core::Errc;
using core::MessageKind;

std::optional<MessageKind> kind_named(std::string_view type) {
    if (equal_ignoring_case(type, "ticket")) return MessageKind::opening;
    if (equal_ignoring_case(type, "reply")) return MessageKind::reply;
    if (equal_ignoring_case(type, "note")) return MessageKind::note;
    return std::nullopt;
}

}  // namespace

core::Result<core::GetAttachmentInput> to_input(const AttachmentRequest& request) {
    if (request.related_id == 0) return core::fail(Errc::related_id_required);
    const std::optional<MessageKind> kind = kind_named(trim(request.type));
    if (!kind) return core::fail(Errc::attachment_type_invalid);
    constexpr std::int64_t kMostIndex = std::numeric_limits<int>::max();
    return core::GetAttachmentInput{*kind, request.related_id,
                                    static_cast<int>(std::min(request.index, kMostIndex))};
}

}  // namespace desk::api
