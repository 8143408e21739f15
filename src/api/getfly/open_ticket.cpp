#include "api/getfly/open_ticket.hpp"

#include <utility>

#include "api/getfly/member.hpp"
#include "api/getfly/route.hpp"
#include "util/text.hpp"

namespace desk::getfly {

namespace {

using In = core::OpenTicketInput;
using core::Errc;
using Name = std::string_view;
using Value = boost::json::value;
using Bound = core::Result<void>;

Bound bind_content(In& in, Name name, const Value& value) {
    return put(read_text(name, value), in.body.text);
}

Bound bind_category(In& in, Name name, const Value& value) {
    return put(read_trimmed(name, value), in.department.name);
}

/// POST /ticket: spec/getfly.md 2.4. A `ticket_code` sent along is ignored.
constexpr Member<In> kMembers[] = {
    {"ticket_title", into<&In::subject, read_trimmed>, "Title; required"},
    {"ticket_content", bind_content, "First message, HTML; required"},
    {"cate_name", bind_category, "Category by its name; the desk's first when omitted"},
    {"status_name", into<&In::status_title, read_trimmed>, "Status by its name; Open when omitted"},
    {"account_code", into<&In::client_code, read_trimmed>,
     "Customer by code; decides over account_email"},
    {"account_email", into<&In::client_email, read_email>,
     "Customer by e-mail; an unknown address opens a guest's ticket"},
    {"contact_name", into<&In::requester_name, read_trimmed>, "Name of the person who asks"},
    {"expected_at", into<&In::expected_on, read_date>, "Expected completion, YYYY-MM-DD"},
    {"custom_fields", into<&In::custom_fields, read_custom_fields>, "Values by field code"},
    {"emergency_phone", into<&In::emergency_phone, read_phone>, "Phone number, kept verbatim"},
};

}  // namespace

core::Result<In> prepare_open_ticket(const boost::json::object& body) {
    In in;
    in.body.format = core::BodyFormat::html;
    in.body.origin = core::Origin::getfly;
    in.requester_optional = true;
    in.default_department = true;
    in.ignore_unknown_custom_fields = false;
    if (auto bound = bind(kMembers, body, in); !bound) {
        return tl::unexpected(std::move(bound.error()));
    }
    if (in.subject.empty()) return core::fail(Errc::subject_required);
    if (is_blank(in.body.text)) return core::fail(Errc::message_required);
    if (!in.client_code.empty()) in.client_email.clear();
    // A new ticket has nothing to clear.
    std::erase_if(in.custom_fields, [](const auto& field) { return field.clear; });
    return in;
}

namespace {

core::Result<In> prepare(const Asked& asked) { return prepare_open_ticket(asked.body); }

boost::json::object render(const In&, const core::OpenedTicket& ticket,
                           const Rendering& rendering) {
    const bool is_vietnamese = rendering.language == Language::vietnamese;
    return written(is_vietnamese ? "Thêm mới thành công" : "Successfully added", ticket.id,
                   ticket.code);
}

constexpr auto kNames = names_of(kMembers);

constexpr Operation<In, core::OpenedTicket> kOperation{
    "POST",  "ticket",          "ticket.create", api::Access::write,
    prepare, core::open_ticket, render,          kNames};

}  // namespace

constinit const Route kOpenTicket = make_route<kOperation>();

}  // namespace desk::getfly
