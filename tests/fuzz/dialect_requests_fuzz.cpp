#include <string>

#include "api/keliweb/method.hpp"
#include "api/keliweb/request.hpp"
#include "api/whmcs/action.hpp"
#include "api/whmcs/request.hpp"
#include "fuzz/fuzz.hpp"

/// A query, a Content-Type, an Authorization and, below these lines, a body: whole calls of WHMCS
/// and Keliweb, up to what an operation makes of its parameters.
namespace desk::fuzz {

namespace {

using ActionOrMethod = core::Result<std::shared_ptr<api::Call>>;

void check_call(const ActionOrMethod& call) {
    if (!call) {
        check_text(call.error().about);
        return;
    }
    check(*call != nullptr, "what is not refused is a call");
    const std::vector<core::NewAttachment>* files = (*call)->attachments();
    if (files == nullptr) return;
    check(files->size() <= core::kMaxAttachments, "there are not too many files");
    for (const core::NewAttachment& file : *files) check_text(file.file_name);
}

void check_params(const api::Params& params) {
    for (const char* name : {"action", "subject", "message", "customfields", "attachments"}) {
        if (const api::ParamValue* value = params.value(name)) check_value(*value);
    }
    for (const net::FormFile& file : params.files()) {
        check_text(file.file_name);
        check_text(file.media_type);
    }
}

void whmcs_call(net::Request http, const api::BindContext& context) {
    whmcs::Request request = whmcs::read_request(http);
    check(http.body.empty(), "the body is taken");
    check_params(request.params);
    check_text(request.action_key);
    check(request.action_key.size() <= 3 * 64, "no more of an action's name is kept");
    if (request.refusal) return;
    const whmcs::Action* named = whmcs::find_action(request.action_key);
    if (named != nullptr) {
        check_call(named->prepare(request.params, context));
        return;
    }
    for (const whmcs::Action* action : whmcs::all_actions()) {
        api::Params params = request.params;
        check_call(action->prepare(params, context));
    }
}

void keliweb_call(const net::Request& http, const api::BindContext& context) {
    if (const auto token = keliweb::bearer_token(http)) {
        check(!token->empty() && token->size() <= 2048, "a token is within its bound");
    }
    if (const auto pair = keliweb::basic_credentials(http)) {
        check_text(pair->name);
        check(pair->name.find(':') == std::string::npos, "a name ends at the colon");
    }
    const auto read = keliweb::read_params(http, true);
    if (!read) return;
    check_params(*read);
    for (const keliweb::Method* method : keliweb::all_methods()) {
        api::Params params = *read;
        check_call(method->prepare(params, context));
    }
}

}  // namespace

void run(std::string_view input) {
    static const core::Settings kSettings;
    net::Request http;
    http.method = "POST";
    http.query = take_line(input);
    http.headers.push_back({"Content-Type", std::string(take_line(input))});
    http.headers.push_back({"Authorization", std::string(take_line(input))});
    http.body = input;
    whmcs_call(http, {kSettings, core::Origin::whmcs});
    keliweb_call(http, {kSettings, core::Origin::keliweb});
}

}  // namespace desk::fuzz
