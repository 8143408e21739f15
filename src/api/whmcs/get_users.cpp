#include "api/whmcs/companion_parts.hpp"
#include "api/whmcs/list_request.hpp"
#include "core/accounts.hpp"

/// GetUsers. Source: developers.whmcs.com/api-reference/getusers. `users` is a plain array.
namespace desk::whmcs {

namespace {

namespace json = boost::json;
using api::optional;
using core::Result;
using Users = core::Sliced<core::UserCard>;

struct Request : ListRequest, core::ListUsersInput {
    std::string sorting;
};

// clang-format off
constexpr std::tuple kFields{
    kLimitStart,
    kLimitNum,
    optional("sorting", &Request::sorting, "ASC (the default) or DESC, by id"),
    optional("search",  &Request::part,    "A part of the name or address, letter case aside"),
};
// clang-format on

Result<Request> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return request;
    request->slice = slice_of(*request);
    request->is_descending = is_descending(request->sorting);
    return request;
}

Result<Users> run(core::Tx& tx, const core::Actor& actor, const Request& request) {
    return core::list_users(tx, actor, request);
}

void render(const Request& request, const Users& list, const core::Settings& settings,
            Answer& answer) {
    json::array rows(answer.storage());
    for (const core::UserCard& user : list.rows) {
        json::array clients;
        for (const core::Membership& one : user.clients) {
            clients.push_back(json::object{{"id", one.client.value()}, {"isOwner", one.is_owner}});
        }
        rows.push_back(
            json::object{{"id", user.id.value()},
                         {"firstname", user.first_name},
                         {"lastname", user.last_name},
                         {"email", user.email},
                         {"datecreated", date_time_or_none(user.created_at, settings.time_zone)},
                         {"validationdata", ""},
                         {"clients", std::move(clients)}});
    }
    put_page(list, request.start, answer);
    answer.emplace("users", std::move(rows));
}

constexpr Operation<Request, Users> kOperation{
    ActionId::get_users, "GetUsers", "getusers", api::Access::read, prepare, run, render};

}  // namespace

constinit const Action kGetUsers = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
