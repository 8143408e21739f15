#include "api/whmcs/action.hpp"
#include "api/whmcs/mail_parts.hpp"
#include "core/mail.hpp"
#include "util/text.hpp"

/// SendAdminEmail. Source: developers.whmcs.com/api-reference/sendadminemail. Of `type` only
/// `support` means anything here, and that with `deptid`.
namespace desk::whmcs {

namespace {

using api::optional;
using core::Result;

struct Request : core::SendAgentMailInput, core::MailText {
    std::string type;
};

// clang-format off
constexpr std::tuple kFields{
    optional("messagename",   &Request::template_name, "A template of the desk"),
    optional("customsubject", &Request::subject,       "Or the subject of a text of one's own"),
    optional("custommessage", &Request::body,          "And the text; {$word} stands for a word"),
    optional("type",          &Request::type,          "system, account or support"),
    optional("deptid",        &Request::department,    "With support: to this department's agents alone"),
};
// clang-format on

Result<core::SendAgentMailInput> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    if (!equal_ignoring_case(trim(request->type), "support")) request->department = {};
    if (auto ok = read_merge_fields(params, "mergefields", request->fields); !ok) {
        return tl::unexpected(std::move(ok.error()));
    }
    request->text = std::move(static_cast<core::MailText&>(*request));
    return core::SendAgentMailInput(std::move(*request));
}

void render(const core::SendAgentMailInput&, const core::QueuedMail&, const core::Settings&,
            Answer&) {}

constexpr Operation<core::SendAgentMailInput, core::QueuedMail> kOperation{
    ActionId::send_admin_email,
    "SendAdminEmail",
    "sendadminemail",
    api::Access::write,
    prepare,
    core::send_agent_mail,
    render};

}  // namespace

constinit const Action kSendAdminEmail = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
