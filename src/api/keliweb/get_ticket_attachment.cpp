#include <tuple>

#include "api/common/attachment_request.hpp"
#include "api/keliweb/method.hpp"
#include "core/get_attachment.hpp"
#include "util/encoding.hpp"

/// get-ticket-attachment: WHMCS's GetTicketAttachment of the client's tickets (spec/keliweb.md
/// 3.4).
namespace desk::keliweb {

namespace {

using api::AttachmentRequest;
using api::required;
using core::Errc;
using core::GetAttachmentInput;

// clang-format off
constexpr std::tuple kFields{
    required("relatedid", &AttachmentRequest::related_id, Errc::related_id_required, "Id of the ticket, reply or note"),
    required("type",      &AttachmentRequest::type,       Errc::attachment_type_invalid, "ticket, reply or note"),
    required("index",     &AttachmentRequest::index,      Errc::attachment_index_required, "Which of its attachments, from 0"),
};
// clang-format on

core::Result<GetAttachmentInput> prepare(api::Params& params, const api::BindContext& context) {
    const core::Result<AttachmentRequest> request =
        api::bind<AttachmentRequest>(kFields, params, context);
    if (!request) return tl::unexpected(request.error());
    return api::to_input(*request);
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
