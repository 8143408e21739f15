#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <string>
#include <utility>

#include "api/getfly/list_query.hpp"
#include "api/getfly/route.hpp"
#include "api/getfly/ticket_filters.hpp"
#include "api/getfly/ticket_object.hpp"
#include "util/text.hpp"

/// GET /tickets: spec/getfly.md 1.3, 1.4 and 2.2.
namespace desk::getfly {

namespace {

namespace json = boost::json;
using core::Errc;
using core::TicketList;

struct Sortable {
    std::string_view name;
    core::SearchOrder order;
};

constexpr std::array kSortable{
    Sortable{"id", core::SearchOrder::id},
    Sortable{"ticket_code", core::SearchOrder::code},
    Sortable{"ticket_title", core::SearchOrder::subject},
    Sortable{"created_at", core::SearchOrder::opened_at},
    Sortable{"updated_at", core::SearchOrder::updated_at},
    Sortable{"expected_at", core::SearchOrder::expected_on},
};

core::SearchOrder order_of(std::string_view name) {
    return std::find_if(kSortable.begin(), kSortable.end(),
                        [name](const Sortable& field) { return field.name == name; })
        ->order;
}

struct In {
    TicketFilters filters;
    Window window;
    FieldSet fields;
};

struct Out {
    TicketList list;
    std::int64_t size = 0;
};

/// A free text under `search`.
core::Result<std::string> read_search(const api::Params& params) {
    const api::ParamValue* value = params.value("search");
    if (value == nullptr) return "";
    if (value->is_array) return core::fail(Errc::field_type_invalid, "search");
    return std::string(trim(value->text));
}

core::Result<In> prepare(const Asked& asked) {
    const auto params = read_query(asked.query);
    if (!params) return tl::unexpected(params.error());
    const auto filters = read_filters(*params);
    if (!filters) return tl::unexpected(filters.error());
    auto bound = ticket_filters(*filters);
    if (!bound) return tl::unexpected(std::move(bound.error()));
    auto search = read_search(*params);
    if (!search) return tl::unexpected(std::move(search.error()));
    auto window = read_window(*params, names_of(kSortable));
    if (!window) return tl::unexpected(std::move(window.error()));

    In in;
    in.filters = std::move(*bound);
    in.window = std::move(*window);
    in.fields = wanted_fields(*params);
    core::SearchTicketsInput& input = in.filters.input;
    input.search.text = std::move(*search);
    input.search.order = order_of(in.window.sort);
    input.search.ascends = in.window.ascends;
    input.page.offset = in.window.offset;
    input.page.bodies = asks_for_body(in.fields);
    input.page.custom_fields = asks_for_custom_fields(in.fields);
    return in;
}

core::Result<Out> run(core::Tx& tx, const core::Actor& actor, const In& in) {
    core::SearchTicketsInput input = in.filters.in_zone(tx.settings().time_zone);
    input.page.limit = in.window.size(tx.settings());
    auto list = core::search_tickets(tx, actor, input);
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

constexpr Operation<In, Out> kOperation{
    "GET", "tickets", "ticket.read", api::Access::read, prepare, run, render, {}, is_slow};

}  // namespace

constinit const Route kListTickets = make_route<kOperation>();

}  // namespace desk::getfly
