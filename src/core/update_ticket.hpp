#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/new_text.hpp"
#include "core/ports.hpp"

namespace desk::core {

/// What to change, the text being that of the opening; what is absent stays. All or nothing.
struct UpdateTicketInput : NewText {
    TicketRef ref;
    std::optional<DepartmentRef> department;  ///< unknown: Errc::department_not_found
    std::optional<std::string> status_title;  ///< unknown: Errc::status_not_found
    std::optional<std::string> subject;       ///< blank: Errc::subject_required
    std::optional<ClientId> client;  ///< not set: makes it a guest's ticket; unknown is refused
    std::optional<std::string> client_code;   ///< Getfly; unknown is refused; "" makes it a guest's
    std::optional<std::string> client_email;  ///< Getfly; unknown makes a guest; "" likewise
    std::optional<std::string> requester_name;   ///< guest tickets only
    std::optional<std::string> requester_email;  ///< guest tickets only; bad: Errc::email_invalid
    std::optional<std::string>
        contact_name;  ///< Getfly: who speaks for it, also on a client's ticket
    std::optional<std::vector<std::string>> cc;
    std::optional<Priority> priority;
    std::optional<Timestamp> created_at;
    bool created_is_local = false;  ///< written without an offset, in the desk's time zone
    std::optional<AgentId> flag;    ///< not set: clears it; unknown: ignored
    std::optional<bool> client_may_not_close;
    std::optional<std::optional<std::chrono::year_month_day>> expected_on;
    std::optional<std::string> emergency_phone;
    std::vector<CustomFieldInput> custom_fields;
    bool ignore_unknown_custom_fields = true;
};

struct UpdatedTicket {
    TicketId id;
    std::string code;
};

/// Updates a ticket by the rules of design section 3 and spec/whmcs.md 7.3: each real change with
/// its event, in this transaction; what equals the present value is no change.
Result<UpdatedTicket> update_ticket(Tx& tx, const Actor& actor, const UpdateTicketInput& input);

/// The stored opening, where comparing the new text with it is work for the slow lane; nothing
/// where it is quickly done in the transaction, or where the update will be refused anyway.
std::optional<Body> text_to_compare(Tx& tx, const Actor& actor, const UpdateTicketInput& input);

}  // namespace desk::core
