#include "api/whmcs/action.hpp"
#include "core/activity.hpp"

/// LogActivity. Source: developers.whmcs.com/api-reference/logactivity.
namespace desk::whmcs {

namespace {

using api::optional;
using api::required;
using core::Errc;
using core::Result;
using Input = core::LogActivityInput;

struct Request : Input {
    core::ClientId user;
};

// clang-format off
constexpr std::tuple kFields{
    required("description", &Request::description, Errc::field_required, "What the log is to say"),
    optional("clientid",    &Request::client,                            "Whom it is about"),
    optional("userid",      &Request::user,                              "The name of clientid in early documentation"),
};
// clang-format on

Result<Input> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    if (!request->client.is_set()) request->client = request->user;
    if (request->client.value() == api::kNoSuchId) request->client = {};  // no number
    return Input(std::move(*request));
}

void render(const Input&, const core::Logged&, const core::Settings&, Answer&) {}

constexpr Operation<Input, core::Logged> kOperation{
    ActionId::log_activity, "LogActivity", "logactivity", api::Access::write, prepare,
    core::log_activity,     render};

}  // namespace

constinit const Action kLogActivity = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
