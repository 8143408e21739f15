#include "api/keliweb/errors.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "api/common/errc_name.hpp"
#include "api/common/turned_away.hpp"

namespace desk::keliweb {

namespace json = boost::json;
using core::Errc;

Words words(const core::Error& error) {
    switch (error.code) {
        case Errc::malformed_request:
            return {400, "Bad Request"};
        case Errc::too_many_parameters:
            return {400, "Too Many Parameters"};
        case Errc::nested_too_deeply:
            return {400, "Parameters Nested Too Deeply"};
        case Errc::field_type_invalid:
            return {200, "Invalid Parameter: " + error.about};
        case Errc::field_required:
            return {200, "Missing Parameter: " + error.about};
        case Errc::idempotency_key_too_long:
            return {200, "Idempotency Key Too Long"};
        case Errc::idempotency_key_reused:
            return {200, "Idempotency Key Used With Other Parameters"};
        case Errc::not_permitted:
            return {403, "This action is unauthorized."};
        case Errc::too_many_requests:
            return {429, "Too Many Attempts."};
        case Errc::ticket_not_found:
            return {200, "Ticket ID Not Found"};
        case Errc::department_not_found:
            return {200, "Department ID not found"};
        case Errc::client_not_found:
            return {200, "Client ID Not Found"};
        case Errc::user_not_found:
            return {200, "The system cannot find the provided user ID."};
        case Errc::contact_not_found:
            return {200, "Contact ID Not Found"};
        case Errc::service_not_found:
            return {200, "Service ID Not Found"};
        case Errc::domain_not_found:
            return {200, "Domain ID Not Found"};
        case Errc::agent_not_found:
            return {200, "Admin Not Found"};
        case Errc::status_not_found:
            return {200, "Invalid Ticket Status. Valid statuses are: " + error.about};
        case Errc::account_code_not_found:
            return {200, "Client ID Not Found"};
        case Errc::account_email_not_found:
            return {200, "Client ID Not Found"};
        case Errc::subject_required:
            return {200, "Subject is required"};
        case Errc::message_required:
            return {200, "Message is required"};
        case Errc::requester_required:
            return {200, "Name and email address are required if not a client"};
        case Errc::requester_is_client:
            return {200, "A Client Cannot Be Blocked"};
        case Errc::email_invalid:
            return {200, "Email Address Invalid"};
        case Errc::priority_invalid:
            return {200, "Invalid Ticket Priority. Valid priorities are: Low,Medium,High"};
        case Errc::date_invalid:
            return {200, "Invalid Date Format"};
        case Errc::date_in_future:
            return {200, "Ticket creation date cannot be in the future"};
        case Errc::subject_too_long:
            return {200, "Subject Too Long"};
        case Errc::message_too_long:
            return {200, "Message Too Long"};
        case Errc::name_too_long:
            return {200, "Name Too Long"};
        case Errc::email_too_long:
            return {200, "Email Address Too Long"};
        case Errc::phone_too_long:
            return {200, "Phone Number Too Long"};
        case Errc::too_many_cc:
            return {200, "Too Many CC Addresses"};
        case Errc::custom_fields_invalid:
            return {200, "Invalid Custom Fields"};
        case Errc::custom_field_unknown:
            return {200, "Invalid Custom Fields"};
        case Errc::custom_field_invalid:
            return {200, "Invalid Custom Fields"};
        case Errc::custom_field_too_long:
            return {200, "Custom Field Too Long"};
        case Errc::attachments_invalid:
            return {200, "Invalid Attachment Data"};
        case Errc::too_many_attachments:
            return {200, "Too Many Attachments"};
        case Errc::attachment_not_allowed:
            return {200, "File Not Allowed: " + error.about};
        case Errc::related_id_required:
            return {200, "Related ID Required"};
        case Errc::attachment_type_invalid:
            return {200, "Invalid Type. Must be one of ticket, reply, note"};
        case Errc::related_id_not_found:
            return {200, "Related ID Not Found"};
        case Errc::attachment_index_required:
            return {200, "Attachment Index Required"};
        case Errc::no_attachments:
            return {200, "No Attachments Found"};
        case Errc::attachments_deleted:
            return {200, "Attachments Deleted"};
        case Errc::attachment_index_invalid:
            return {200, "Invalid Attachment Index"};
        case Errc::reply_not_found:
            return {200, "Reply ID Not Found"};
        case Errc::record_not_found:
            return {200, "Not Found: " + error.about};
        case Errc::merge_ids_required:
            return {200, "Merge Ticket IDs Required"};
        case Errc::merge_ids_invalid:
            return {200, "Invalid Merge Ticket IDs: " + error.about};
        case Errc::not_merged:
            return {200, "Ticket Is Not Merged"};
        case Errc::ticket_merged:
            return {200, "Ticket Was Merged Into #" + error.about};
        case Errc::not_deleted:
            return {200, "Ticket Is Not Deleted"};
        case Errc::replies_required:
            return {200, "Reply IDs Required"};
        case Errc::filter_unknown:
            return {200, "Unknown Filter: " + error.about};
        case Errc::search_too_wide:
            return {200, "Too Many Tickets To Search"};
        case Errc::already_exists:
            return {200, "Already Exists: " + error.about};
        case Errc::record_in_use:
            return {200, "In Use: " + error.about};
        case Errc::record_is_core:
            return {200, "Core Status Cannot Be Changed"};
        case Errc::value_invalid:
            return {200, "Invalid Value: " + error.about};
        case Errc::number_exhausted:
            return {200, "Unable to generate ticket number"};
    }
    return {500, "Server Error"};
}

net::Response refusal(const core::Error& error) {
    const Words said = words(error);
    net::Response response = gateway_error(said.status, said.text);
    response.label = api::errc_name(error.code);
    response.turned_away = api::turned_away_by(error.code);
    return response;
}

net::Response gateway_error(int status, std::string_view message) {
    net::Response response;
    response.status = status;
    response.body = json::serialize(json::object{{"result", "error"}, {"message", message}});
    return response;
}

net::Response unauthenticated() {
    net::Response response = gateway_error(401, "Unauthenticated.");
    response.headers.push_back({"WWW-Authenticate", "Bearer"});
    response.label = "unauthenticated";
    response.turned_away = api::TurnedAway::kKey;
    return response;
}

net::Response failure(core::Outcome outcome) {
    switch (outcome) {
        case core::Outcome::busy:
        case core::Outcome::unavailable: {
            net::Response response = gateway_error(503, "Service Unavailable");
            response.headers.push_back({"Retry-After", "1"});
            return response;
        }
        case core::Outcome::done:
        case core::Outcome::refused:
        case core::Outcome::failed:
            break;
    }
    return gateway_error(500, "Server Error");
}

}  // namespace desk::keliweb
