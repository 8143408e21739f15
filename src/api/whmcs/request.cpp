#include "api/whmcs/request.hpp"

#include <utility>

#include "api/common/check_form.hpp"
#include "net/form.hpp"
#include "util/text.hpp"

namespace desk::whmcs {

namespace {

using core::Result;

/// Longer names than any action's are not worth echoing.
constexpr std::size_t kMaxActionBytes = 64;

/// A JSON type over a body that is none is believed to be a form.
bool is_json(std::string_view content_type, std::string_view body) {
    const std::string_view type = trim(content_type.substr(0, content_type.find(';')));
    return equal_ignoring_case(type, "application/json") && trim(body).substr(0, 1) == "{";
}

Result<void> add_form(net::FormError error, net::Form form, api::Params& params) {
    // What could be read of it may say in which format to refuse it.
    if (auto ok = params.add(std::move(form.fields)); !ok) return ok;
    for (net::FormFile& file : form.files) params.add_file(std::move(file));
    return api::check_form(error);
}

Result<void> read_into(net::Request& http, api::Params& params) {
    net::Form query;
    const net::FormError error = net::parse_urlencoded(http.query, query);
    if (auto ok = add_form(error, std::move(query), params); !ok) return ok;
    const std::string body = std::exchange(http.body, {});
    if (body.empty()) return {};
    const std::string* type = http.header("Content-Type");
    const std::string_view content_type = type == nullptr ? std::string_view() : *type;
    if (is_json(content_type, body)) return params.add_json(body);
    net::Form form;
    const net::FormError body_error = net::parse_form_body(content_type, body, form);
    return add_form(body_error, std::move(form), params);
}

}  // namespace

Request read_request(net::Request& http) {
    Request request;
    if (auto ok = read_into(http, request.params); !ok) request.refusal = ok.error();
    if (const std::string* type = request.params.text("responsetype")) {
        request.format = format_named(*type);
    }
    if (const std::string* action = request.params.text("action")) {
        request.action_key = make_valid(ascii_lower(trim(*action).substr(0, kMaxActionBytes)));
    }
    return request;
}

}  // namespace desk::whmcs
