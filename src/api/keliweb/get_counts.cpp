#include <boost/json/array.hpp>
#include <string>
#include <utility>
#include <vector>

#include "api/keliweb/method.hpp"
#include "core/list_tickets.hpp"

/// get-support-departments, get-support-statuses and get-ticket-counts: WHMCS's actions of these
/// names, with the counts of the client's own tickets (spec/keliweb.md 3.4). Hidden departments,
/// which a client cannot name either, are left out.
namespace desk::keliweb {

namespace {

namespace json = boost::json;
using core::Result;

struct NoInput {};

Result<NoInput> prepare(api::Params&, const api::BindContext&) { return NoInput{}; }

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

struct StatusRow {
    std::string title;
    std::string colour;
    std::int64_t tickets = 0;
};

Result<std::vector<StatusRow>> run_statuses(core::Tx& tx, const core::Actor& actor,
                                            const NoInput&) {
    std::vector<StatusRow> statuses;
    const std::vector<core::DepartmentId> uncounted;
    for (const core::StatusCounts& status : tx.lists().statuses(uncounted)) {
        core::ListTicketsInput input;
        input.status_titles = {status.title};
        statuses.push_back({status.title, status.colour, count(tx, actor, input)});
    }
    return statuses;
}

Answer render_statuses(const NoInput&, const std::vector<StatusRow>& statuses,
                       const core::Settings&) {
    json::array rows;
    for (const StatusRow& status : statuses) {
        rows.push_back(json::object{
            {"title", status.title}, {"count", text(status.tickets)}, {"color", status.colour}});
    }
    return {{"totalresults", text(static_cast<std::int64_t>(statuses.size()))},
            {"statuses", json::object{{"status", std::move(rows)}}}};
}

struct Counts {
    std::int64_t active = 0;
    std::int64_t awaiting_reply = 0;
};

Result<Counts> run_counts(core::Tx& tx, const core::Actor& actor, const NoInput&) {
    core::ListTicketsInput active;
    active.only_active = true;
    core::ListTicketsInput awaiting;
    awaiting.only_awaiting_reply = true;
    return Counts{count(tx, actor, active), count(tx, actor, awaiting)};
}

Answer render_counts(const NoInput&, const Counts& counts, const core::Settings&) {
    return {{"allActive", text(counts.active)}, {"awaitingReply", text(counts.awaiting_reply)}};
}

constexpr Operation<NoInput, std::vector<Counted>> kDepartments{
    "get-support-departments", "getsupportdepartments", api::Access::read, false, prepare,
    run_departments,           render_departments};
constexpr Operation<NoInput, std::vector<StatusRow>> kStatuses{
    "get-support-statuses", "getsupportstatuses", api::Access::read, false, prepare,
    run_statuses,           render_statuses};
constexpr Operation<NoInput, Counts> kCounts{
    "get-ticket-counts", "getticketcounts", api::Access::read, false, prepare,
    run_counts,          render_counts};

}  // namespace

constinit const Method kGetSupportDepartments = make_method<kDepartments>();
constinit const Method kGetSupportStatuses = make_method<kStatuses>();
constinit const Method kGetTicketCounts = make_method<kCounts>();

}  // namespace desk::keliweb
