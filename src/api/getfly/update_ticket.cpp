#include "api/getfly/update_ticket.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "api/getfly/member.hpp"
#include "api/getfly/route.hpp"
#include "core/get_ticket.hpp"
#include "util/text.hpp"

namespace desk::getfly {

namespace {

using In = core::UpdateTicketInput;
using core::Errc;
using Name = std::string_view;
using Value = boost::json::value;
using Bound = core::Result<void>;

/// For members that cannot be cleared: null and "" are refused.
template <class Place>
Bound put_required(Name name, const Value& value, Place& place, Errc missing) {
    auto text = read_text(name, value);
    if (text && is_blank(*text)) return core::fail(missing, std::string(name));
    return put(std::move(text), place);
}

Bound bind_title(In& in, Name name, const Value& value) {
    auto bound = put_required(name, value, in.subject, Errc::subject_required);
    if (bound) in.subject = std::string(trim(*in.subject));
    return bound;
}

Bound bind_content(In& in, Name name, const Value& value) {
    in.body_format = core::BodyFormat::html;
    return put_required(name, value, in.body_text, Errc::message_required);
}

Bound bind_category(In& in, Name name, const Value& value) {
    std::string text;
    auto bound = put_required(name, value, text, Errc::field_required);
    if (bound) in.department = core::DepartmentRef{{}, std::string(trim(text))};
    return bound;
}

Bound bind_status(In& in, Name name, const Value& value) {
    return put_required(name, value, in.status_title, Errc::field_required);
}

/// PUT /ticket: the table of the vendor's page, then the two members of POST that it leaves out.
constexpr Member<In> kMembers[] = {
    {"ticket_title", bind_title, "New title"},
    {"ticket_content", bind_content, "New text of the first message, HTML"},
    {"account_email", into<&In::client_email, read_email>,
     "Customer by e-mail; an unknown address makes it a guest's ticket"},
    {"cate_name", bind_category, "New category by its name"},
    {"status_name", bind_status, "New status by its name"},
    {"expected_at", into<&In::expected_on, read_date>, "Expected completion, YYYY-MM-DD"},
    {"custom_fields", into<&In::custom_fields, read_custom_fields>,
     "Values by field code; a null clears"},
    {"emergency_phone", into<&In::emergency_phone, read_phone>, "Phone number, kept verbatim"},
    {"account_code", into<&In::client_code, read_trimmed>,
     "Customer by code; decides over account_email"},
    {"contact_name", into<&In::contact_name, read_trimmed>, "Name of the person who asks"},
};

/// Of two members that name the customer one decides: the code, unless it is only cleared.
void choose_customer(core::UpdateTicketInput& input) {
    if (!input.client_code || !input.client_email) return;
    if (input.client_code->empty()) {
        input.client_code.reset();
    } else {
        input.client_email.reset();
    }
}

/// `custom_fields: null` clears every field of the department that the ticket will be in.
core::Result<void> clear_all_fields(core::Tx& tx, core::DepartmentId present,
                                    core::UpdateTicketInput& input) {
    core::DepartmentId department = present;
    if (input.department) {
        const auto found = tx.find_department(*input.department);
        if (!found) return core::fail(Errc::department_not_found);
        department = found->id;
    }
    for (const core::CustomField& field : tx.custom_fields(department)) {
        core::CustomFieldInput cleared;
        cleared.code = field.code;
        cleared.clear = true;
        input.custom_fields.push_back(std::move(cleared));
    }
    return {};
}

}  // namespace

core::Result<std::string> check_ticket_code(std::string code) {
    constexpr std::size_t kLongest = 64;
    if (code.empty()) return core::fail(Errc::field_required, "ticket_code");
    const bool printable = std::all_of(code.begin(), code.end(), [](char c) {
        return static_cast<unsigned char>(c) > ' ' && c != '\x7f';
    });
    if (code.size() > kLongest || !printable) {
        return core::fail(Errc::field_type_invalid, "ticket_code");
    }
    return code;
}

core::Result<UpdateRequest> prepare_update_ticket(const boost::json::object& body) {
    UpdateRequest request;
    const Value* code = body.if_contains("ticket_code");
    if (code == nullptr) return core::fail(Errc::field_required, "ticket_code");
    auto checked = read_trimmed("ticket_code", *code).and_then(check_ticket_code);
    if (!checked) return tl::unexpected(std::move(checked.error()));

    In& in = request.input;
    in.ref.code = std::move(*checked);
    in.ignore_unknown_custom_fields = false;
    if (auto bound = bind(kMembers, body, in); !bound) {
        request.refusal = std::move(bound.error());
        return request;
    }
    choose_customer(in);
    const Value* fields = body.if_contains("custom_fields");
    request.clear_custom_fields = fields != nullptr && clears(*fields);
    return request;
}

core::Result<core::UpdatedTicket> update_ticket(core::Tx& tx, const core::Actor& actor,
                                                const UpdateRequest& request) {
    if (!request.refusal && !request.clear_custom_fields) {
        return core::update_ticket(tx, actor, request.input);
    }
    const core::GetTicketInput look_up{request.input.ref, {.messages = false}};
    const auto ticket = core::get_ticket(tx, actor, look_up);
    if (!ticket) return tl::unexpected(ticket.error());
    if (request.refusal) return tl::unexpected(*request.refusal);
    In input = request.input;
    if (auto listed = clear_all_fields(tx, ticket->department, input); !listed) {
        return tl::unexpected(std::move(listed.error()));
    }
    return core::update_ticket(tx, actor, input);
}

namespace {

core::Result<UpdateRequest> prepare(const Asked& asked) {
    auto request = prepare_update_ticket(asked.body);
    if (request && !asked.permitted) request->refusal = core::Error{Errc::not_permitted, {}, {}};
    return request;
}

boost::json::object render(const UpdateRequest&, const core::UpdatedTicket& ticket,
                           const Rendering& rendering) {
    const bool is_vietnamese = rendering.language == Language::vietnamese;
    return written(is_vietnamese ? "Cập nhật thành công" : "Successfully updated", ticket.id,
                   ticket.code);
}

constexpr auto kNames = names_of(kMembers, "ticket_code");

constexpr Operation<UpdateRequest, core::UpdatedTicket> kOperation{"PUT",
                                                                   "ticket",
                                                                   "ticket.update",
                                                                   api::Access::write,
                                                                   prepare,
                                                                   update_ticket,
                                                                   render,
                                                                   kNames,
                                                                   nullptr,
                                                                   /*says_forbidden_itself=*/true};

}  // namespace

constinit const Route kUpdateTicket = make_route<kOperation>();

}  // namespace desk::getfly
