#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>

#include "api/keliweb/method.hpp"
#include "core/get_attachment.hpp"
#include "util/encoding.hpp"
#include "util/text.hpp"

/// get-ticket-attachment: WHMCS's GetTicketAttachment of the client's tickets (spec/keliweb.md
/// 3.4).
namespace desk::keliweb {

namespace {

using api::required;
using core::Errc;
using core::GetAttachmentInput;
using core::MessageKind;

struct Request {
    std::int64_t related_id = 0;
    std::string type;
    std::int64_t index = 0;
};

// clang-format off
constexpr std::tuple kFields{
    required("relatedid", &Request::related_id, Errc::related_id_required, "Id of the ticket, reply or note"),
    required("type",      &Request::type,       Errc::attachment_type_invalid, "ticket, reply or note"),
    required("index",     &Request::index,      Errc::attachment_index_required, "Which of its attachments, from 0"),
};
// clang-format on

std::optional<MessageKind> kind_named(std::string_view type) {
    if (equal_ignoring_case(type, "ticket")) return MessageKind::opening;
    if (equal_ignoring_case(type, "reply")) return MessageKind::reply;
    if (equal_ignoring_case(type, "note")) return MessageKind::note;
    return std::nullopt;
}

core::Result<GetAttachmentInput> prepare(api::Params& params, const api::BindContext& context) {
    const core::Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(request.error());
    if (request->related_id == 0) return core::fail(Errc::related_id_required);
    const std::optional<MessageKind> kind = kind_named(trim(request->type));
    if (!kind) return core::fail(Errc::attachment_type_invalid);
    constexpr std::int64_t kMostIndex = std::numeric_limits<int>::max();
    return GetAttachmentInput{*kind, request->related_id,
                              static_cast<int>(std::min(request->index, kMostIndex))};
}

Answer render(const GetAttachmentInput&, const core::AttachmentContent& content,
              const core::Settings&) {
    return {{"filename", content.file_name}, {"data", base64_encode(content.bytes)}};
}

/// Rendered where it was read, in the slow lane.
constexpr Operation<GetAttachmentInput, core::AttachmentContent> kOperation{"get-ticket-attachment",
                                                                            "getticketattachment",
                                                                            api::Access::search,
                                                                            false,
                                                                            prepare,
                                                                            core::get_attachment,
                                                                            render};

}  // namespace

constinit const Method kGetTicketAttachment = make_method<kOperation>();

}  // namespace desk::keliweb
