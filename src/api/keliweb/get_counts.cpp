#include <boost/json/array.hpp>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "api/common/status_key.hpp"
#include "api/keliweb/method.hpp"
#include "core/count_tickets.hpp"
#include "core/list_tickets.hpp"

/// get-support-departments, get-support-statuses and get-ticket-counts: WHMCS's actions of these
/// names, with the counts of the client's own tickets (spec/keliweb.md 3.4). Hidden departments,
/// which a client cannot name either, are left out. What is said of agents there, their departments
/// and what is flagged to them, is nobody's here.
namespace desk::keliweb {

namespace {

namespace json = boost::json;
using core::Result;

using api::optional;

struct NoInput {};

Result<NoInput> prepare(api::Params&, const api::BindContext&) { return NoInput{}; }

struct StatusesRequest {
    core::DepartmentId department;
};

struct CountsRequest {
    bool includes_statuses = false;
};

// clang-format off
constexpr std::tuple kStatusesFields{
    optional("deptid", &StatusesRequest::department, "Counts the tickets of this department alone"),
};
constexpr std::tuple kCountsFields{
    optional("includeCountsByStatus", &CountsRequest::includes_statuses, "With the count of each status"),
};
// clang-format on

Result<StatusesRequest> prepare_statuses(api::Params& params, const api::BindContext& context) {
    return api::bind<StatusesRequest>(kStatusesFields, params, context);
}

Result<CountsRequest> prepare_counts(api::Params& params, const api::BindContext& context) {
    return api::bind<CountsRequest>(kCountsFields, params, context);
}

/// How many of the client's tickets a filter finds.
std::int64_t count(core::Tx& tx, const core::Actor& actor, core::ListTicketsInput input) {
    input.page.limit = 1;
    const Result<core::TicketList> list = core::list_tickets(tx, actor, input);
    return list ? list->total : 0;
}

struct Counted {
    std::string id;
    std::string name;
    std::int64_t all = 0;
    std::int64_t awaiting_reply = 0;
    std::int64_t active = 0;
};

std::string text(std::int64_t number) { return std::to_string(number); }

Result<std::vector<Counted>> run_departments(core::Tx& tx, const core::Actor& actor,
                                             const NoInput&) {
    std::vector<Counted> departments;
    for (const core::Department& department : tx.departments()) {
        if (department.hidden) continue;
        core::ListTicketsInput awaiting;
        awaiting.departments = {department.id};
        core::ListTicketsInput active = awaiting;
        awaiting.only_awaiting_reply = true;
        active.only_active = true;
        departments.push_back({text(department.id.value()), department.name, 0,
                               count(tx, actor, awaiting), count(tx, actor, active)});
    }
    return departments;
}

Answer render_departments(const NoInput&, const std::vector<Counted>& departments,
                          const core::Settings&) {
    json::array rows;
    for (const Counted& department : departments) {
        rows.push_back(json::object{{"id", department.id},
                                    {"name", department.name},
                                    {"awaitingreply", text(department.awaiting_reply)},
                                    {"opentickets", text(department.active)}});
    }
    return {{"totalresults", text(static_cast<std::int64_t>(departments.size()))},
            {"departments", json::object{{"department", std::move(rows)}}}};
}

/// The statuses with how many of the client's tickets are in each. \param department  only in
/// this one; not set: in all
std::vector<core::StatusCounts> own_statuses(core::Tx& tx, const core::Actor& actor,
                                             core::DepartmentId department) {
    const std::vector<core::DepartmentId> uncounted;
    std::vector<core::StatusCounts> statuses = tx.lists().statuses(uncounted);
    for (core::StatusCounts& status : statuses) {
        core::ListTicketsInput input;
        input.status_titles = {status.title};
        if (department.is_set()) input.departments = {department};
        status.tickets = count(tx, actor, std::move(input));
    }
    return statuses;
}

Result<std::vector<core::StatusCounts>> run_statuses(core::Tx& tx, const core::Actor& actor,
                                                     const StatusesRequest& request) {
    return own_statuses(tx, actor, request.department);
}

Answer render_statuses(const StatusesRequest&, const std::vector<core::StatusCounts>& statuses,
                       const core::Settings&) {
    json::array rows;
    for (const core::StatusCounts& status : statuses) {
        rows.push_back(json::object{
            {"title", status.title}, {"count", text(status.tickets)}, {"color", status.colour}});
    }
    return {{"totalresults", text(static_cast<std::int64_t>(statuses.size()))},
            {"statuses", json::object{{"status", std::move(rows)}}}};
}

/// Those that a client may name, and others that tickets of it are in.
std::vector<core::DepartmentId> own_departments(core::Tx& tx, const core::Actor& actor) {
    std::vector<core::DepartmentId> departments;
    for (const core::Department& department : tx.departments()) {
        core::ListTicketsInput inside;
        inside.departments = {department.id};
        if (department.hidden && count(tx, actor, std::move(inside)) == 0) continue;
        departments.push_back(department.id);
    }
    return departments;
}

Result<core::TicketCounts> run_counts(core::Tx& tx, const core::Actor& actor,
                                      const CountsRequest& request) {
    core::ListTicketsInput active;
    active.only_active = true;
    core::ListTicketsInput awaiting;
    awaiting.only_awaiting_reply = true;
    core::TicketCounts counts;
    counts.departments = own_departments(tx, actor);
    counts.active = count(tx, actor, std::move(active));
    counts.awaiting_reply = count(tx, actor, std::move(awaiting));
    if (request.includes_statuses) counts.statuses = own_statuses(tx, actor, {});
    return counts;
}

Answer render_counts(const CountsRequest& request, const core::TicketCounts& counts,
                     const core::Settings&) {
    json::array departments;
    for (const core::DepartmentId id : counts.departments) {
        departments.emplace_back(text(id.value()));
    }
    Answer answer{{"filteredDepartments", std::move(departments)},
                  {"allActive", text(counts.active)},
                  {"awaitingReply", text(counts.awaiting_reply)},
                  {"flaggedTickets", text(counts.flagged)}};
    if (!request.includes_statuses) return answer;
    json::object statuses;
    for (const core::StatusCounts& status : counts.statuses) {
        const std::string key = api::status_key(status, statuses);
        statuses.emplace(key,
                         json::object{{"title", status.title}, {"count", text(status.tickets)}});
    }
    answer.emplace("status", std::move(statuses));
    return answer;
}

constexpr Operation<NoInput, std::vector<Counted>> kDepartments{
    "get-support-departments", "getsupportdepartments", api::Access::read, false, prepare,
    run_departments,           render_departments};
constexpr Operation<StatusesRequest, std::vector<core::StatusCounts>> kStatuses{
    "get-support-statuses", "getsupportstatuses", api::Access::read, false,
    prepare_statuses,       run_statuses,         render_statuses};
constexpr Operation<CountsRequest, core::TicketCounts> kCounts{
    "get-ticket-counts", "getticketcounts", api::Access::read, false,
    prepare_counts,      run_counts,        render_counts};

}  // namespace

constinit const Method kGetSupportDepartments = make_method<kDepartments>();
constinit const Method kGetSupportStatuses = make_method<kStatuses>();
constinit const Method kGetTicketCounts = make_method<kCounts>();

}  // namespace desk::keliweb
