#include "api/whmcs/list_request.hpp"
#include "api/whmcs/wire_text.hpp"
#include "core/announcement.hpp"
#include "util/time_text.hpp"

/// GetAnnouncements. Source: developers.whmcs.com/api-reference/getannouncements. Newest first.
namespace desk::whmcs {

namespace {

using core::Result;
using Announcements = core::Sliced<core::Announcement>;

constexpr std::tuple kFields{kLimitStart, kLimitNum};

Result<ListRequest> prepare(api::Params& params, const api::BindContext& context) {
    return api::bind<ListRequest>(kFields, params, context);
}

Result<Announcements> run(core::Tx& tx, const core::Actor& actor, const ListRequest& request) {
    ListRequest wanted = request;
    return core::list_announcements(tx, actor, slice_of(wanted));
}

/// There is one language and no translation of another announcement: `parentid` and `language`.
void render(const ListRequest& request, const Announcements& list, const core::Settings& settings,
            Answer& answer) {
    const TimeZone& zone = settings.time_zone;
    boost::json::array rows(answer.storage());
    for (const core::Announcement& one : list.rows) {
        rows.push_back(boost::json::object{{"id", id_text(one.id)},
                                           {"date", format_date_time(one.announced_at, zone)},
                                           {"title", one.title},
                                           {"announcement", one.body},
                                           {"published", one.is_published ? "1" : "0"},
                                           {"parentid", "0"},
                                           {"language", ""},
                                           {"created_at", format_date_time(one.created_at, zone)},
                                           {"updated_at", format_date_time(one.updated_at, zone)}});
    }
    ListRequest wanted = request;
    put_page(list, slice_of(wanted).start, answer);
    put_list("announcements", "announcement", std::move(rows), answer);
}

constexpr Operation<ListRequest, Announcements> kOperation{ActionId::get_announcements,
                                                           "GetAnnouncements",
                                                           "getannouncements",
                                                           api::Access::read,
                                                           prepare,
                                                           run,
                                                           render};

}  // namespace

constinit const Action kGetAnnouncements = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
