#include "api/whmcs/errors.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace desk::whmcs {
namespace {

using core::Errc;

std::string said(Errc code, ActionId action, std::string about = {}) {
    return words({code, std::move(about), "never shown"}, action);
}

// Documented: the error list of the OpenTicket page, in its order and letter case.
TEST(Words, OfOpenTicketAreTheDocuments) {
    const std::vector<std::pair<Errc, std::string_view>> documented{
        {Errc::client_not_found, "Client ID Not Found"},
        {Errc::user_not_found, "The system cannot find the provided user ID."},
        {Errc::contact_not_found, "Contact ID Not Found"},
        {Errc::requester_required, "Name and email address are required if not a client"},
        {Errc::department_not_found, "Department ID not found"},
        {Errc::subject_required, "Subject is required"},
        {Errc::message_required, "Message is required"},
        {Errc::service_not_found, "Service ID Not Found"},
        {Errc::domain_not_found, "Domain ID Not Found"},
        {Errc::email_invalid, "Email Address Invalid"},
        {Errc::date_invalid, "Invalid Date Format"},
        {Errc::date_in_future, "Ticket creation date cannot be in the future"},
        {Errc::number_exhausted, "Unable to generate ticket number"},
    };
    for (const auto& [code, text] : documented) {
        EXPECT_EQ(said(code, ActionId::open_ticket), text);
    }
}

// Documented: the error list of the UpdateTicket page.
TEST(Words, OfUpdateTicketAreTheDocuments) {
    const std::vector<std::pair<Errc, std::string_view>> documented{
        {Errc::ticket_not_found, "Ticket ID Not Found"},
        {Errc::department_not_found, "Department ID Not Found"},
        {Errc::priority_invalid, "Invalid Ticket Priority. Valid priorities are: Low,Medium,High"},
        {Errc::date_invalid, "Invalid Date Format"},
        {Errc::date_in_future, "Ticket creation date cannot be in the future"},
    };
    for (const auto& [code, text] : documented) {
        EXPECT_EQ(said(code, ActionId::update_ticket), text);
    }
    EXPECT_EQ(said(Errc::status_not_found, ActionId::update_ticket, "Open,Closed"),
              "Invalid Ticket Status. Valid statuses are: Open,Closed");
}

// Documented: the error list of the AddTicketReply page.
TEST(Words, OfAddTicketReplyAreTheDocuments) {
    const std::vector<std::pair<Errc, std::string_view>> documented{
        {Errc::ticket_not_found, "Ticket ID not found"},
        {Errc::client_not_found, "Client ID Not Found"},
        {Errc::contact_not_found, "Contact ID Not Found"},
        {Errc::requester_required, "Name and email address are required if not a client"},
        {Errc::message_required, "Message is required"},
        {Errc::email_invalid, "Email Address Invalid"},
        {Errc::status_not_found, "Invalid Ticket Status"},
        {Errc::date_invalid, "Invalid Date Format"},
        {Errc::date_in_future, "Reply creation date cannot be in the future"},
    };
    for (const auto& [code, text] : documented) {
        EXPECT_EQ(said(code, ActionId::add_ticket_reply, "Open,Closed"), text);
    }
}

// Documented: the error list of the GetTicketAttachment page.
TEST(Words, OfGetTicketAttachmentAreTheDocuments) {
    const std::vector<std::pair<Errc, std::string_view>> documented{
        {Errc::related_id_required, "Related ID Required"},
        {Errc::attachment_type_invalid, "Invalid Type. Must be one of ticket, reply, note"},
        {Errc::related_id_not_found, "Related ID Not Found"},
        {Errc::attachment_index_required, "Attachment Index Required"},
        {Errc::no_attachments, "No Attachments Found"},
        {Errc::attachments_deleted, "Attachments Deleted"},
        {Errc::attachment_index_invalid, "Invalid Attachment Index"},
    };
    for (const auto& [code, text] : documented) {
        EXPECT_EQ(said(code, ActionId::get_ticket_attachment), text);
    }
}

TEST(Words, OfOurOwnChoices) {
    EXPECT_EQ(said(Errc::custom_fields_invalid, ActionId::open_ticket), "Invalid Custom Fields");
    EXPECT_EQ(said(Errc::attachments_invalid, ActionId::open_ticket), "Invalid Attachment Data");
    EXPECT_EQ(said(Errc::subject_too_long, ActionId::open_ticket), "Subject Too Long");
    EXPECT_EQ(said(Errc::message_too_long, ActionId::open_ticket), "Message Too Long");
    EXPECT_EQ(said(Errc::name_too_long, ActionId::open_ticket), "Name Too Long");
    EXPECT_EQ(said(Errc::email_too_long, ActionId::open_ticket), "Email Address Too Long");
}

TEST(Words, OfWhatADocumentHasNoWordsFor) {
    EXPECT_EQ(said(Errc::field_required, ActionId::log_activity, "description"),
              "Missing Parameter: description");
    EXPECT_EQ(said(Errc::field_required, ActionId::add_banned_ip, "ip"), "Missing Parameter: ip");
    EXPECT_EQ(said(Errc::value_invalid, ActionId::add_banned_ip, "days"), "Invalid Value: days");
    EXPECT_EQ(said(Errc::value_invalid, ActionId::trigger_notification_event, "attributes"),
              "Invalid Value: attributes");
    EXPECT_EQ(said(Errc::phone_too_long, ActionId::add_contact), "Invalid telephone phone number");
}

// No action takes what leads to these: every refusal of the desk has words in every dialect.
TEST(Words, OfWhatNoActionLeadsTo) {
    const std::vector<std::pair<Errc, std::string_view>> chosen{
        {Errc::record_not_found, "Not Found: x"},
        {Errc::agent_not_found, "Admin User Not Found: x"},
        {Errc::phone_too_long, "Phone Number Too Long"},
        {Errc::attachment_not_allowed, "File Not Allowed: x"},
        {Errc::custom_field_unknown, "Custom Field Not Found: x"},
        {Errc::filter_unknown, "Unknown Filter: x"},
        {Errc::search_too_wide, "Too Many Tickets To Search"},
        {Errc::not_merged, "Ticket Is Not Merged"},
        {Errc::not_deleted, "Ticket Is Not Deleted"},
        {Errc::replies_required, "Reply IDs Required"},
        {Errc::already_exists, "Already Exists: x"},
        {Errc::record_in_use, "In Use: x"},
        {Errc::record_is_core, "Core Status Cannot Be Changed"},
    };
    for (const auto& [code, text] : chosen) {
        EXPECT_EQ(said(code, ActionId::open_ticket, "x"), text);
    }
}

TEST(Words, NeverShowTheDetail) {
    for (int code = 0; code <= static_cast<int>(Errc::number_exhausted); ++code) {
        const std::string text = said(static_cast<Errc>(code), ActionId::open_ticket);
        EXPECT_FALSE(text.empty()) << code;
        EXPECT_NE(text, "Unknown Error") << code;
        EXPECT_EQ(text.find("never shown"), std::string::npos) << code;
    }
}

TEST(FailureOf, TellsATryAgainFromAFaultOfOurs) {
    const Failure busy = failure_of(core::Outcome::busy, "r1");
    EXPECT_EQ(busy.status, 503);
    EXPECT_EQ(busy.message, "The support desk is busy. Please try again in a moment.");
    const Failure away = failure_of(core::Outcome::unavailable, "r1");
    EXPECT_EQ(away.status, 503);
    EXPECT_EQ(away.message,
              "The support desk cannot reach its data. Nothing was changed; please try again "
              "later.");
    const Failure fault = failure_of(core::Outcome::failed, "r1");
    EXPECT_EQ(fault.status, 500);
    EXPECT_EQ(fault.message, "Internal Error. The request was logged as r1.");
}

}  // namespace
}  // namespace desk::whmcs
