#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/ports.hpp"

namespace desk::core {

struct AddReplyInput {
    TicketRef ref;
    Body body;
    /// Staff if not empty: an agent's login, or else the text itself is the shown name.
    std::string agent_login;
    ClientId client;
    ContactId contact;
    std::string requester_name;
    std::string requester_email;
    std::string status_title;  ///< after the reply; empty: Customer-Reply, or Answered for staff
    std::optional<Timestamp> created_at;
    bool send_mail = true;
    std::vector<NewAttachment> attachments;
};

struct AddNoteInput {
    TicketRef ref;
    Body body;
    std::optional<Timestamp> created_at;
    std::vector<NewAttachment> attachments;
};

/// A reply: everybody on the ticket sees it; status and last reply move (spec/whmcs.md 6.3, 7.2).
Result<WrittenMessage> add_reply(Tx& tx, const Actor& actor, const AddReplyInput& input);

/// A note: agents only; the status stays. Its author is the actor's agent.
Result<WrittenMessage> add_note(Tx& tx, const Actor& actor, const AddNoteInput& input);

}  // namespace desk::core
