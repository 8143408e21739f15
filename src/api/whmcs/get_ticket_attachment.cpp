#include <limits>
#include <optional>

#include "api/whmcs/action.hpp"
#include "core/get_attachment.hpp"
#include "util/encoding.hpp"
#include "util/text.hpp"

/// GetTicketAttachment. Source: developers.whmcs.com/api-reference/getticketattachment.
namespace desk::whmcs {

namespace {

using api::required;
using core::Errc;
using core::fail;
using core::GetAttachmentInput;
using core::MessageKind;
using core::Result;

struct Request {
    std::int64_t related_id = 0;
    std::string type;
    std::int64_t index = 0;
};

// Rows stand in the order of the document's errors.
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

Result<GetAttachmentInput> prepare(api::Params& params, const api::BindContext& context) {
    const Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(request.error());
    if (request->related_id == 0) return fail(Errc::related_id_required);
    const std::optional<MessageKind> kind = kind_named(trim(request->type));
    if (!kind) return fail(Errc::attachment_type_invalid);
    constexpr std::int64_t kMostIndex = std::numeric_limits<int>::max();
    return GetAttachmentInput{*kind, request->related_id,
                              static_cast<int>(std::min(request->index, kMostIndex))};
}

void render(const GetAttachmentInput&, const core::AttachmentContent& content,
            const core::Settings&, Answer& answer) {
    answer.emplace("filename", content.file_name);
    answer.emplace("data", base64_encode(content.bytes));
}

/// Rendered where it was read, in the slow lane.
constexpr Operation<GetAttachmentInput, core::AttachmentContent> kOperation{
    ActionId::get_ticket_attachment,
    "GetTicketAttachment",
    "getticketattachment",
    api::Access::search,
    prepare,
    core::get_attachment,
    render};

}  // namespace

constinit const Action kGetTicketAttachment = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
