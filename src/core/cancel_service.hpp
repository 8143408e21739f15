#pragma once
#include "core/account_ports.hpp"

namespace desk::core {

namespace event_type {
inline constexpr std::string_view kCancellationRequest = "CancellationRequest";
inline constexpr std::string_view kClientNoteAdd = "ClientNoteAdd";  ///< ours
}  // namespace event_type

/// Asks for the end of a service, once. \return it; Errc::service_not_found, already_exists,
/// message_too_long, not_permitted
Result<ServiceCard> cancel_service(Tx& tx, const Actor& actor, const CancelRequest& request);

struct AddedClientNote {
    std::int64_t id = 0;
};
/// A note on a client, for the desk. \return Errc::client_not_found, message_required (blank),
/// message_too_long, not_permitted
Result<AddedClientNote> add_client_note(Tx& tx, const Actor& actor, const ClientNote& note);

}  // namespace desk::core
