#include <string>

#include "api/whmcs/action.hpp"
#include "api/whmcs/companion_parts.hpp"
#include "core/accounts.hpp"

/// GetAdminDetails. Source: developers.whmcs.com/api-reference/getadmindetails. Who is calling;
/// clients use it to try their connection.
namespace desk::whmcs {

namespace {

using core::Result;
using Input = core::DescribeActorInput;

/// What every agent with API access may do here, in the names of the original's permissions.
constexpr std::string_view kPermissions =
    "API Access,List Support Tickets,View Support Ticket,Open New Ticket,Reply To Tickets,"
    "Edit Ticket Settings,Delete Ticket,Merge Tickets,Manage Announcements,List Clients,"
    "View Clients Summary";

constexpr std::tuple kFields{};

Result<Input> prepare(api::Params&, const api::BindContext&) { return Input{}; }

/// ",1,2,", as the original keeps them.
std::string departments_of(const core::AgentCard& card) {
    std::string text;
    for (const core::DepartmentId id : card.departments) {
        text += "," + std::to_string(id.value());
    }
    return text.empty() ? text : text + ",";
}

void render(const Input&, const core::ActorCard& actor, const core::Settings& settings,
            Answer& answer) {
    answer.emplace("adminid", actor.card.agent.id.value());
    answer.emplace("name", actor.card.agent.display_name());
    answer.emplace("notes", "");
    answer.emplace("signature", actor.card.signature);
    answer.emplace("allowedpermissions", kPermissions);
    answer.emplace("departments", departments_of(actor.card));
    answer.emplace("requesttime", format_date_time(actor.now, settings.time_zone));
    answer.emplace("whmcs", version_object());
}

constexpr Operation<Input, core::ActorCard> kOperation{ActionId::get_admin_details,
                                                       "GetAdminDetails",
                                                       "getadmindetails",
                                                       api::Access::read,
                                                       prepare,
                                                       core::describe_actor,
                                                       render};

}  // namespace

constinit const Action kGetAdminDetails = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
