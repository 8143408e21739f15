#pragma once
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace desk::core {

/// Every refusal that a caller can cause, one entry each. The words, the letter case and the HTTP
/// status belong to the dialects: each has one `switch` over this without `default`.
enum class Errc {
    // The request as such
    malformed_request,  ///< a body that cannot be read: truncated multipart, bad JSON, bad escapes
    too_many_parameters,  ///< more than 2,000
    nested_too_deeply,    ///< brackets or JSON deeper than 32
    field_type_invalid,   ///< a value of the wrong type; `about` is the field's wire name
    field_required,  ///< a missing value that has no entry of its own; `about` is its wire name
    idempotency_key_too_long,  ///< over 255 characters
    idempotency_key_reused,    ///< a call with that key had other parameters
    // Who asks
    not_permitted,      ///< the actor may not do this
    too_many_requests,  ///< in too short a time, or too many wrong guesses
    // Looking things up
    ticket_not_found,
    department_not_found,
    client_not_found,
    user_not_found,     ///< unknown, or not a user of that client
    contact_not_found,  ///< unknown, or not a contact of that client
    service_not_found,  ///< unknown, or of another client
    domain_not_found,   ///< unknown, or of another client
    agent_not_found,    ///< `about` is the login
    status_not_found,   ///< `about` lists the valid titles, joined with ","
    account_code_not_found,
    account_email_not_found,
    reply_not_found,   ///< unknown, or of another ticket
    record_not_found,  ///< any other record; `about` says which
    // Values
    subject_required,
    message_required,
    requester_required,   ///< neither a client nor both name and e-mail
    requester_is_client,  ///< where only a guest will do
    email_invalid,
    priority_invalid,
    date_invalid,
    date_in_future,
    subject_too_long,       ///< over 1,000 characters
    message_too_long,       ///< over 1 MiB
    name_too_long,          ///< over 255 characters
    email_too_long,         ///< over 254 characters
    phone_too_long,         ///< over 50 characters
    too_many_cc,            ///< over 20 addresses
    custom_fields_invalid,  ///< not base64, not serialised data, objects, too deep, too long
    custom_field_unknown,   ///< `about` is the field's code
    custom_field_invalid,   ///< a value the field's type or options do not allow; `about` is its
                            ///< code
    custom_field_too_long,  ///< over 64 KiB; `about` is the field's code or id
    // Attachments
    attachments_invalid,     ///< not base64, not JSON, no data
    too_many_attachments,    ///< over 20 on one message
    attachment_not_allowed,  ///< extension or size; `about` is the file's name
    related_id_required,
    attachment_type_invalid,
    related_id_not_found,
    attachment_index_required,
    no_attachments,
    attachments_deleted,
    attachment_index_invalid,
    // Merging, splitting, deleting
    merge_ids_required,
    merge_ids_invalid,  ///< `about` lists the ids, joined with ", "
    not_merged,         ///< there is nothing to undo
    ticket_merged,      ///< it is part of another now; `about` is that one's number
    not_deleted,        ///< there is nothing to restore
    replies_required,   ///< a split without replies
    // Searching
    filter_unknown,   ///< nothing is filtered by that; `about` is its wire name
    search_too_wide,  ///< too many tickets would have to be looked at one by one
    // Records
    already_exists,  ///< something unique is taken; `about` says what
    record_in_use,   ///< others refer to it; `about` says which
    record_is_core,  ///< a core status keeps its title and stays
    value_invalid,   ///< a record's value; `about` says of which field and what is allowed
    // The desk's own limits
    number_exhausted,  ///< the mask has no free ticket number left
};

/// A refusal. `about` names the thing refused and may be shown to the caller; `detail` is for the
/// log alone.
struct Error {
    Errc code;
    std::string about;
    std::string detail;
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(Errc code, std::string about = {},
                                                std::string detail = {}) {
    return tl::unexpected<Error>(Error{code, std::move(about), std::move(detail)});
}

}  // namespace desk::core
