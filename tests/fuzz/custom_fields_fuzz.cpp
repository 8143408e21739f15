#include "api/common/custom_fields.hpp"

#include <string>

#include "fuzz/fuzz.hpp"
#include "net/form.hpp"
#include "util/encoding.hpp"

/// The `customfields` parameter in each of its shapes: base64 of PHP's serialize or of JSON, and
/// brackets. Ids that can be, valid texts, or a refusal.
namespace desk::fuzz {

namespace {

void check_fields(const api::Params& params, bool takes_json) {
    const auto fields = api::read_custom_fields(params, "customfields", takes_json);
    if (!fields) {
        check(fields.error().code == core::Errc::custom_fields_invalid, "one refusal there is");
        return;
    }
    if (!*fields) return;
    check((*fields)->size() <= net::kMaxFormFields, "there are not too many fields");
    for (const core::CustomFieldInput& field : **fields) {
        check(field.id.value() > 0, "a field's id is one that can be");
        check(field.code.empty(), "fields are named by their ids here");
        check(!field.clear || field.value.empty(), "what clears has no value");
        check_text(field.value);
    }
}

void check_text_form(std::string text) {
    api::Params params;
    params.set("customfields", std::move(text));
    check_fields(params, false);
    check_fields(params, true);
}

}  // namespace

void run(std::string_view input) {
    check_text_form(std::string(input));
    check_text_form(base64_encode(input));
    net::Form form;
    api::Params params;
    if (net::parse_urlencoded(input, form) != net::FormError::none) return;
    if (!params.add(std::move(form.fields))) return;
    check_fields(params, false);
}

}  // namespace desk::fuzz
