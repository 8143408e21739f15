#pragma once
#include <optional>

#include "core/error.hpp"
#include "core/new_text.hpp"
#include "core/ports.hpp"

namespace desk::core {

/// What to change of a reply; what is absent stays.
struct UpdateReplyInput : NewText {
    std::int64_t reply = 0;  ///< its wire id
    std::optional<Timestamp> created_at;
    bool created_is_local = false;  ///< written without an offset, in the desk's time zone
};

struct UpdatedReply {
    TicketId ticket;
    std::int64_t wire_id = 0;
};

/// Changes the text of a reply, or when it was written, by the rules of update_ticket(). The
/// ticket's last reply is then the latest that there is; its status stays.
/// \return Errc::reply_not_found also for the opening, which has no wire id
Result<UpdatedReply> update_reply(Tx& tx, const Actor& actor, const UpdateReplyInput& input);

/// The stored text, where comparing the new one with it is work for the slow lane; see
/// update_ticket.hpp.
std::optional<Body> text_to_compare(Tx& tx, const Actor& actor, const UpdateReplyInput& input);

}  // namespace desk::core
