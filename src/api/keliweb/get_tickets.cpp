#include <boost/json/array.hpp>
#include <string>
#include <tuple>
#include <utility>

#include "api/keliweb/get_ticket.hpp"
#include "api/keliweb/method.hpp"
#include "core/list_tickets.hpp"
#include "util/text.hpp"

/// get-tickets: WHMCS's GetTickets of the client's tickets (spec/keliweb.md 3.4), paged as the
/// vendor's other lists are. What is staff's alone (clientid, email, ignore_dept_assignments, the
/// flagged tickets) is ignored.
namespace desk::keliweb {

namespace {

namespace json = boost::json;
using api::optional;
using core::TicketList;

constexpr std::int64_t kDefaultLimit = 25;

struct Request : core::ListTicketsInput {
    std::int64_t start = 0;
    std::int64_t count = kDefaultLimit;
    core::DepartmentId department;
    std::string status;
};

// clang-format off
constexpr std::tuple kFields{
    optional("limitstart", &Request::start,      "Tickets to skip; 0 by default"),
    optional("limitnum",   &Request::count,      "Tickets of one answer; 25 by default, 10,000 at most"),
    optional("deptid",     &Request::department, "Only in this department"),
    optional("status",     &Request::status,     "A status, or Awaiting Reply, All Active Tickets"),
    optional("subject",    &Request::subject,    "A part of the subject, letter case aside"),
};
// clang-format on

/// Numbers that are none count as not sent: a list is never refused.
core::Result<Request> prepare(api::Params& params, const api::BindContext& context) {
    core::Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return request;
    if (request->start == api::kNoSuchId) request->start = 0;
    if (request->count == api::kNoSuchId || request->count == 0) request->count = kDefaultLimit;
    request->page.offset = request->start;
    request->page.limit = request->count;
    if (request->department.is_set()) request->departments.push_back(request->department);
    const std::string_view status = trim(request->status);
    if (equal_ignoring_case(status, "Awaiting Reply")) {
        request->only_awaiting_reply = true;
    } else if (equal_ignoring_case(status, "All Active Tickets")) {
        request->only_active = true;
    } else if (!status.empty()) {
        request->status_titles.emplace_back(status);
    }
    return request;
}

core::Result<TicketList> run(core::Tx& tx, const core::Actor& actor, const Request& request) {
    return core::list_tickets(tx, actor, request);
}

/// The keys of get-ticket without the messages.
json::object row_of(const core::Ticket& ticket, const core::Settings& settings) {
    json::object row{{"id", std::to_string(ticket.id.value())}};
    for (auto& [key, value] : render_ticket(ticket, false, settings)) {
        if (key != "replies" && key != "notes") row.emplace(key, std::move(value));
    }
    return row;
}

Answer render(const Request& request, const TicketList& list, const core::Settings& settings) {
    json::array rows;
    for (const core::Ticket& ticket : list.tickets) rows.push_back(row_of(ticket, settings));
    return {{"totalresults", std::to_string(list.total)},
            {"startnumber", std::to_string(request.start)},
            {"numreturned", std::to_string(list.tickets.size())},
            {"tickets", json::object{{"ticket", std::move(rows)}}}};
}

bool renders_slowly(const TicketList& list) { return list.tickets.size() > 100; }

constexpr Operation<Request, TicketList> kOperation{
    "get-tickets", "gettickets", api::Access::read, false, prepare, run, render, renders_slowly};

}  // namespace

constinit const Method kGetTickets = make_method<kOperation>();

}  // namespace desk::keliweb
