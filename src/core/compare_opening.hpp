#pragma once
#include <optional>

#include "core/ports.hpp"
#include "core/update_ticket.hpp"

/// Whether a new opening text is one: what a dialect read and sends back unchanged must change
/// nothing, and to know that the stored text has to be made what the dialect reads. For a megabyte
/// of Markdown that takes up to a second, which is no time to spend in the writer while others
/// wait. So it is done before the transaction, which then only looks whether the stored text is
/// still the one that was compared.
namespace desk::core {

/// The stored opening, where comparing `input.body_text` with it is work for the slow lane; nothing
/// where it is quickly done in the transaction, or where the update will be refused anyway.
std::optional<Body> opening_to_compare(Tx& tx, const Actor& actor, const UpdateTicketInput& input);

/// Pure; takes as long as it takes.
/// \param stored  what opening_to_compare() gave
/// \param reader  the dialect that sends `body_text`
ComparedOpening compare_opening(Body stored, const UpdateTicketInput& input, Origin reader);

/// True where `input` has another text than the stored one, as that dialect reads it.
bool is_new_text(const Body& stored, const UpdateTicketInput& input, Origin reader);

}  // namespace desk::core
