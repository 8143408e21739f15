#include "api/common/errc_name.hpp"

namespace desk::api {

std::string_view errc_name(core::Errc code) {
    // clang-format off
    switch (code) {
        using enum core::Errc;
        case malformed_request: return "malformed_request";
        case too_many_parameters: return "too_many_parameters";
        case nested_too_deeply: return "nested_too_deeply";
        case field_type_invalid: return "field_type_invalid";
        case field_required: return "field_required";
        case idempotency_key_too_long: return "idempotency_key_too_long";
        case idempotency_key_reused: return "idempotency_key_reused";
        case not_permitted: return "not_permitted";
        case too_many_requests: return "too_many_requests";
        case ticket_not_found: return "ticket_not_found";
        case department_not_found: return "department_not_found";
        case client_not_found: return "client_not_found";
        case user_not_found: return "user_not_found";
        case contact_not_found: return "contact_not_found";
        case service_not_found: return "service_not_found";
        case domain_not_found: return "domain_not_found";
        case agent_not_found: return "agent_not_found";
        case status_not_found: return "status_not_found";
        case account_code_not_found: return "account_code_not_found";
        case account_email_not_found: return "account_email_not_found";
        case subject_required: return "subject_required";
        case message_required: return "message_required";
        case requester_required: return "requester_required";
        case requester_is_client: return "requester_is_client";
        case email_invalid: return "email_invalid";
        case priority_invalid: return "priority_invalid";
        case date_invalid: return "date_invalid";
        case date_in_future: return "date_in_future";
        case subject_too_long: return "subject_too_long";
        case message_too_long: return "message_too_long";
        case name_too_long: return "name_too_long";
        case email_too_long: return "email_too_long";
        case phone_too_long: return "phone_too_long";
        case too_many_cc: return "too_many_cc";
        case custom_fields_invalid: return "custom_fields_invalid";
        case custom_field_unknown: return "custom_field_unknown";
        case custom_field_invalid: return "custom_field_invalid";
        case custom_field_too_long: return "custom_field_too_long";
        case attachments_invalid: return "attachments_invalid";
        case too_many_attachments: return "too_many_attachments";
        case attachment_not_allowed: return "attachment_not_allowed";
        case related_id_required: return "related_id_required";
        case attachment_type_invalid: return "attachment_type_invalid";
        case related_id_not_found: return "related_id_not_found";
        case attachment_index_required: return "attachment_index_required";
        case no_attachments: return "no_attachments";
        case attachments_deleted: return "attachments_deleted";
        case attachment_index_invalid: return "attachment_index_invalid";
        case reply_not_found: return "reply_not_found";
        case record_not_found: return "record_not_found";
        case merge_ids_required: return "merge_ids_required";
        case merge_ids_invalid: return "merge_ids_invalid";
        case not_merged: return "not_merged";
        case ticket_merged: return "ticket_merged";
        case not_deleted: return "not_deleted";
        case replies_required: return "replies_required";
        case already_exists: return "already_exists";
        case record_in_use: return "record_in_use";
        case record_is_core: return "record_is_core";
        case value_invalid: return "value_invalid";
        case filter_unknown: return "filter_unknown";
        case search_too_wide: return "search_too_wide";
        case number_exhausted: return "number_exhausted";
    }
    // clang-format on
    return "unknown";
}

}  // namespace desk::api
