#include "api/common/attachment_request.hpp"
#include "api/keliweb/method.hpp"
#include "core/get_attachment.hpp"
#include "util/encoding.hpp"

/// get-ticket-attachment: WHMCS's GetTicketAttachment of the client's tickets (spec/keliweb.md
/// 3.4).
namespace desk::keliweb {

namespace {

using core::GetAttachmentInput;

Answer render(const GetAttachmentInput&, const core::AttachmentContent& content,
              const core::Settings&) {
    return {{"filename", content.file_name}, {"data", base64_encode(content.bytes)}};
}

/// Rendered where it was read, in the slow lane.
constexpr Operation<GetAttachmentInput, core::AttachmentContent> kOperation{"get-ticket-attachment",
                                                                            "getticketattachment",
                                                                            api::Access::search,
                                                                            false,
                                                                            api::prepare_attachment,
                                                                            core::get_attachment,
                                                                            render};

}  // namespace

constinit const Method kGetTicketAttachment = make_method<kOperation>();

}  // namespace desk::keliweb
