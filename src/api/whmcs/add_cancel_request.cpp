#include "api/whmcs/action.hpp"
#include "api/whmcs/wire_text.hpp"
#include "core/cancel_service.hpp"
#include "util/text.hpp"

/// AddCancelRequest. Source: developers.whmcs.com/api-reference/addcancelrequest. What is not
/// `End of Billing Period` means at once.
namespace desk::whmcs {

namespace {

using api::optional;
using api::required;
using core::Errc;
using core::Result;

struct Request : core::CancelRequest {
    std::string type;
};

// clang-format off
constexpr std::tuple kFields{
    required("serviceid", &Request::service, Errc::service_not_found, "Service to end"),
    optional("type",      &Request::type,                             "Immediate, or End of Billing Period"),
    optional("reason",    &Request::reason,                           "Why"),
};
// clang-format on

Result<core::CancelRequest> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    request->at_period_end = equal_ignoring_case(trim(request->type), "End of Billing Period");
    return core::CancelRequest(std::move(*request));
}

void render(const core::CancelRequest&, const core::ServiceCard& service, const core::Settings&,
            Answer& answer) {
    answer.emplace("serviceid", id_text(service.id));
    answer.emplace("userid", id_text(service.client));
}

constexpr Operation<core::CancelRequest, core::ServiceCard> kOperation{ActionId::add_cancel_request,
                                                                       "AddCancelRequest",
                                                                       "addcancelrequest",
                                                                       api::Access::write,
                                                                       prepare,
                                                                       core::cancel_service,
                                                                       render};

}  // namespace

constinit const Action kAddCancelRequest = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
