#include "api/whmcs/companion_parts.hpp"
#include "api/whmcs/list_request.hpp"
#include "core/activity.hpp"

/// GetActivityLog. Source: developers.whmcs.com/api-reference/getactivitylog. What agents and
/// programs did beside tickets, newest first; what happened to tickets is in their events.
namespace desk::whmcs {

namespace {

using api::optional;
using core::Result;
using Lines = core::Sliced<core::Activity>;

struct Request : ListRequest, core::ListActivityInput {
    std::string date;
    core::ClientId user_id;
};

// clang-format off
constexpr std::tuple kFields{
    kLimitStart,
    kLimitNum,
    optional("clientid",    &Request::client,  "Only about this client"),
    optional("userid",      &Request::user_id, "The name of clientid in early documentation"),
    optional("date",        &Request::date,    "Only of this day: YYYY-MM-DD"),
    optional("user",        &Request::actor,   "Only by this person"),
    optional("description", &Request::part,    "A part of the text, letter case aside"),
    optional("ipaddress",   &Request::address, "Only from this address"),
};
// clang-format on

Result<Request> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return request;
    request->slice = slice_of(*request);
    if (!request->client.is_set()) request->client = request->user_id;
    put_day(request->date, context.settings.time_zone, request->from, request->to);
    return request;
}

Result<Lines> run(core::Tx& tx, const core::Actor& actor, const Request& request) {
    return core::list_activity(tx, actor, request);
}

void render(const Request& request, const Lines& list, const core::Settings& settings,
            Answer& answer) {
    boost::json::array rows(answer.storage());
    for (const core::Activity& line : list.rows) {
        rows.push_back(
            boost::json::object{{"id", line.id},
                                {"clientId", line.client.value()},
                                {"userId", line.user.value()},
                                {"adminId", line.agent.value()},
                                {"date", format_date_time(line.created_at, settings.time_zone)},
                                {"description", line.description},
                                {"username", line.actor_name.empty() ? "System" : line.actor_name},
                                {"ipaddress", line.address},
                                {"userid", line.client.value()}});
    }
    answer.emplace("totalresults", list.total);
    answer.emplace("startnumber", request.start);
    put_list("activity", "entry", std::move(rows), answer);
}

constexpr Operation<Request, Lines> kOperation{ActionId::get_activity_log,
                                               "GetActivityLog",
                                               "getactivitylog",
                                               api::Access::read,
                                               prepare,
                                               run,
                                               render};

}  // namespace

constinit const Action kGetActivityLog = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
