#include "api/common/attachment_request.hpp"
#include "api/whmcs/action.hpp"
#include "core/get_attachment.hpp"
#include "util/encoding.hpp"

/// GetTicketAttachment. Source: developers.whmcs.com/api-reference/getticketattachment.
namespace desk::whmcs {

namespace {

using core::GetAttachmentInput;

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
    api::prepare_attachment,
    core::get_attachment,
    render};

}  // namespace

constinit const Action kGetTicketAttachment = make_action<kOperation, api::kAttachmentFields>();

}  // namespace desk::whmcs
