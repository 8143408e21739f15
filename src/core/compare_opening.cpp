#include "core/compare_opening.hpp"

#include "core/body.hpp"
#include "core/permissions.hpp"

namespace desk::core {

namespace {

/// So much is converted in a millisecond or two.
constexpr std::size_t kQuickBytes = 16 * 1024;

std::string as_rendered(const Body& body, Origin reader) {
    return reader == Origin::getfly ? body_as_html(body, reader) : body_as_text(body);
}

}  // namespace

std::optional<Body> opening_to_compare(Tx& tx, const Actor& actor, const UpdateTicketInput& input) {
    if (!input.body_text || input.body_text->size() > kMaxMessageBytes) return std::nullopt;
    std::optional<Ticket> ticket = tx.find_ticket(input.ref, {.messages = false});
    if (!ticket || !may(actor, Action::update_ticket, *ticket)) return std::nullopt;
    Body& stored = ticket->messages.front().body;
    if (stored.text.size() <= kQuickBytes || stored.text == *input.body_text) return std::nullopt;
    return std::move(stored);
}

ComparedOpening compare_opening(Body stored, const UpdateTicketInput& input, Origin reader) {
    const bool is_new = is_new_text(stored, input, reader);
    return {std::move(stored), is_new};
}

bool is_new_text(const Body& stored, const UpdateTicketInput& input, Origin reader) {
    if (!input.body_text || *input.body_text == stored.text) return false;
    // Of what was compared with another text than the stored one nobody can say that it was read
    // and sent back: it is new.
    if (input.compared) return input.compared->is_new || !(input.compared->stored == stored);
    return *input.body_text != as_rendered(stored, reader);
}

}  // namespace desk::core
