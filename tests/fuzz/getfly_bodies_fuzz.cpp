#include <boost/json.hpp>
#include <string>

#include "api/common/json_value.hpp"
#include "api/getfly/open_ticket.hpp"
#include "api/getfly/route.hpp"
#include "api/getfly/update_ticket.hpp"
#include "fuzz/fuzz.hpp"
#include "net/form.hpp"
#include "util/text.hpp"

/// JSON bodies of the Getfly dialect, given to every route that takes one. Of tickets that are
/// opened or updated every text is valid and every address one.
namespace desk::fuzz {

namespace {

void check_fields(const std::vector<core::CustomFieldInput>& fields) {
    check(fields.size() <= net::kMaxFormFields, "there are not too many fields");
    for (const core::CustomFieldInput& field : fields) {
        check_text(field.code);
        check_text(field.value);
        check(!field.clear || field.value.empty(), "what clears has no value");
    }
}

void check_opening(const boost::json::object& body) {
    const auto input = getfly::prepare_open_ticket(body);
    if (!input) return;
    check(!is_blank(input->subject) && !is_blank(input->body.text), "title and text are there");
    check(input->client_email.empty() || is_email(input->client_email), "an address is one");
    check(input->client_email.empty() || input->client_code.empty(), "one customer is named");
    for (const std::string* text :
         {&input->subject, &input->body.text, &input->department.name, &input->status_title,
          &input->client_code, &input->requester_name, &input->emergency_phone}) {
        check_text(*text);
    }
    check_fields(input->custom_fields);
}

void check_update(const boost::json::object& body) {
    const auto request = getfly::prepare_update_ticket(body);
    if (!request) return;
    const core::UpdateTicketInput& input = request->input;
    check(!input.ref.code.empty() && input.ref.code.size() <= 64, "a code is short");
    check_text(input.ref.code);
    if (request->refusal) return;
    check(!input.subject || !is_blank(*input.subject), "a title is not taken away");
    check(!input.body_text || !is_blank(*input.body_text), "a text is not taken away");
    for (const std::optional<std::string>* text : {&input.subject, &input.body_text}) {
        if (*text) check_text(**text);
    }
    check_fields(input.custom_fields);
}

}  // namespace

void run(std::string_view input) {
    const std::optional<boost::json::value> json = api::parse_json(input);
    if (!json || !json->is_object()) return;
    const boost::json::object& body = json->get_object();
    check_opening(body);
    check_update(body);
    for (const getfly::Route& route : getfly::all_routes()) {
        if (!route.has_body()) continue;
        const auto call = route.prepare({{}, body, "1"});
        check(!call || *call != nullptr, "what is not refused is a call");
    }
}

}  // namespace desk::fuzz
