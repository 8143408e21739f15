#include <boost/json.hpp>
#include <string>

#include "api/common/json_value.hpp"
#include "api/common/params.hpp"
#include "fuzz/fuzz.hpp"
#include "net/form.hpp"

/// JSON from outside: bounded, valid texts, and the same again when it is written out. Every row of
/// UTF-16 units is a text, halves of characters among them.
namespace desk::fuzz {

namespace {

void check_units(std::string_view bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string units;
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        units += "\\u";
        for (const char byte : bytes.substr(at, 2)) {
            units += kDigits[static_cast<unsigned char>(byte) >> 4];
            units += kDigits[static_cast<unsigned char>(byte) & 0xF];
        }
    }
    api::Params params;
    const auto added = params.add_json("{\"" + units + "\":\"" + units + "\"}");
    check(added.has_value(), "no escape costs the whole");
    check(params.values().size() == 1, "it is a key as well");
    for (const auto& [name, value] : params.values()) {
        check(value.text == name, "a text and a key are read alike");
        check_value(value);
    }
}

}  // namespace

void run(std::string_view input) {
    check_units(input);
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
