#include "api/getfly/errors.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include "api/common/errc_name.hpp"
#include "api/common/turned_away.hpp"

namespace desk::getfly {

namespace {

namespace json = boost::json;
using core::Errc;

Words at(std::string field, std::string_view claim) {
    std::string text = field + " " + std::string(claim);
    return {400, std::move(field), std::move(text)};
}

Words no_field(int status, std::string text) { return {status, {}, std::move(text)}; }

std::string custom_field(const std::string& code) { return "custom_fields." + code; }

/// The text of a ticket, or where it is told so of a comment.
std::string content_member(const core::Error& error) {
    return error.about.empty() ? "ticket_content" : error.about;
}

std::string_view expected_type(std::string_view field) {
    if (field == "custom_fields") return "must be an object";
    if (field.starts_with("custom_fields.")) {
        return "must be a string, a number, a boolean or an array of strings";
    }
    if (field == "ticket_code") return "is not a ticket code";
    if (field == "id") return "must be an integer";
    if (field == "limit") return "must be an integer of at least 1";
    if (field == "offset") return "must be an integer of at least 0";
    if (field == "sort") return "is not a field to sort by";
    if (field == "direction") return "must be asc or desc";
    if (field == "user_id") return "must be an integer";
    if (field.starts_with("filter")) return "must have values that fit the field and the operator";
    return "must be a string";
}

}  // namespace

Words words(const core::Error& error) {
    switch (error.code) {
        case Errc::malformed_request:
            return no_field(400, "Invalid JSON");
        case Errc::too_many_parameters:
            return no_field(400, "Too many parameters");
        case Errc::nested_too_deeply:
            return no_field(400, "Invalid JSON: nested too deeply");
        case Errc::field_type_invalid:
            return at(error.about, expected_type(error.about));
        case Errc::field_required:
            return at(error.about, "is required");
        case Errc::idempotency_key_too_long:
            return no_field(400, "Idempotency Key Too Long");
        case Errc::idempotency_key_reused:
            return no_field(409, "Idempotency Key Used With Other Parameters");
        case Errc::not_permitted:
            return no_field(403, "Access Denied");
        case Errc::too_many_requests:
            return no_field(429, "Too Many Attempts.");
        case Errc::ticket_not_found:
            return no_field(404, "Ticket not found");
        case Errc::department_not_found:
            return at("cate_name", "does not exist");
        case Errc::status_not_found:
            return at("status_name", "does not exist");
        case Errc::account_code_not_found:
            return at("account_code", "does not exist");
        case Errc::account_email_not_found:
            return at("account_email", "does not exist");
        case Errc::client_not_found:
            return at("account_email", "does not exist");
        case Errc::subject_required:
            return at("ticket_title", "is required");
        case Errc::subject_too_long:
            return at("ticket_title", "is too long");
        case Errc::message_required:
            return at(content_member(error), "is required");
        case Errc::message_too_long:
            return at(content_member(error), "is too long");
        case Errc::requester_required:
            return at("account_email", "is required");
        case Errc::email_invalid:
            return at("account_email", "must be an e-mail address");
        case Errc::email_too_long:
            return at("account_email", "is too long");
        case Errc::name_too_long:
            return at("contact_name", "is too long");
        case Errc::phone_too_long:
            return at("emergency_phone", "is too long");
        case Errc::date_invalid:
            if (!error.about.empty()) {
                return at(error.about, "must have dates, dates with times, or Unix seconds");
            }
            return at("expected_at", "must be a date in the form YYYY-MM-DD");
        case Errc::custom_fields_invalid:
            return at("custom_fields", "is not valid");
        case Errc::custom_field_unknown:
            return at(custom_field(error.about), "does not exist");
        case Errc::custom_field_invalid:
            return at(custom_field(error.about), "is not valid");
        case Errc::custom_field_too_long:
            return at(custom_field(error.about), "is too long");
        case Errc::agent_not_found:
            return at("user_id", "does not exist");
        case Errc::filter_unknown:
            return at(error.about, "is not supported");
        case Errc::search_too_wide:
            return at("filtering", "leaves too many tickets to look at: narrow it");
        // What this dialect has no member for, and so cannot cause.
        case Errc::reply_not_found:
            return no_field(404, "Comment not found");
        case Errc::record_not_found:
            return no_field(404, error.about + " not found");
        case Errc::merge_ids_required:
            return no_field(400, "Tickets to merge are required");
        case Errc::merge_ids_invalid:
            return no_field(400, "Tickets cannot be merged: " + error.about);
        case Errc::not_merged:
            return no_field(400, "Ticket is not merged");
        case Errc::ticket_merged:
            return no_field(400, "Ticket was merged into #" + error.about);
        case Errc::not_deleted:
            return no_field(404, "Ticket is not deleted");
        case Errc::replies_required:
            return no_field(400, "Comments are required");
        case Errc::already_exists:
            return no_field(400, error.about + " already exists");
        case Errc::record_in_use:
            return no_field(400, error.about + " is in use");
        case Errc::record_is_core:
            return no_field(400, "A core status cannot be changed");
        case Errc::value_invalid:
            return no_field(400, error.about);
        case Errc::requester_is_client:
            return no_field(400, "Ticket belongs to an account");
        case Errc::user_not_found:
            return no_field(400, "User not found");
        case Errc::contact_not_found:
            return no_field(400, "Contact not found");
        case Errc::service_not_found:
            return no_field(400, "Service not found");
        case Errc::domain_not_found:
            return no_field(400, "Domain not found");
        case Errc::priority_invalid:
            return no_field(400, "Invalid priority");
        case Errc::date_in_future:
            return no_field(400, "The date is in the future");
        case Errc::too_many_cc:
            return no_field(400, "Too many cc addresses");
        case Errc::attachments_invalid:
            return no_field(400, "Invalid attachment data");
        case Errc::too_many_attachments:
            return no_field(400, "Too many attachments");
        case Errc::attachment_not_allowed:
            return no_field(400, "File not allowed");
        case Errc::related_id_required:
        case Errc::attachment_type_invalid:
        case Errc::related_id_not_found:
        case Errc::attachment_index_required:
        case Errc::no_attachments:
        case Errc::attachments_deleted:
        case Errc::attachment_index_invalid:
            return no_field(404, "Attachment not found");
        case Errc::number_exhausted:
            return no_field(500, "Internal system error");
    }
    return no_field(500, "Internal system error");
}

net::Response refusal(const core::Error& error) {
    const Words said = words(error);
    json::object body{{"message", said.text}};
    if (!said.field.empty()) {
        body["message"] = "The given data was invalid.";
        body["errors"] = json::object{{said.field, json::array{said.text}}};
    }
    net::Response response;
    response.status = said.status;
    response.body = json::serialize(body);
    response.label = api::errc_name(error.code);
    response.turned_away = api::turned_away_by(error.code);
    return response;
}

net::Response message_response(int status, std::string_view message) {
    net::Response response;
    response.status = status;
    response.body = json::serialize(json::object{{"message", message}});
    response.label = message;
    return response;
}

net::Response failure(core::Outcome outcome) {
    switch (outcome) {
        case core::Outcome::busy:
        case core::Outcome::unavailable: {
            net::Response response = message_response(503, "Service temporarily unavailable");
            response.headers.push_back({"Retry-After", "1"});
            return response;
        }
        case core::Outcome::done:
        case core::Outcome::refused:
        case core::Outcome::failed:
            break;
    }
    return message_response(500, "Internal system error");
}

}  // namespace desk::getfly
