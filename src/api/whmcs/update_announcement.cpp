#include "api/whmcs/action.hpp"
#include "api/whmcs/wire_text.hpp"
#include "core/announcement.hpp"

/// UpdateAnnouncement. Source: developers.whmcs.com/api-reference/updateannouncement.
namespace desk::whmcs {

namespace {

using api::optional;
using api::required;
using core::AnnouncementId;
using core::Errc;
using core::Result;
using Input = core::UpdateAnnouncementInput;

// clang-format off
constexpr std::tuple kFields{
    required("announcementid", &Input::id,           Errc::record_not_found, "Announcement to change"),
    optional("title",          &Input::title,                                "Its new headline"),
    optional("announcement",   &Input::body,                                 "Its new text"),
    optional("date",           &Input::announced_at,                         "When it is announced"),
    optional("published",      &Input::is_published,                         "Clients see it, from its date on"),
};
// clang-format on

Result<Input> prepare(api::Params& params, const api::BindContext& context) {
    return api::bind<Input>(kFields, params, context);
}

void render(const Input&, const AnnouncementId& id, const core::Settings&, Answer& answer) {
    answer.emplace("announcementid", id_text(id));
}

constexpr Operation<Input, AnnouncementId> kOperation{ActionId::update_announcement,
                                                      "UpdateAnnouncement",
                                                      "updateannouncement",
                                                      api::Access::write,
                                                      prepare,
                                                      core::update_announcement,
                                                      render};

}  // namespace

constinit const Action kUpdateAnnouncement = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
