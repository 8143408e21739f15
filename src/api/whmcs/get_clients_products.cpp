#include "api/whmcs/companion_parts.hpp"
#include "api/whmcs/list_request.hpp"
#include "api/whmcs/wire_text.hpp"
#include "core/accounts.hpp"

/// GetClientsProducts. Source: developers.whmcs.com/api-reference/getclientsproducts. Products are
/// the desk's services; ids are texts. A service has no product behind it, no domain and no user
/// name here, so that a filter on one of them finds nothing.
namespace desk::whmcs {

namespace {

namespace json = boost::json;
using api::optional;
using core::Result;
using Services = core::Sliced<core::ServiceCard>;

struct Request : ListRequest, core::ListServicesInput {
    std::int64_t product = 0;
    std::string domain, username;
};

// clang-format off
constexpr std::tuple kFields{
    kLimitStart,
    kLimitNum,
    optional("clientid",  &Request::client,   "Only of this client"),
    optional("serviceid", &Request::service,  "Only this service"),
    optional("pid",       &Request::product,  "Only of this product: finds nothing here"),
    optional("domain",    &Request::domain,   "Only with this domain: finds nothing here"),
    optional("username2", &Request::username, "Only with this user name: finds nothing here"),
};
// clang-format on

Result<Request> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return request;
    request->slice = slice_of(*request);
    request->none =
        request->product != 0 || !is_blank(request->domain) || !is_blank(request->username);
    return request;
}

Result<Services> run(core::Tx& tx, const core::Actor& actor, const Request& request) {
    return core::list_services(tx, actor, request);
}

json::value id_or_null(std::int64_t id) {
    if (id == 0) return nullptr;
    return json::string(std::to_string(id));
}
json::value text_or_null(const std::string& text) {
    if (text.empty()) return nullptr;
    return json::string(text);
}

void render(const Request& request, const Services& list, const core::Settings&, Answer& answer) {
    answer.emplace("clientid", id_or_null(request.client.value()));
    answer.emplace("serviceid", id_or_null(request.service.value()));
    answer.emplace("pid", id_or_null(request.product));
    answer.emplace("domain", text_or_null(request.domain));
    put_page(list, request.start, answer);
    json::array rows(answer.storage());
    for (const core::ServiceCard& service : list.rows) {
        rows.push_back(json::object{{"id", id_text(service.id)},
                                    {"qty", "1"},
                                    {"clientid", id_text(service.client)},
                                    {"orderid", "0"},
                                    {"ordernumber", ""},
                                    {"pid", "0"},
                                    {"regdate", "0000-00-00"},
                                    {"name", service.name},
                                    {"translated_name", service.name},
                                    {"groupname", ""},
                                    {"translated_groupname", ""},
                                    {"domain", ""},
                                    {"dedicatedip", ""},
                                    {"serverid", "0"},
                                    {"servername", ""},
                                    {"status", service.status},
                                    {"username", ""},
                                    {"notes", ""}});
    }
    put_list("products", "product", std::move(rows), answer);
}

constexpr Operation<Request, Services> kOperation{ActionId::get_clients_products,
                                                  "GetClientsProducts",
                                                  "getclientsproducts",
                                                  api::Access::read,
                                                  prepare,
                                                  run,
                                                  render};

}  // namespace

constinit const Action kGetClientsProducts = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
