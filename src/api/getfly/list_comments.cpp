#include <array>
#include <boost/json/array.hpp>
#include <utility>

#include "api/getfly/list_query.hpp"
#include "api/getfly/number_filter.hpp"
#include "api/getfly/route.hpp"
#include "api/getfly/ticket_object.hpp"
#include "api/getfly/ticket_path.hpp"
#include "core/body.hpp"
#include "core/list_replies.hpp"
#include "util/text.hpp"
#include "util/time_text.hpp"

/// GET /ticket/{id}/comments: the replies of a ticket, staff's and the customer's; its opening text
/// and internal notes are none of them (spec/getfly.md 2.11).
namespace desk::getfly {

namespace {

namespace json = boost::json;
using core::Errc;
using core::Message;
using core::Ticket;

constexpr std::array<std::string_view, 2> kSortable{"id", "created_at"};

struct In {
    core::ListRepliesInput input;
    Window window;
    FieldSet fields;
};

struct Out {
    core::ReplyList list;
    std::int64_t size = 0;
};

/// One comment on its way out.
struct Comment {
    const Message& message;
    const Ticket& ticket;
    const core::Settings& settings;

    [[nodiscard]] bool is_staffs() const {
        const auto kind = message.author.kind;
        return kind == core::Author::Kind::agent || kind == core::Author::Kind::system;
    }
};

json::value content(const Comment& c) {
    return json::value(core::body_as_html(c.message.body, core::Origin::getfly));
}

json::value creator(const Comment& c) {
    return c.message.author.kind == core::Author::Kind::agent ? c.message.author.id : 0;
}

json::value account_name(const Comment& c) {
    return c.ticket.client.is_set() ? json::value(c.ticket.client_name) : json::value("");
}

struct OutputField {
    std::string_view name;
    json::value (*render)(const Comment&);
};

constexpr std::array kFields{
    OutputField{"id", [](const Comment& c) { return json::value(c.message.wire_id); }},
    OutputField{"ticket_id", [](const Comment& c) { return json::value(c.ticket.id.value()); }},
    OutputField{"comment_title", [](const Comment&) { return json::value(""); }},
    OutputField{"content", content},
    OutputField{"creator", creator},
    OutputField{"creator_display_name",
                [](const Comment& c) { return json::value(c.message.author.name); }},
    OutputField{"account_id",
                [](const Comment& c) { return json::value(c.ticket.client.value()); }},
    OutputField{"account_name", account_name},
    OutputField{"account_avatar", [](const Comment&) { return json::value(""); }},
    OutputField{"is_feedback", [](const Comment& c) { return json::value(c.is_staffs() ? 0 : 1); }},
    OutputField{"created_at",
                [](const Comment& c) {
                    return json::value(
                        format_date_time(c.message.created_at, c.settings.time_zone));
                }},
};

/// `filtering[is_feedback]`: 0 or 1.
core::Result<bool> read_feedback(const Filter& filter) {
    const bool is_one = filter.test == Test::equal || filter.test == Test::is;
    if (!is_one) return core::fail(Errc::filter_unknown, filter.name);
    const std::string_view value = trim(filter.values.front());
    if (value != "0" && value != "1") return core::fail(Errc::field_type_invalid, filter.name);
    return value == "1";
}

core::Result<void> add_filters(const api::Params& params, core::ListRepliesInput& input) {
    const auto filters = read_filters(params);
    if (!filters) return tl::unexpected(filters.error());
    for (const Filter& filter : *filters) {
        if (filter.field == "id") {
            auto test = number_test(filter);
            if (!test) return tl::unexpected(std::move(test.error()));
            input.ids.push_back(std::move(*test));
        } else if (filter.field == "is_feedback") {
            const auto value = read_feedback(filter);
            if (!value) return tl::unexpected(value.error());
            // Both at once: nothing is both.
            if (input.by_client && *input.by_client != *value) {
                input.ids.push_back({.any_of = std::vector<std::int64_t>{}});
            }
            input.by_client = *value;
        } else {
            return core::fail(Errc::filter_unknown, filter.name);
        }
    }
    return {};
}

core::Result<In> prepare(const Asked& asked) {
    auto ref = ticket_of_path(asked.id);
    if (!ref) return tl::unexpected(std::move(ref.error()));
    const auto params = read_query(asked.query);
    if (!params) return tl::unexpected(params.error());
    auto window = read_window(*params, kSortable);
    if (!window) return tl::unexpected(std::move(window.error()));
    In in;
    in.window = std::move(*window);
    in.input.ref = std::move(*ref);
    in.input.by_time = in.window.sort == "created_at";
    in.input.ascends = in.window.ascends;
    in.input.offset = in.window.offset;
    if (auto added = add_filters(*params, in.input); !added) {
        return tl::unexpected(std::move(added.error()));
    }
    in.fields = chosen_fields(*params, names_of(kFields)).value_or(FieldSet().set());
    return in;
}

core::Result<Out> run(core::Tx& tx, const core::Actor& actor, const In& in) {
    core::ListRepliesInput input = in.input;
    input.limit = in.window.size(tx.settings());
    auto list = core::list_replies(tx, actor, input);
    if (!list) return tl::unexpected(std::move(list.error()));
    return Out{std::move(*list), input.limit};
}

json::object render(const In& in, const Out& out, const Rendering& rendering) {
    json::array rows;
    for (const Message& message : out.list.replies) {
        const Comment comment{message, out.list.ticket, rendering.settings};
        json::object row;
        for (std::size_t i = 0; i < kFields.size(); ++i) {
            if (in.fields[i]) row[kFields[i].name] = kFields[i].render(comment);
        }
        rows.push_back(std::move(row));
    }
    return list_envelope(std::move(rows), in.window, out.size, out.list.has_more);
}

bool is_slow(const In&, const Out& out) {
    constexpr std::size_t kQuickBytes = 64 * 1024;
    std::size_t bytes = 0;
    for (const Message& message : out.list.replies) bytes += message.body.text.size();
    return bytes > kQuickBytes;
}

constexpr Operation<In, Out> kOperation{
    "GET",  "ticket/{id}/comments", "comment.read", api::Access::read, prepare, run, render, {},
    is_slow};

}  // namespace

core::Result<core::TicketRef> ticket_of_path(std::string_view id) {
    core::TicketRef ref;
    ref.id = core::TicketId(parse_id(id));
    if (ref.id.value() <= 0) return core::fail(Errc::ticket_not_found);
    return ref;
}

constinit const Route kListComments = make_route<kOperation>();

}  // namespace desk::getfly
