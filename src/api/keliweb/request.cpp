#include "api/keliweb/request.hpp"

#include <string_view>
#include <utility>

#include "api/common/check_form.hpp"
#include "net/form.hpp"
#include "util/encoding.hpp"
#include "util/text.hpp"

namespace desk::keliweb {

namespace {

constexpr std::size_t kMaxTokenBytes = 2048;

core::Result<void> add_form(net::FormError error, net::Form form, api::Params& params) {
    if (auto ok = api::check_form(error); !ok) return ok;
    if (auto added = params.add(std::move(form.fields)); !added) return added;
    for (net::FormFile& file : form.files) params.add_file(std::move(file));
    return {};
}

bool is_json(std::string_view content_type) {
    const std::string type = ascii_lower(trim(content_type.substr(0, content_type.find(';'))));
    return type == "application/json" || type.ends_with("+json");
}

/// What follows the scheme of an Authorization header of that scheme.
std::optional<std::string_view> authorization(const net::Request& request,
                                              std::string_view scheme) {
    const std::string* header = request.header("Authorization");
    if (header == nullptr) return std::nullopt;
    const std::string_view value = trim(*header);
    const std::size_t end = value.find(' ');
    if (end == std::string_view::npos) return std::nullopt;
    if (!equal_ignoring_case(value.substr(0, end), scheme)) return std::nullopt;
    return trim(value.substr(end));
}

}  // namespace

core::Result<api::Params> read_params(const net::Request& request, bool with_query) {
    api::Params params;
    if (with_query) {
        net::Form query;
        const net::FormError error = net::parse_urlencoded(request.query, query);
        if (auto added = add_form(error, std::move(query), params); !added) {
            return tl::unexpected(std::move(added.error()));
        }
    }
    const std::string* header = request.header("Content-Type");
    const std::string_view type = header == nullptr ? std::string_view{} : *header;
    core::Result<void> added;
    if (is_json(type)) {
        if (!is_blank(request.body)) added = params.add_json(request.body);
    } else {
        net::Form form;
        const net::FormError error = net::parse_form_body(type, request.body, form);
        added = add_form(error, std::move(form), params);
    }
    if (!added) return tl::unexpected(std::move(added.error()));
    return params;
}

std::optional<std::string> bearer_token(const net::Request& request) {
    const auto token = authorization(request, "Bearer");
    if (!token || token->empty() || token->size() > kMaxTokenBytes) return std::nullopt;
    return std::string(*token);
}

std::optional<BasicCredentials> basic_credentials(const net::Request& request) {
    const auto encoded = authorization(request, "Basic");
    if (!encoded || encoded->size() > kMaxTokenBytes) return std::nullopt;
    const auto pair = base64_decode(*encoded);
    if (!pair) return std::nullopt;
    const std::size_t colon = pair->find(':');
    if (colon == std::string::npos) return std::nullopt;
    return BasicCredentials{make_valid(pair->substr(0, colon)), pair->substr(colon + 1)};
}

}  // namespace desk::keliweb
