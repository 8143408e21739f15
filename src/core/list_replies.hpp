#pragma once
#include <optional>
#include <vector>

#include "core/error.hpp"
#include "core/list_ports.hpp"
#include "core/number_test.hpp"

namespace desk::core {

struct ListRepliesInput {
    TicketRef ref;
    std::vector<NumberTest> ids;    ///< on their wire ids; all must hold
    std::optional<bool> by_client;  ///< true: what the requester's side wrote; false: staff's
    bool by_time = false;           ///< in the order of their times, not of their wire ids
    bool ascends = false;
    std::int64_t offset = 0;
    std::int64_t limit = 100;
};

struct ReplyList {
    Ticket ticket;  ///< without messages
    std::vector<Message> replies;
    bool has_more = false;  ///< behind the last of them
};

/// A page of a ticket's replies, without its opening and its notes. Leaves the read lane for a
/// ticket of many replies.
Result<ReplyList> list_replies(Tx& tx, const Actor& actor, const ListRepliesInput& input);

}  // namespace desk::core
