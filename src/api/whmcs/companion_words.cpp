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
};
// clang-format on

}  // namespace

std::string_view companion_words(const core::Error& error, ActionId action) {
    for (const Words& words : kWords) {
        if (words.action == action && words.code == error.code &&
            (words.about.empty() || words.about == error.about)) {
            return words.text;
        }
    }
    return {};
}

}  // namespace desk::whmcs
