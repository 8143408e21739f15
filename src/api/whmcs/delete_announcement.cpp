#include "api/whmcs/action.hpp"
#include "api/whmcs/wire_text.hpp"
#include "core/announcement.hpp"

/// DeleteAnnouncement. Source: developers.whmcs.com/api-reference/deleteannouncement; its error is
/// that of UpdateAnnouncement.
namespace desk::whmcs {

namespace {

using api::required;
using core::AnnouncementId;
using core::Errc;
using core::Result;
using Input = core::DeleteAnnouncementInput;

// clang-format off
constexpr std::tuple kFields{
    required("announcementid", &Input::id, Errc::record_not_found, "Announcement to remove"),
};
// clang-format on

Result<Input> prepare(api::Params& params, const api::BindContext& context) {
    return api::bind<Input>(kFields, params, context);
}

void render(const Input&, const AnnouncementId& id, const core::Settings&, Answer& answer) {
    answer.emplace("announcementid", id_text(id));
}

constexpr Operation<Input, AnnouncementId> kOperation{ActionId::delete_announcement,
                                                      "DeleteAnnouncement",
                                                      "deleteannouncement",
                                                      api::Access::write,
                                                      prepare,
                                                      core::delete_announcement,
                                                      render};

}  // namespace

constinit const Action kDeleteAnnouncement = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
