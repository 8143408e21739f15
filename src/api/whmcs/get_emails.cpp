#include "api/whmcs/companion_parts.hpp"
#include "api/whmcs/list_request.hpp"
#include "api/whmcs/wire_text.hpp"
#include "core/mail.hpp"

/// GetEmails. Source: developers.whmcs.com/api-reference/getemails. What was written to a client,
/// newest first, whether it has left yet or not.
namespace desk::whmcs {

namespace {

namespace json = boost::json;
using api::optional;
using api::required;
using core::Errc;
using core::Result;
using Mails = core::Sliced<core::OutgoingMail>;

struct Request : ListRequest, core::ListMailInput {
    std::string date;
};

// clang-format off
constexpr std::tuple kFields{
    required("clientid", &Request::client, Errc::client_not_found, "Whose mail"),
    kLimitStart,
    optional("limitnum", &Request::count,   "Mails of one answer; 25 by default, 100 at most"),
    optional("date",     &Request::date,    "Only of this day: YYYY-MM-DD"),
    optional("subject",  &Request::subject, "A part of the subject, letter case aside"),
};
// clang-format on

Result<Request> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return request;
    request->slice = slice_of(*request);
    put_day(request->date, context.settings.time_zone, request->from, request->to);
    return request;
}

Result<Mails> run(core::Tx& tx, const core::Actor& actor, const Request& request) {
    return core::list_mail(tx, actor, request);
}

void render(const Request& request, const Mails& list, const core::Settings& settings,
            Answer& answer) {
    json::array rows(answer.storage());
    for (const core::OutgoingMail& mail : list.rows) {
        rows.push_back(json::object{{"id", std::to_string(mail.id)},
                                    {"userid", id_text(mail.client)},
                                    {"subject", mail.subject},
                                    {"message", mail.body},
                                    {"date", format_date_time(mail.created_at, settings.time_zone)},
                                    {"to", mail.recipients},
                                    {"cc", mail.cc},
                                    {"bcc", ""},
                                    {"attachments", json::array()},
                                    {"pending", mail.state == core::MailState::waiting ? "1" : "0"},
                                    {"failed", mail.state == core::MailState::given_up ? "1" : "0"},
                                    {"attempts", std::to_string(mail.attempts)}});
    }
    put_page(list, request.start, answer);
    put_list("emails", "email", std::move(rows), answer);
}

/// Texts of up to a megabyte.
std::size_t render_bytes(const Mails& list) {
    std::size_t bytes = 0;
    for (const core::OutgoingMail& mail : list.rows) bytes += mail.body.size();
    return bytes;
}

constexpr Operation<Request, Mails> kOperation{
    ActionId::get_emails, "GetEmails", "getemails", api::Access::read, prepare, run, render,
    render_bytes};

}  // namespace

constinit const Action kGetEmails = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
