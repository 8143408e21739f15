#include <array>
#include <boost/json/array.hpp>
#include <string>
#include <utility>

#include "api/getfly/list_query.hpp"
#include "api/getfly/route.hpp"
#include "api/getfly/ticket_object.hpp"
#include "core/list_tickets.hpp"

/// GET /tickets: spec/getfly.md 1.3, 1.4 and 2.2.
namespace desk::getfly {

namespace {

namespace json = boost::json;
using core::Errc;
using core::TicketList;

constexpr std::array<std::string_view, 1> kSortable{"id"};

struct In {
    core::ListTicketsInput input;
    Window window;
    FieldSet fields;
};

struct Out {
    TicketList list;
    std::int64_t size = 0;
};

core::Result<In> prepare(const Asked& asked) {
    const auto params = read_query(asked.query);
    if (!params) return tl::unexpected(params.error());
    // A filter that is not applied would show what was not asked for.
    const auto filters = read_filters(*params);
    if (!filters) return tl::unexpected(filters.error());
    if (!filters->empty()) return core::fail(Errc::filter_unknown, filters->front().name);
    if (params->value("search") != nullptr) return core::fail(Errc::filter_unknown, "search");
    auto window = read_window(*params, kSortable);
    if (!window) return tl::unexpected(std::move(window.error()));
    In in;
    in.window = std::move(*window);
    in.fields = wanted_fields(*params);
    core::ListPage& page = in.input.page;
    page.offset = in.window.offset;
    page.order = in.window.ascends ? core::ListOrder::oldest : core::ListOrder::newest;
    page.bodies = asks_for_body(in.fields);
    page.custom_fields = asks_for_custom_fields(in.fields);
    return in;
}

core::Result<Out> run(core::Tx& tx, const core::Actor& actor, const In& in) {
    core::ListTicketsInput input = in.input;
    input.page.limit = in.window.size(tx.settings());
    auto list = core::list_tickets(tx, actor, input);
    if (!list) return tl::unexpected(std::move(list.error()));
    return Out{std::move(*list), input.page.limit};
}

json::object render(const In& in, const Out& out, const Rendering& rendering) {
    json::array rows;
    rows.reserve(out.list.tickets.size());
    for (const core::Ticket& ticket : out.list.tickets) {
        rows.push_back(render_ticket(ticket, in.fields, rendering.settings));
    }
    return list_envelope(std::move(rows), in.window, out.size, out.list.has_more);
}

bool is_slow(const In& in, const Out& out) {
    constexpr std::size_t kQuickBytes = 64 * 1024;
    if (!asks_for_body(in.fields)) return false;
    std::size_t bytes = 0;
    for (const core::Ticket& ticket : out.list.tickets) {
        bytes += ticket.messages.front().body.text.size();
    }
    return bytes > kQuickBytes;
}

constexpr Operation<In, Out> kOperation{"GET",   "tickets", "ticket.read", api::Access::read,
                                        prepare, run,       render,        is_slow};

}  // namespace

constinit const Route kListTickets = make_route<kOperation>();

}  // namespace desk::getfly
