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

core::Result<core::GetAttachmentInput> prepare_attachment(Params& params,
                                                          const BindContext& context) {
    const core::Result<AttachmentRequest> request =
        api::bind<AttachmentRequest>(kAttachmentFields, params, context);
    if (!request) return tl::unexpected(request.error());
    if (request->related_id == 0) return core::fail(Errc::related_id_required);
    const std::optional<MessageKind> kind = kind_named(trim(request->type));
    if (!kind) return core::fail(Errc::attachment_type_invalid);
    core::GetAttachmentInput input{*kind, request->related_id, std::nullopt};
    constexpr std::int64_t kMostIndex = std::numeric_limits<int>::max();
    if (request->index) input.index = static_cast<int>(std::min(*request->index, kMostIndex));
    return input;
}

}  // namespace desk::api
