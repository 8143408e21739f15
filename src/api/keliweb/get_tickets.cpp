#include <boost/json/array.hpp>
#include <string>
#include <tuple>
#include <utility>

#include "api/common/attachment_names.hpp"
#include "api/common/ticket_list_request.hpp"
#include "api/common/ticket_people.hpp"
#include "api/keliweb/get_ticket.hpp"
#include "api/keliweb/method.hpp"

/// get-tickets: WHMCS's GetTickets of the client's tickets (spec/keliweb.md 3.4), paged as the
/// vendor's other lists are. What is staff's alone (clientid, email, ignore_dept_assignments, the
/// flagged tickets) is ignored.
namespace desk::keliweb {

namespace {

namespace json = boost::json;
using api::optional;
using api::TicketListRequest;
using core::TicketList;

// clang-format off
constexpr std::tuple kFields{
    optional("limitstart", &TicketListRequest::start,      "Tickets to skip; 0 by default"),
    optional("limitnum",   &TicketListRequest::count,      "Tickets of one answer; 25 by default, 10,000 at most"),
    optional("deptid",     &TicketListRequest::department, "Only in this department"),
    optional("status",     &TicketListRequest::status,     "A status, or Awaiting Reply, All Active Tickets"),
    optional("subject",    &TicketListRequest::subject,    "A part of the subject, letter case aside"),
};
// clang-format on

core::Result<TicketListRequest> prepare(api::Params& params, const api::BindContext& context) {
    auto request = api::bind<TicketListRequest>(kFields, params, context);
    if (request) api::settle(*request);
    return request;
}

core::Result<TicketList> run(core::Tx& tx, const core::Actor& actor,
                             const TicketListRequest& request) {
    return core::list_tickets(tx, actor, request);
}

void put_files(const core::Message& opening, json::object& row) {
    row.emplace("attachment", api::stored_names(opening));
    row.emplace("attachments", attachment_list(opening));
    row.emplace("attachments_removed", api::are_removed(opening) ? "1" : "0");
}

/// The keys of get-ticket without the messages, and where GetTickets has them what it has besides.
json::object row_of(const core::Ticket& ticket, const core::Settings& settings) {
    json::object row{{"id", std::to_string(ticket.id.value())}};
    for (auto& [key, value] : render_ticket(ticket, false, settings)) {
        if (key == "replies" || key == "notes") continue;
        row.emplace(key, std::move(value));
        if (key == "name") row.emplace("owner_name", ticket.client_name);
        if (key == "email") api::put_requestor(api::requestor_of(ticket), row);
        if (key == "admin") put_files(ticket.messages.front(), row);
    }
    return row;
}

Answer render(const TicketListRequest& request, const TicketList& list,
              const core::Settings& settings) {
    json::array rows;
    for (const core::Ticket& ticket : list.tickets) rows.push_back(row_of(ticket, settings));
    return {{"totalresults", std::to_string(list.total)},
            {"startnumber", std::to_string(request.start)},
            {"numreturned", std::to_string(list.tickets.size())},
            {"tickets", json::object{{"ticket", std::move(rows)}}}};
}

bool renders_slowly(const TicketList& list) { return list.tickets.size() > 100; }

constexpr Operation<TicketListRequest, TicketList> kOperation{
    "get-tickets", "gettickets", api::Access::read, false, prepare, run, render, renders_slowly};

}  // namespace

constinit const Method kGetTickets = make_method<kOperation>();

}  // namespace desk::keliweb
