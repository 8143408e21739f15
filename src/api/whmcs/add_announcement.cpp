#include "api/whmcs/action.hpp"
#include "api/whmcs/wire_text.hpp"
#include "core/announcement.hpp"

/// AddAnnouncement. Source: developers.whmcs.com/api-reference/addannouncement.
namespace desk::whmcs {

namespace {

using api::optional;
using api::required;
using core::AnnouncementId;
using core::Errc;
using core::Result;
using Input = core::AddAnnouncementInput;

// clang-format off
constexpr std::tuple kFields{
    required("date",         &Input::announced_at, Errc::field_required, "When it is announced: YYYY-MM-DD HH:mm:ss, a bare date, or ISO 8601"),
    required("title",        &Input::title,        Errc::field_required, "Its headline"),
    required("announcement", &Input::body,         Errc::field_required, "The news, as plain text or HTML"),
    optional("published",    &Input::is_published,                       "Clients see it, from its date on"),
};
// clang-format on

Result<Input> prepare(api::Params& params, const api::BindContext& context) {
    return api::bind<Input>(kFields, params, context);
}

void render(const Input&, const AnnouncementId& id, const core::Settings&, Answer& answer) {
    answer.emplace("announcementid", id_text(id));
}

constexpr Operation<Input, AnnouncementId> kOperation{ActionId::add_announcement,
                                                      "AddAnnouncement",
                                                      "addannouncement",
                                                      api::Access::write,
                                                      prepare,
                                                      core::add_announcement,
                                                      render};

}  // namespace

constinit const Action kAddAnnouncement = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
