#include "api/getfly/ticket_object.hpp"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <string>
#include <utility>

#include "api/common/check_form.hpp"
#include "core/body.hpp"
#include "util/text.hpp"
#include "util/time_text.hpp"

namespace desk::getfly {

namespace {

namespace json = boost::json;
using core::Errc;
using core::Settings;
using core::Ticket;

constexpr std::size_t kSlowBytes = 64 * 1024;

json::value text_or_null(const core::CustomFieldAnswer& answer) {
    return answer.has_value ? json::value(answer.value) : json::value(nullptr);
}

json::value content(const Ticket& ticket, const Settings&) {
    if (ticket.messages.empty()) return "";
    return json::value(core::body_as_html(ticket.messages.front().body, core::Origin::getfly));
}

json::value custom_fields(const Ticket& ticket, const Settings&) {
    json::object fields;
    for (const auto& answer : ticket.custom_fields) {
        fields[answer.field.code] = text_or_null(answer);
    }
    return fields;
}

json::value detail_custom_fields(const Ticket& ticket, const Settings&) {
    json::array fields;
    for (const auto& answer : ticket.custom_fields) {
        fields.push_back(json::object{{"field", answer.field.code},
                                      {"label", answer.field.name},
                                      {"value", text_or_null(answer)}});
    }
    return fields;
}

json::value account_name(const Ticket& ticket, const Settings&) {
    return ticket.client.is_set() ? json::value(ticket.client_name) : json::value("");
}

json::value expected_at(const Ticket& ticket, const Settings&) {
    if (!ticket.expected_on) return nullptr;
    return json::value(format_date(*ticket.expected_on));
}

template <auto member>
json::value text(const Ticket& ticket, const Settings&) {
    return json::value(ticket.*member);
}

template <auto member>
json::value id(const Ticket& ticket, const Settings&) {
    return (ticket.*member).value();
}

template <auto member>
json::value time(const Ticket& ticket, const Settings& settings) {
    return json::value(format_date_time(ticket.*member, settings.time_zone));
}

struct OutputField {
    std::string_view name;
    json::value (*render)(const Ticket&, const Settings&);
    bool by_default = true;
};

constexpr std::array kFields{
    OutputField{"id", id<&Ticket::id>},
    OutputField{"ticket_code", text<&Ticket::code>},
    OutputField{"ticket_title", text<&Ticket::subject>},
    OutputField{"ticket_content", content},
    OutputField{"cate_id", id<&Ticket::department>},
    OutputField{"emergency_phone", text<&Ticket::emergency_phone>},
    OutputField{"account_id", id<&Ticket::client>},
    OutputField{"account_name", account_name},
    OutputField{"custom_fields", custom_fields},
    OutputField{"detail_custom_fields", detail_custom_fields, false},
    OutputField{"cate_name", text<&Ticket::department_name>},
    OutputField{"status_id", id<&Ticket::status>},
    OutputField{"status_name", text<&Ticket::status_title>},
    OutputField{"account_code", text<&Ticket::client_code>},
    OutputField{"account_email",
                [](const Ticket& t, const Settings&) { return json::value(t.shown_email()); }},
    OutputField{"contact_name", text<&Ticket::requester_name>},
    OutputField{"expected_at", expected_at},
    OutputField{"created_at", time<&Ticket::opened_at>},
    OutputField{"updated_at", time<&Ticket::updated_at>},
};
static_assert(kFields.size() <= FieldSet{}.size());

std::size_t index_of(std::string_view name) {
    const auto at = std::find_if(kFields.begin(), kFields.end(),
                                 [&](const OutputField& field) { return field.name == name; });
    return static_cast<std::size_t>(at - kFields.begin());
}

FieldSet default_fields() {
    FieldSet fields;
    for (std::size_t i = 0; i < kFields.size(); ++i) fields[i] = kFields[i].by_default;
    return fields;
}

}  // namespace

core::Result<api::Params> read_query(std::string_view query) {
    net::Form form;
    if (auto ok = api::check_form(net::parse_urlencoded(query, form)); !ok) {
        return tl::unexpected(std::move(ok.error()));
    }
    api::Params params;
    if (auto added = params.add(std::move(form.fields)); !added) {
        return tl::unexpected(std::move(added.error()));
    }
    return params;
}

FieldSet wanted_fields(const api::Params& params) {
    return chosen_fields(params, names_of(kFields)).value_or(default_fields());
}

bool asks_for_body(FieldSet fields) { return fields[index_of("ticket_content")]; }

bool asks_for_custom_fields(FieldSet fields) {
    return fields[index_of("custom_fields")] || fields[index_of("detail_custom_fields")];
}

json::object render_ticket(const Ticket& ticket, FieldSet fields, const Settings& settings) {
    json::object object;
    for (std::size_t i = 0; i < kFields.size(); ++i) {
        if (fields[i]) object[kFields[i].name] = kFields[i].render(ticket, settings);
    }
    return object;
}

bool renders_slowly(const Ticket& ticket, FieldSet fields) {
    if (ticket.messages.empty() || !fields[index_of("ticket_content")]) return false;
    return ticket.messages.front().body.text.size() > kSlowBytes;
}

}  // namespace desk::getfly
