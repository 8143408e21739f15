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
    /// Staff under this name, whatever agents there are: for what the desk itself writes.
    std::string staff_name;
    ClientId client;
    ContactId contact;  ///< only with a client
    std::string requester_name;
    std::string requester_email;
    std::string status_title;  ///< after the reply; empty: Customer-Reply, or Answered for staff
    std::optional<Timestamp> created_at;
    bool send_mail = true;
    std::vector<CustomFieldInput> custom_fields;
    bool ignore_unknown_custom_fields = true;
    std::vector<NewAttachment> attachments;
};

struct AddNoteInput {
    TicketRef ref;
    Body body;
    std::optional<Timestamp> created_at;
    std::vector<NewAttachment> attachments;
};

/// A reply: everybody on the ticket sees it; status and last reply move (spec/whmcs.md 6.3, 7.2).
///
/// The author is staff (`agent_login`), else the client or its contact, else a guest. An actor that
/// is bound to a client writes as that client or its contact and as nobody else.
///
/// A reply from the past stands where its time puts it; the last reply is the newest there is, so
/// that it never moves it backwards. A reply to a ticket that was merged goes to its master.
///
/// \return Errc::not_permitted also where a client would set a status, but for closing its ticket
Result<WrittenMessage> add_reply(Tx& tx, const Actor& actor, const AddReplyInput& input);

/// A note: agents only; the status stays. Its author is the actor's agent. A note on a ticket that
/// was merged goes to its master.
Result<WrittenMessage> add_note(Tx& tx, const Actor& actor, const AddNoteInput& input);

}  // namespace desk::core
