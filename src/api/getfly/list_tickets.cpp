#include "api/getfly/list_tickets.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <string>
#include <utility>

#include "api/getfly/route.hpp"
#include "util/text.hpp"

/// GET /tickets: spec/getfly.md 1.3, 1.4 and 2.2.
namespace desk::getfly {

namespace {

namespace json = boost::json;
using core::Errc;
using core::TicketList;

/// The most of one answer, and what an answer holds where nobody says.
constexpr std::int64_t kMaxLimit = 100;

/// A whole number; nothing when absent or blank.
core::Result<std::optional<std::int64_t>> read_count(const api::Params& params,
                                                     std::string_view name, std::int64_t least) {
    const api::ParamValue* value = params.value(name);
    if (value == nullptr || (!value->is_array && is_blank(value->text))) return std::nullopt;
    const std::int64_t count = value->is_array ? -1 : parse_id(value->text);
    if (count < least) return core::fail(Errc::field_type_invalid, std::string(name));
    return count;
}

/// A word under either of its names; empty when absent. \return nothing for an array
std::optional<std::string> read_word(const api::Params& params, std::string_view name,
                                     std::string_view alias) {
    const api::ParamValue* value = params.value(name);
    if (value == nullptr) value = params.value(alias);
    if (value == nullptr) return "";
    if (value->is_array) return std::nullopt;
    return ascii_lower(trim(value->text));
}

/// `sort` without a `direction` ascends; without both the newest ticket comes first.
core::Result<core::ListOrder> read_order(const api::Params& params) {
    const auto sort = read_word(params, "sort", "sort_by");
    if (!sort || (!sort->empty() && *sort != "id")) {
        return core::fail(Errc::field_type_invalid, "sort");
    }
    const auto direction = read_word(params, "direction", "order");
    if (!direction || (!direction->empty() && *direction != "asc" && *direction != "desc")) {
        return core::fail(Errc::field_type_invalid, "direction");
    }
    const bool ascends = direction->empty() ? !sort->empty() : *direction == "asc";
    return ascends ? core::ListOrder::oldest : core::ListOrder::newest;
}

core::Result<ListRequest> prepare(const Asked& asked) { return prepare_list_tickets(asked.query); }

core::Result<TicketList> run(core::Tx& tx, const core::Actor& actor, const ListRequest& request) {
    return core::list_tickets(tx, actor, request.input);
}

/// Without a `limit`, `limited` is false where the answer holds everything. Where it does not, the
/// answer reads as if the limit had been asked for, so that a program that pages loses nothing.
json::object render(const ListRequest& request, const TicketList& list,
                    const Rendering& rendering) {
    json::array rows;
    rows.reserve(list.tickets.size());
    for (const core::Ticket& ticket : list.tickets) {
        rows.push_back(render_ticket(ticket, request.fields, rendering.settings));
    }
    const core::ListPage& page = request.input.page;
    const bool is_limited = request.is_limited || list.has_more;
    json::object answer{{"data", std::move(rows)}};
    if (is_limited) answer["has_more"] = list.has_more;
    answer["offset"] = page.offset;
    answer["limited"] = is_limited ? json::value(page.limit) : json::value(false);
    answer["sorted"] = json::object{{"id", page.order == core::ListOrder::oldest ? "ASC" : "DESC"}};
    return answer;
}

bool is_slow(const ListRequest& request, const TicketList& list) {
    constexpr std::size_t kQuickBytes = 64 * 1024;
    if (!asks_for_body(request.fields)) return false;
    std::size_t bytes = 0;
    for (const core::Ticket& ticket : list.tickets) {
        bytes += ticket.messages.front().body.text.size();
    }
    return bytes > kQuickBytes;
}

constexpr Operation<ListRequest, TicketList> kOperation{
    "GET", "tickets", "ticket.read", api::Access::read, prepare, run, render, is_slow};

}  // namespace

core::Result<ListRequest> prepare_list_tickets(std::string_view query) {
    auto params = read_query(query);
    if (!params) return tl::unexpected(std::move(params.error()));
    // A filter that is not applied would show what was not asked for.
    for (const char* name : {"filtering", "filter", "search"}) {
        if (params->value(name) != nullptr) {
            return core::fail(Errc::field_type_invalid, "filtering");
        }
    }
    const auto limit = read_count(*params, "limit", 1);
    if (!limit) return tl::unexpected(limit.error());
    const auto offset = read_count(*params, "offset", 0);
    if (!offset) return tl::unexpected(offset.error());
    const auto order = read_order(*params);
    if (!order) return tl::unexpected(order.error());

    ListRequest request;
    request.is_limited = limit->has_value();
    request.fields = wanted_fields(*params);
    core::ListPage& page = request.input.page;
    page.limit = std::min(limit->value_or(kMaxLimit), kMaxLimit);
    page.offset = offset->value_or(0);
    page.order = *order;
    page.bodies = asks_for_body(request.fields);
    page.custom_fields = asks_for_custom_fields(request.fields);
    return request;
}

constinit const Route kListTickets = make_route<kOperation>();

}  // namespace desk::getfly
