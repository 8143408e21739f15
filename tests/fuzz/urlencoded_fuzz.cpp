#include <string>

#include "fuzz/fuzz.hpp"
#include "net/form.hpp"
#include "util/encoding.hpp"
#include "wire/golden_text.hpp"

/// `name=value&…` of queries and bodies: bounded, nothing made up, and the same fields again when
/// they are written out.
namespace desk::fuzz {

void run(std::string_view input) {
    net::Form form;
    const net::FormError error = net::parse_urlencoded(input, form);
    check(form.files.empty(), "there are no files in a urlencoded form");
    check(form.fields.size() <= net::kMaxFormFields, "there are not more fields than the bound");
    check((error == net::FormError::none) || form.fields.size() == net::kMaxFormFields,
          "only what is too much is refused");
    std::size_t bytes = 0;
    std::string again;
    for (const net::FormField& field : form.fields) {
        check(!field.name.empty() && field.name.front() != ' ', "a name begins with no blank");
        bytes += field.name.size() + field.value.size() + 1;
        again += "&" + wire::percent_encode(field.name) + "=" + wire::percent_encode(field.value);
    }
    check(bytes <= input.size() + 1 + form.fields.size(), "decoding makes nothing longer");
    net::Form same;
    check(net::parse_urlencoded(again, same) == net::FormError::none, "what was read is a form");
    check(same.fields.size() == form.fields.size(), "as many fields are read again");
    for (std::size_t i = 0; i < form.fields.size(); ++i) {
        check(same.fields[i].name == form.fields[i].name, "a name is read again");
        check(same.fields[i].value == form.fields[i].value, "a value is read again");
    }
}

}  // namespace desk::fuzz
