#include "api/common/params.hpp"

#include <algorithm>

#include "fuzz/fuzz.hpp"
#include "net/form.hpp"
#include "util/text.hpp"

/// Parameters of a form, `a[b][]=v` made into arrays: valid texts, bounded depth and number,
/// nothing lost that a plain name carried.
namespace desk::fuzz {

void run(std::string_view input) {
    net::Form form;
    if (net::parse_urlencoded(input, form) != net::FormError::none) return;
    const std::vector<net::FormField> sent = form.fields;
    api::Params params;
    const core::Result<void> added = params.add(std::move(form.fields));
    if (!added) {
        check(added.error().code == core::Errc::nested_too_deeply, "only depth is refused");
        return;
    }
    std::size_t values = 0;
    for (auto field = sent.rbegin(); field != sent.rend(); ++field) {
        const std::string name = make_valid(field->name);
        const std::string base = name.substr(0, name.find('[', 1));
        const api::ParamValue* value = params.value(name);
        if (value == nullptr) value = params.value(base);
        check(value != nullptr, "what was sent is there, under its name or its base");
        // Of a repeated scalar the last wins.
        const bool is_last = std::none_of(sent.rbegin(), field, [&](const net::FormField& later) {
            return make_valid(later.name).starts_with(base);
        });
        if (!is_last) continue;
        values += check_value(*value);
        if (base != name) continue;
        check(params.text(name) != nullptr, "a plain name carries a text");
        check(*params.text(name) == make_valid(field->value), "its text is what was sent");
    }
    check(values <= (api::kMaxNesting + 1) * net::kMaxFormFields, "there are not too many values");
    check(params.value("no such [ name") == nullptr || !sent.empty(), "nothing is made up");
}

}  // namespace desk::fuzz
