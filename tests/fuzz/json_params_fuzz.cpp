#include <boost/json.hpp>
#include <string>

#include "api/common/json_value.hpp"
#include "api/common/params.hpp"
#include "fuzz/fuzz.hpp"
#include "net/form.hpp"

/// JSON from outside: bounded, valid texts, and the same again when it is written out.
namespace desk::fuzz {

void run(std::string_view input) {
    const std::optional<boost::json::value> json = api::parse_json(input);
    api::Params params;
    const core::Result<void> added = params.add_json(input);
    if (!json) {
        check(!added, "what is no JSON has no parameters");
        return;
    }
    const std::optional<boost::json::value> same = api::parse_json(boost::json::serialize(*json));
    check(same.has_value(), "JSON that was read can be written and read");

    std::size_t left = net::kMaxFormFields;
    if (const auto value = api::to_param_value(*json, left)) {
        check(check_value(*value) <= net::kMaxFormFields, "there are not too many values");
    } else {
        check(left == 0, "only what is too much is refused");
    }
    check(!added || json->is_object(), "parameters are the members of an object");
    if (!added) return;
    for (const auto& [name, member] : json->get_object()) {
        if (member.is_null()) continue;
        const std::string text(name);
        if (const api::ParamValue* value = params.value(text)) check_value(*value);
    }
}

}  // namespace desk::fuzz
