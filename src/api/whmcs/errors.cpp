#include "api/whmcs/errors.hpp"

#include "api/whmcs/companion_words.hpp"

namespace desk::whmcs {

namespace {

/// Ids that some actions cannot do without are named by their documents.
std::string words_for_missing(const std::string& parameter) {
    if (parameter == "ticketid") return "Ticket ID Required";
    if (parameter == "replyid") return "Reply ID Required";
    return "Missing Parameter: " + parameter;
}

std::string words_for_unknown_ticket(ActionId action) {
    switch (action) {
        case ActionId::add_ticket_reply:
        case ActionId::add_ticket_note:
        case ActionId::delete_ticket:
            return "Ticket ID not found";
        case ActionId::merge_ticket:
            return "Ticket ID Invalid";
        default:
            return "Ticket ID Not Found";
    }
}

bool is_about_a_reply(ActionId action) {
    return action == ActionId::add_ticket_reply || action == ActionId::update_ticket_reply;
}

}  // namespace

// clang-format off
std::string words(const core::Error& error, ActionId action) {
    if (std::string own = companion_words(error, action); !own.empty()) return own;
    switch (error.code) {
        using enum core::Errc;
        case malformed_request: return "Malformed Request";
        case too_many_parameters: return "Too Many Parameters";
        case nested_too_deeply: return "Parameters Nested Too Deeply";
        case field_type_invalid: return "Invalid Value For Parameter: " + error.about;
        case field_required: return words_for_missing(error.about);
        case idempotency_key_too_long: return "Idempotency Key Too Long";
        case idempotency_key_reused: return "Idempotency Key Used With Other Parameters";
        case not_permitted: return "Access Denied";
        case too_many_requests: return "Too Many Requests";
        case ticket_not_found: return words_for_unknown_ticket(action);
        case department_not_found:
            return action == ActionId::open_ticket ? "Department ID not found" : "Department ID Not Found";
        case client_not_found:
        case account_code_not_found:
        case account_email_not_found: return "Client ID Not Found";
        case reply_not_found: return "Reply ID Not Found";
        case record_not_found:
            return action == ActionId::delete_ticket_note ? "Note ID Not Found" : "Not Found: " + error.about;
        case user_not_found: return "The system cannot find the provided user ID.";
        case contact_not_found: return "Contact ID Not Found";
        case service_not_found: return "Service ID Not Found";
        case domain_not_found: return "Domain ID Not Found";
        case agent_not_found: return "Admin User Not Found: " + error.about;
        case status_not_found:
            if (action == ActionId::add_ticket_reply) return "Invalid Ticket Status";
            return "Invalid Ticket Status. Valid statuses are: " + error.about;
        case subject_required: return "Subject is required";
        case message_required:
            return action == ActionId::update_ticket_reply ? "Message is Required" : "Message is required";
        case requester_required: return "Name and email address are required if not a client";
        case requester_is_client: return "A Client Cannot Be Blocked";
        case email_invalid: return "Email Address Invalid";
        case priority_invalid: return "Invalid Ticket Priority. Valid priorities are: Low,Medium,High";
        case date_invalid: return "Invalid Date Format";
        case date_in_future:
            return is_about_a_reply(action) ? "Reply creation date cannot be in the future"
                                            : "Ticket creation date cannot be in the future";
        case subject_too_long: return "Subject Too Long";
        case message_too_long: return "Message Too Long";
        case name_too_long: return "Name Too Long";
        case email_too_long: return "Email Address Too Long";
        case phone_too_long: return "Phone Number Too Long";
        case too_many_cc: return "Too Many CC Addresses";
        case custom_fields_invalid: return "Invalid Custom Fields";
        case custom_field_unknown: return "Custom Field Not Found: " + error.about;
        case custom_field_invalid: return "Invalid Custom Field Value: " + error.about;
        case custom_field_too_long: return "Custom Field Value Too Long: " + error.about;
        case attachments_invalid: return "Invalid Attachment Data";
        case too_many_attachments: return "Too Many Attachments";
        case attachment_not_allowed: return "File Not Allowed: " + error.about;
        case related_id_required: return "Related ID Required";
        case attachment_type_invalid: return "Invalid Type. Must be one of ticket, reply, note";
        case related_id_not_found: return "Related ID Not Found";
        case attachment_index_required: return "Attachment Index Required";
        case no_attachments: return "No Attachments Found";
        case attachments_deleted: return "Attachments Deleted";
        case attachment_index_invalid: return "Invalid Attachment Index";
        case merge_ids_required: return "Merge Ticket IDs Required";
        case merge_ids_invalid: return "Invalid Merge Ticket IDs: " + error.about;
        case not_merged: return "Ticket Is Not Merged";
        case ticket_merged: return "Ticket Was Merged Into #" + error.about;
        case not_deleted: return "Ticket Is Not Deleted";
        case replies_required: return "Reply IDs Required";
        case filter_unknown: return "Unknown Filter: " + error.about;
        case search_too_wide: return "Too Many Tickets To Search";
        case already_exists: return "Already Exists: " + error.about;
        case record_in_use: return "In Use: " + error.about;
        case record_is_core: return "Core Status Cannot Be Changed";
        case value_invalid: return "Invalid Value: " + error.about;
        case number_exhausted: return "Unable to generate ticket number";
    }
    return "Unknown Error";
}
// clang-format on

Failure failure_of(core::Outcome outcome, const std::string& request_id) {
    switch (outcome) {
        case core::Outcome::busy:
            return {503, "The support desk is busy. Please try again in a moment."};
        case core::Outcome::unavailable:
            return {503,
                    "The support desk cannot reach its data. Nothing was changed; please try "
                    "again later."};
        case core::Outcome::done:
        case core::Outcome::refused:
        case core::Outcome::failed:
            break;
    }
    return {500, "Internal Error. The request was logged as " + request_id + "."};
}

}  // namespace desk::whmcs
