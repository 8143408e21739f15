#include "api/whmcs/companion_words.hpp"

#include <array>

namespace desk::whmcs {

namespace {

using core::Errc;
using Id = ActionId;

struct Words {
    ActionId action;
    Errc code;
    std::string_view about;  ///< of the refusal; empty: any
    std::string_view text;
};

// Letter case and blanks as in the documents.
// clang-format off
constexpr std::array kWords{
    Words{Id::update_announcement, Errc::record_not_found, "", "Announcement ID Not Found"},
    Words{Id::delete_announcement, Errc::record_not_found, "", "Announcement ID Not Found"},
    Words{Id::add_announcement, Errc::field_required, "date", "Date is required"},
    Words{Id::add_announcement, Errc::field_required, "title", "Title is required"},
    Words{Id::add_announcement, Errc::field_required, "announcement", "Announcement is required"},
    Words{Id::add_announcement, Errc::name_too_long, "", "Title Too Long"},
    Words{Id::update_announcement, Errc::name_too_long, "", "Title Too Long"},
    Words{Id::add_announcement, Errc::message_too_long, "", "Announcement Too Long"},
    Words{Id::update_announcement, Errc::message_too_long, "", "Announcement Too Long"},
    Words{Id::add_cancel_request, Errc::already_exists, "", "Existing Cancellation Request Exists"},
    Words{Id::add_cancel_request, Errc::message_too_long, "", "Reason Too Long"},
    Words{Id::add_client_note, Errc::client_not_found, "", "Client ID not found"},
    Words{Id::add_client_note, Errc::message_required, "", "Notes can not be empty"},
    Words{Id::add_client_note, Errc::message_too_long, "", "Notes Too Long"},
    Words{Id::get_clients_details, Errc::field_required, "", "Either clientid Or email Is Required"},
    Words{Id::get_clients_details, Errc::client_not_found, "", "Client Not Found"},
    Words{Id::add_client, Errc::user_not_found, "", "Invalid Owner User ID"},
    Words{Id::add_client, Errc::field_required, "firstname", "You did not enter your first name"},
    Words{Id::add_client, Errc::field_required, "lastname", "You did not enter your last name"},
    Words{Id::add_client, Errc::field_required, "email", "You did not enter your email address"},
    Words{Id::add_client, Errc::email_invalid, "", "The email address you entered was not valid"},
    Words{Id::add_client, Errc::field_required, "address1", "You did not enter your  address line 1"},
    Words{Id::add_client, Errc::field_required, "city", "You did not enter your city"},
    Words{Id::add_client, Errc::field_required, "state", "You did not enter your state"},
    Words{Id::add_client, Errc::field_required, "postcode", "You did not enter your postcode"},
    Words{Id::add_client, Errc::field_required, "country", "Valid country required"},
    Words{Id::add_client, Errc::field_required, "phonenumber", "You did not enter your phone number"},
    Words{Id::add_client, Errc::field_required, "password2", "You did not enter a password"},
    Words{Id::add_client, Errc::value_invalid, "country", "Valid country required"},
    Words{Id::add_client, Errc::value_invalid, "phonenumber", "Invalid telephone phone number"},
    Words{Id::add_client, Errc::phone_too_long, "", "Invalid telephone phone number"},
    Words{Id::add_client, Errc::already_exists, "client", "The email address entered is not available for use."},
    Words{Id::add_client, Errc::already_exists, "user", "A user already exists with that email address"},
    Words{Id::delete_client, Errc::record_in_use, "", "Client Delete Failed: "},
    Words{Id::add_contact, Errc::already_exists, "", "Duplicate Email Address"},
    Words{Id::add_contact, Errc::value_invalid, "country", "Valid country required"},
    Words{Id::add_contact, Errc::value_invalid, "phonenumber", "Invalid telephone phone number"},
    Words{Id::add_contact, Errc::phone_too_long, "", "Invalid telephone phone number"},
    Words{Id::add_user, Errc::field_required, "firstname", "You did not enter a first name"},
    Words{Id::add_user, Errc::field_required, "lastname", "You did not enter a last name"},
    Words{Id::add_user, Errc::field_required, "email", "You did not enter an email address"},
    Words{Id::add_user, Errc::field_required, "password2", "You did not enter a password"},
    Words{Id::add_user, Errc::email_invalid, "", "The email address entered is not valid"},
    Words{Id::add_user, Errc::already_exists, "", "A user already exists with that email address"},
    Words{Id::log_activity, Errc::message_too_long, "", "Description Too Long"},
    Words{Id::add_banned_ip, Errc::value_invalid, "ip", "Invalid IP Address"},
    Words{Id::add_banned_ip, Errc::name_too_long, "", "Reason Too Long"},
    Words{Id::send_email, Errc::field_required, "customtype", "You must provide either an existing email template name or a custom message type"},
    Words{Id::send_email, Errc::value_invalid, "customtype", "Invalid message type provided"},
    Words{Id::send_email, Errc::field_required, "id", "A related ID is required"},
    Words{Id::send_email, Errc::record_not_found, "related", "Sending Failed. Please see documentation."},
    Words{Id::send_email, Errc::value_invalid, "customvars", "The custom variables you provided are invalid."},
    Words{Id::send_email, Errc::field_required, "customsubject", "A subject is required for a custom message"},
    Words{Id::send_email, Errc::field_required, "custommessage", "A message body is required for a custom message"},
    Words{Id::send_email, Errc::record_not_found, "template", "Email Template not found"},
    Words{Id::send_email, Errc::value_invalid, "template", "Email Template is disabled"},
    Words{Id::send_admin_email, Errc::field_required, "customsubject", "A subject is required for a custom message"},
    Words{Id::send_admin_email, Errc::field_required, "custommessage", "A message body is required for a custom message"},
    Words{Id::send_admin_email, Errc::record_not_found, "template", "Email Template not found"},
    Words{Id::send_admin_email, Errc::value_invalid, "template", "Email Template is disabled"},
    Words{Id::send_admin_email, Errc::value_invalid, "mergefields", "The custom variables you provided are invalid."},
    Words{Id::create_sso_token, Errc::field_required, "", "A valid client_id or user_id is required"},
    Words{Id::create_sso_token, Errc::client_not_found, "", "Invalid client_id"},
    Words{Id::create_sso_token, Errc::user_not_found, "client", "Invalid user_id for client"},
    Words{Id::create_sso_token, Errc::user_not_found, "", "Invalid user_id"},
    Words{Id::create_sso_token, Errc::value_invalid, "destination", "Invalid destination"},
    Words{Id::create_sso_token, Errc::value_invalid, "path", "Invalid sso_redirect_path"},
    Words{Id::trigger_notification_event, Errc::field_required, "notification_identifier", "API Notification Events require a identifier string to be passed."},
    Words{Id::trigger_notification_event, Errc::field_required, "title", "API Notification Events require a title to be provided."},
    Words{Id::trigger_notification_event, Errc::field_required, "message", "API Notification Events require a message to be provided."},
};
// clang-format on

}  // namespace

std::string companion_words(const core::Error& error, ActionId action) {
    for (const Words& words : kWords) {
        if (words.action == action && words.code == error.code &&
            (words.about.empty() || words.about == error.about)) {
            // What ends so goes on with what the refusal is about.
            return std::string(words.text) + (words.text.ends_with(": ") ? error.about : "");
        }
    }
    return {};
}

}  // namespace desk::whmcs
