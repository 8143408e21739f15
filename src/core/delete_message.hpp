#pragma once
#include "core/error.hpp"
#include "core/ports.hpp"

namespace desk::core {

struct DeleteReplyInput {
    TicketRef ref;
    std::int64_t reply = 0;  ///< its wire id
};

struct DeletedMessage {
    TicketId ticket;
    std::int64_t wire_id = 0;
};

/// Takes a reply out of sight; status and last reply stay (spec/whmcs.md 7.9).
/// \return Errc::reply_not_found also for a reply of another ticket and for the opening, which has
/// no wire id
Result<DeletedMessage> delete_reply(Tx& tx, const Actor& actor, const DeleteReplyInput& input);

/// Takes a note out of sight.
/// \param note  its wire id
/// \return Errc::record_not_found where there is no such note
Result<DeletedMessage> delete_note(Tx& tx, const Actor& actor, const std::int64_t& note);

}  // namespace desk::core
