#include "api/common/attachment_request.hpp"
#include "api/whmcs/action.hpp"
#include "core/get_attachment.hpp"
#include "util/encoding.hpp"

/// GetTicketAttachment. Source: developers.whmcs.com/api-reference/getticketattachment.
namespace desk::whmcs {

namespace {

using api::AttachmentRequest;
using api::required;
using core::Errc;
using core::GetAttachmentInput;
using core::Result;

// Rows stand in the order of the document's errors.
// clang-format off
constexpr std::tuple kFields{
    required("relatedid", &AttachmentRequest::related_id, Errc::related_id_required, "Id of the ticket, reply or note"),
    required("type",      &AttachmentRequest::type,       Errc::attachment_type_invalid, "ticket, reply or note"),
    required("index",     &AttachmentRequest::index,      Errc::attachment_index_required, "Which of its attachments, from 0"),
};
// clang-format on

Result<GetAttachmentInput> prepare(api::Params& params, const api::BindContext& context) {
    const Result<AttachmentRequest> request =
        api::bind<AttachmentRequest>(kFields, params, context);
    if (!request) return tl::unexpected(request.error());
    return api::to_input(*request);
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
