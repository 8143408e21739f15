#include "api/whmcs/action.hpp"
#include "api/whmcs/mail_parts.hpp"
#include "core/mail.hpp"
#include "util/text.hpp"

/// SendEmail. Source: developers.whmcs.com/api-reference/sendemail. The mail is written down and
/// waits to be sent.
namespace desk::whmcs {

namespace {

using api::optional;
using core::Errc;
using core::MailTopic;
using core::Result;

struct Request : core::SendMailInput, core::MailText {
    std::string type;
};

// clang-format off
constexpr std::tuple kFields{
    optional("messagename",   &Request::template_name, "A template of the desk"),
    optional("customtype",    &Request::type,          "Or what a text of one's own is about: general, product, domain, support"),
    optional("customsubject", &Request::subject,       "Its subject"),
    optional("custommessage", &Request::body,          "Its text; {$word} stands for a word"),
    optional("id",            &Request::related,       "Client, service, domain or ticket, by what it is about"),
};
// clang-format on

Result<void> read_topic(Request& request) {
    if (!is_blank(request.template_name)) return {};
    if (is_blank(request.type)) return core::fail(Errc::field_required, "customtype");
    request.topic = core::mail_topic_named(ascii_lower(trim(request.type)));
    if (request.topic == MailTopic::none) return core::fail(Errc::value_invalid, "customtype");
    if (is_blank(request.subject)) return core::fail(Errc::field_required, "customsubject");
    if (is_blank(request.body)) return core::fail(Errc::field_required, "custommessage");
    return {};
}

/// The checks stand in the order of the document's errors.
Result<core::SendMailInput> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    if (auto ok = read_topic(*request); !ok) return tl::unexpected(std::move(ok.error()));
    if (auto ok = read_merge_fields(params, "customvars", request->fields); !ok) {
        return tl::unexpected(std::move(ok.error()));
    }
    request->text = std::move(static_cast<core::MailText&>(*request));
    return core::SendMailInput(std::move(*request));
}

void render(const core::SendMailInput&, const core::QueuedMail&, const core::Settings&, Answer&) {}

constexpr Operation<core::SendMailInput, core::QueuedMail> kOperation{
    ActionId::send_email, "SendEmail", "sendemail", api::Access::write, prepare,
    core::send_mail,      render};

}  // namespace

constinit const Action kSendEmail = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
