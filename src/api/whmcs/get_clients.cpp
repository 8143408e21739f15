#include <array>

#include "api/whmcs/companion_parts.hpp"
#include "api/whmcs/list_request.hpp"
#include "core/accounts.hpp"

/// GetClients. Source: developers.whmcs.com/api-reference/getclients. Numbers are JSON numbers, as
/// in its sample.
namespace desk::whmcs {

namespace {

using api::optional;
using core::AccountOrder;
using core::Result;
using Clients = core::Sliced<core::Account>;

struct Request : ListRequest {
    std::string sorting, status, search, order;
    core::ListAccountsInput input;
};

// clang-format off
constexpr std::tuple kFields{
    kLimitStart,
    kLimitNum,
    optional("sorting", &Request::sorting, "ASC (the default) or DESC"),
    optional("status",  &Request::status,  "Only Active, Inactive or Closed ones"),
    optional("search",  &Request::search,  "How an address, a name, a last name or a company begins"),
    optional("orderby", &Request::order,   "id, firstname, lastname, companyname, email, groupid, datecreated or status"),
};
// clang-format on

struct OrderName {
    std::string_view name;
    AccountOrder order;
};
/// Clients are in no groups here, so by group they stand by their ids.
constexpr std::array kOrders{
    OrderName{"firstname", AccountOrder::first_name},
    OrderName{"lastname", AccountOrder::last_name},
    OrderName{"companyname", AccountOrder::company},
    OrderName{"email", AccountOrder::email},
    OrderName{"datecreated", AccountOrder::created_at},
    OrderName{"status", AccountOrder::status},
};

/// What cannot be read counts as not sent: a list is never refused.
Result<Request> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return request;
    core::ListAccountsInput& input = request->input;
    input.slice = slice_of(*request);
    input.beginning = request->search;
    input.is_descending = is_descending(request->sorting);
    for (const std::string_view status : {"Active", "Inactive", "Closed"}) {
        if (equal_ignoring_case(trim(request->status), status)) input.status = status;
    }
    for (const OrderName& order : kOrders) {
        if (equal_ignoring_case(trim(request->order), order.name)) input.order = order.order;
    }
    return request;
}

Result<Clients> run(core::Tx& tx, const core::Actor& actor, const Request& request) {
    return core::list_accounts(tx, actor, request.input);
}

void render(const Request& request, const Clients& list, const core::Settings& settings,
            Answer& answer) {
    boost::json::array rows(answer.storage());
    for (const core::Account& client : list.rows) {
        rows.push_back(boost::json::object{
            {"id", client.id.value()},
            {"firstname", client.first_name},
            {"lastname", client.last_name},
            {"companyname", client.company},
            {"email", client.email},
            {"datecreated", date_or_none(client.created_at, settings.time_zone)},
            {"groupid", 0},
            {"status", client.status}});
    }
    put_page(list, request.start, answer);
    put_list("clients", "client", std::move(rows), answer);
}

constexpr Operation<Request, Clients> kOperation{
    ActionId::get_clients, "GetClients", "getclients", api::Access::read, prepare, run, render};

}  // namespace

constinit const Action kGetClients = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
