#include "api/whmcs/action.hpp"
#include "core/cancel_service.hpp"

/// AddClientNote. Source: developers.whmcs.com/api-reference/addclientnote.
namespace desk::whmcs {

namespace {

using api::optional;
using api::required;
using core::Errc;
using core::Result;
using Input = core::ClientNote;

// clang-format off
constexpr std::tuple kFields{
    required("userid", &Input::client, Errc::client_not_found, "Client that the note is about"),
    required("notes",  &Input::body,   Errc::message_required, "The note"),
    optional("sticky", &Input::sticky,                         "Shown wherever the client is"),
};
// clang-format on

Result<Input> prepare(api::Params& params, const api::BindContext& context) {
    return api::bind<Input>(kFields, params, context);
}

void render(const Input&, const core::AddedClientNote& note, const core::Settings&,
            Answer& answer) {
    answer.emplace("noteid", std::to_string(note.id));
}

constexpr Operation<Input, core::AddedClientNote> kOperation{
    ActionId::add_client_note, "AddClientNote", "addclientnote", api::Access::write, prepare,
    core::add_client_note,     render};

}  // namespace

constinit const Action kAddClientNote = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
