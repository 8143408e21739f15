#include "api/whmcs/action.hpp"
#include "core/delete_message.hpp"

/// DeleteTicketNote. Source: developers.whmcs.com/api-reference/deleteticketnote.
namespace desk::whmcs {

namespace {

using api::required;
using core::Errc;
using core::Result;

struct Request {
    std::int64_t note = 0;
};

// clang-format off
constexpr std::tuple kFields{
    required("noteid", &Request::note, Errc::record_not_found, "Note to delete"),
};
// clang-format on

Result<Request> prepare(api::Params& params, const api::BindContext& context) {
    return api::bind<Request>(kFields, params, context);
}

Result<core::DeletedMessage> run(core::Tx& tx, const core::Actor& actor, const Request& request) {
    return core::delete_note(tx, actor, request.note);
}

void render(const Request&, const core::DeletedMessage&, const core::Settings&, Answer&) {}

constexpr Operation<Request, core::DeletedMessage> kOperation{ActionId::delete_ticket_note,
                                                              "DeleteTicketNote",
                                                              "deleteticketnote",
                                                              api::Access::write,
                                                              prepare,
                                                              run,
                                                              render};

}  // namespace

constinit const Action kDeleteTicketNote = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
