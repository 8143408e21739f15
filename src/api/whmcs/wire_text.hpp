#pragma once
#include <string>
#include <string_view>

#include "core/ticket.hpp"
#include "util/strong_id.hpp"
#include "util/text.hpp"

/// How single values look on this wire.
namespace desk::whmcs {

/// Ids are texts, as in the documented samples; "0" for none.
template <class Tag>
std::string id_text(StrongId<Tag> id) {
    return std::to_string(id.value());
}

/// The ticket of `ticketid` or `ticketnum`; the id decides. People quote numbers with a "#".
inline core::TicketRef ticket_named(core::TicketId id, std::string_view number) {
    number = trim(number);
    if (number.substr(0, 1) == "#") number = trim(number.substr(1));
    return {id, std::string(number), {}};
}

}  // namespace desk::whmcs
