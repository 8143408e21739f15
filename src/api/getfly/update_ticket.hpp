#pragma once
#include <boost/json/object.hpp>
#include <optional>

#include "core/update_ticket.hpp"

namespace desk::getfly {

struct UpdateRequest {
    core::UpdateTicketInput input;
    bool clear_custom_fields = false;  ///< `custom_fields` itself was null or ""
    /// Said only once the ticket was found, since "not found" comes before "not permitted" and
    /// before mistakes in the other members (spec/getfly.md 2.5).
    std::optional<core::Error> refusal;
};

/// What a PUT /ticket body asks for. Refused at once only without a sound `ticket_code`; other
/// mistakes wait in `refusal`.
core::Result<UpdateRequest> prepare_update_ticket(const boost::json::object& body);

/// core::update_ticket, with the waiting refusal after the look-up of the ticket.
core::Result<core::UpdatedTicket> update_ticket(core::Tx& tx, const core::Actor& actor,
                                                const UpdateRequest& request);

/// A `ticket_code` as one may look like: not blank, at most 64 bytes, nothing but printable
/// characters. Errc::field_required, Errc::field_type_invalid.
core::Result<std::string> check_ticket_code(std::string code);

}  // namespace desk::getfly
