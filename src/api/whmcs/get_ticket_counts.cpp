#include <boost/json.hpp>

#include "api/common/status_key.hpp"
#include "api/whmcs/action.hpp"
#include "core/count_tickets.hpp"
#include "util/text.hpp"

/// GetTicketCounts. Source: developers.whmcs.com/api-reference/getticketcounts.
namespace desk::whmcs {

namespace {

namespace json = boost::json;
using api::optional;
using core::Result;
using core::TicketCounts;

struct Request : core::CountTicketsInput {
    bool ignores_assignments = false;
    bool ignores_assignments_by_other_name = false;
    bool includes_statuses = false;
};

// clang-format off
constexpr std::tuple kFields{
    optional("ignoreDepartmentAssignments", &Request::ignores_assignments, "All departments, not those of the API user alone"),
    optional("ignore_dept_assignments",     &Request::ignores_assignments_by_other_name, "Its name in GetTickets"),
    optional("includeCountsByStatus",       &Request::includes_statuses, "With the count of each status"),
};
// clang-format on

Result<Request> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return request;
    request->only_assigned =
        !request->ignores_assignments && !request->ignores_assignments_by_other_name;
    return request;
}

Result<TicketCounts> run(core::Tx& tx, const core::Actor& actor, const Request& request) {
    return core::count_tickets(tx, actor, request);
}

json::object by_status(const TicketCounts& counts, const json::storage_ptr& storage) {
    json::object statuses(storage);
    for (const core::StatusCounts& status : counts.statuses) {
        const std::string key = api::status_key(status, statuses);
        statuses.emplace(key, json::object{{"title", status.title}, {"count", status.tickets}});
    }
    return statuses;
}

/// Numbers all of them, as in the documented sample.
void render(const Request& request, const TicketCounts& counts, const core::Settings&,
            Answer& answer) {
    json::array departments(answer.storage());
    for (const core::DepartmentId department : counts.departments) {
        departments.push_back(department.value());
    }
    answer.emplace("filteredDepartments", std::move(departments));
    answer.emplace("allActive", counts.active);
    answer.emplace("awaitingReply", counts.awaiting_reply);
    answer.emplace("flaggedTickets", counts.flagged);
    if (request.includes_statuses) {
        answer.emplace("status", by_status(counts, answer.storage()));
    }
}

constexpr Operation<Request, TicketCounts> kOperation{ActionId::get_ticket_counts,
                                                      "GetTicketCounts",
                                                      "getticketcounts",
                                                      api::Access::read,
                                                      prepare,
                                                      run,
                                                      render};

}  // namespace

constinit const Action kGetTicketCounts = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
