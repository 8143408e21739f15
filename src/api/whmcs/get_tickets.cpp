#include <boost/json.hpp>

#include "api/common/ticket_list_request.hpp"
#include "api/common/ticket_people.hpp"
#include "api/whmcs/action.hpp"
#include "api/whmcs/ticket_parts.hpp"
#include "api/whmcs/wire_text.hpp"
#include "util/text.hpp"

/// GetTickets. Source: developers.whmcs.com/api-reference/gettickets.
namespace desk::whmcs {

namespace {

namespace json = boost::json;
using api::optional;
using core::Result;
using core::Ticket;
using core::TicketList;

struct Request : api::TicketListRequest {
    bool ignore_assignments = false;
};

// clang-format off
constexpr std::tuple kFields{
    optional("limitstart",              &Request::start,              "Tickets to skip; 0 by default"),
    optional("limitnum",                &Request::count,              "Tickets of one answer; 25 by default, 10,000 at most"),
    optional("deptid",                  &Request::department,         "Only in this department"),
    optional("clientid",                &Request::client,             "Only of this client"),
    optional("email",                   &Request::email,              "Only of the guest with this address, letter case aside"),
    optional("status",                  &Request::status,             "A status, or Awaiting Reply, All Active Tickets, My Flagged Tickets"),
    optional("subject",                 &Request::subject,            "A part of the subject, letter case aside"),
    optional("ignore_dept_assignments", &Request::ignore_assignments, "Also in departments that the API user is not assigned to"),
};
// clang-format on

/// "My Flagged Tickets" is staff's, as a third name that stands for several statuses.
Result<Request> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return request;
    if (equal_ignoring_case(trim(request->status), "My Flagged Tickets")) {
        request->status.clear();
        request->only_active = true;
        request->only_mine = true;
    }
    request->only_assigned = !request->ignore_assignments;
    api::settle(*request);
    return request;
}

Result<TicketList> run(core::Tx& tx, const core::Actor& actor, const Request& request) {
    return core::list_tickets(tx, actor, request);
}

json::object row_of(const Ticket& ticket, const TimeZone& zone, const json::storage_ptr& storage) {
    const core::Message& opening = ticket.messages.front();
    json::object row(storage);
    row.reserve(32);
    row.emplace("id", id_text(ticket.id));
    row.emplace("tid", ticket.number);
    row.emplace("deptid", id_text(ticket.department));
    row.emplace("deptname", ticket.department_name);
    row.emplace("userid", id_text(ticket.client));
    row.emplace("contactid", id_text(ticket.contact));
    row.emplace("name", ticket.shown_name());
    row.emplace("owner_name", ticket.client_name);
    row.emplace("email", ticket.shown_email());
    api::put_requestor(api::requestor_of(ticket), row);
    row.emplace("cc", ticket.cc);
    row.emplace("c", ticket.access_code);
    row.emplace("date", format_date_time(ticket.opened_at, zone));
    row.emplace("subject", ticket.subject);
    row.emplace("status", ticket.status_title);
    row.emplace("priority", core::priority_title(ticket.priority));
    row.emplace("admin", api::admin_name(opening.author));
    put_attachments(opening, row);
    row.emplace("lastreply", format_date_time(ticket.last_reply_at, zone));
    row.emplace("flag", id_text(ticket.flag));
    row.emplace("service", service_of(ticket));
    return row;
}

void render(const Request& request, const TicketList& list, const core::Settings& settings,
            Answer& answer) {
    json::array rows(answer.storage());
    rows.reserve(list.tickets.size());
    for (const Ticket& ticket : list.tickets) {
        rows.push_back(row_of(ticket, settings.time_zone, answer.storage()));
    }
    answer.emplace("totalresults", list.total);
    answer.emplace("startnumber", request.start);
    answer.emplace("numreturned", list.tickets.size());
    json::object tickets(answer.storage());
    tickets.emplace("ticket", std::move(rows));
    answer.emplace("tickets", std::move(tickets));
}

/// A row is some hundred bytes of many small values.
std::size_t render_bytes(const TicketList& list) {
    constexpr std::size_t kRowBytes = 2048;
    return list.tickets.size() * kRowBytes;
}

constexpr Operation<Request, TicketList> kOperation{
    ActionId::get_tickets, "GetTickets", "gettickets", api::Access::read, prepare, run, render,
    render_bytes};

}  // namespace

constinit const Action kGetTickets = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
