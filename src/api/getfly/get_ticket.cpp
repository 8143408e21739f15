#include "api/getfly/get_ticket.hpp"

#include <string>
#include <utility>

#include "api/common/params.hpp"
#include "api/getfly/route.hpp"
#include "api/getfly/update_ticket.hpp"
#include "util/text.hpp"

namespace desk::getfly {

namespace {

namespace json = boost::json;
using core::Errc;
using core::Ticket;

core::Result<core::TicketRef> wanted_ticket(const api::Params& params) {
    core::TicketRef ref;
    const std::string* code = params.text("ticket_code");
    const std::string* id = params.text("id");
    if (code == nullptr && params.value("ticket_code") != nullptr) {
        return core::fail(Errc::field_type_invalid, "ticket_code");
    }
    const bool by_id = (code == nullptr || is_blank(*code)) && id != nullptr && !is_blank(*id);
    if (by_id) {
        ref.id = core::TicketId(parse_id(*id));
        if (ref.id.value() < 0) return core::fail(Errc::field_type_invalid, "id");
        if (!ref.id.is_set()) return core::fail(Errc::ticket_not_found);
        return ref;
    }
    auto checked = check_ticket_code(code == nullptr ? "" : std::string(trim(*code)));
    if (!checked) return tl::unexpected(std::move(checked.error()));
    ref.code = std::move(*checked);
    return ref;
}

}  // namespace

core::Result<GetRequest> prepare_get_ticket(std::string_view query) {
    auto params = read_query(query);
    if (!params) return tl::unexpected(std::move(params.error()));
    auto ref = wanted_ticket(*params);
    if (!ref) return tl::unexpected(std::move(ref.error()));

    GetRequest request;
    request.fields = wanted_fields(*params);
    request.input.ref = std::move(*ref);
    request.input.parts.messages = false;
    request.input.parts.custom_fields = asks_for_custom_fields(request.fields);
    return request;
}

namespace {

core::Result<GetRequest> prepare(const Asked& asked) { return prepare_get_ticket(asked.query); }

core::Result<Ticket> run(core::Tx& tx, const core::Actor& actor, const GetRequest& request) {
    return core::get_ticket(tx, actor, request.input);
}

json::object render(const GetRequest& request, const Ticket& ticket, const Rendering& rendering) {
    return render_ticket(ticket, request.fields, rendering.settings);
}

bool is_slow(const GetRequest& request, const Ticket& ticket) {
    return renders_slowly(ticket, request.fields);
}

constexpr Operation<GetRequest, Ticket> kOperation{
    "GET", "ticket", "ticket.read", api::Access::read, prepare, run, render, {}, is_slow};

}  // namespace

constinit const Route kGetTicket = make_route<kOperation>();

}  // namespace desk::getfly
