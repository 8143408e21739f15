#include "api/keliweb/ticket_ref.hpp"

#include "api/common/field.hpp"
#include "util/text.hpp"

namespace desk::keliweb {

namespace {

bool given(const std::string* text) { return text != nullptr && !is_blank(*text); }

}  // namespace

core::Result<core::TicketRef> read_ticket_ref(const api::Params& params) {
    core::TicketRef ref;
    const std::string* id = params.text("ticketid");
    const std::string* number = params.text("ticketnum");
    if (given(id)) {
        ref.id = core::TicketId(parse_id(*id));
        api::tell(params, "ticketid", std::optional(ref.id));
    } else if (given(number)) {
        std::string_view text = trim(*number);
        if (text.starts_with('#')) text = trim(text.substr(1));
        ref.number = text;
    }
    if (!ref.id.is_set() && ref.number.empty()) return core::fail(core::Errc::ticket_not_found);
    return ref;
}

}  // namespace desk::keliweb
