#include <boost/json.hpp>

#include "api/common/json_value.hpp"
#include "api/common/params.hpp"
#include "util/text.hpp"

namespace desk::api {

using core::Errc;
using core::fail;
using core::Result;

Result<void> Params::add_json(std::string_view body) {
    const std::optional<boost::json::value> parsed = parse_json(body);
    if (!parsed || !parsed->is_object()) return fail(Errc::malformed_request);
    std::size_t left = net::kMaxFormFields - std::min(count_, net::kMaxFormFields);
    for (const auto& [name, json] : parsed->get_object()) {
        if (json.is_null()) continue;
        std::optional<ParamValue> value = to_param_value(json, left);
        if (!value) return fail(Errc::too_many_parameters);
        values_[make_valid(std::string(name))] = std::move(*value);
    }
    count_ = net::kMaxFormFields - left;
    return {};
}

}  // namespace desk::api
