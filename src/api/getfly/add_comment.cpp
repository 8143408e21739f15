#include <optional>
#include <utility>

#include "api/getfly/member.hpp"
#include "api/getfly/route.hpp"
#include "api/getfly/ticket_path.hpp"
#include "core/add_message.hpp"
#include "util/text.hpp"

/// POST /ticket/{id}/comments: a reply of staff, or of the client that a key is bound to
/// (spec/getfly.md 2.11).
namespace desk::getfly {

namespace {

using core::Errc;
using Name = std::string_view;
using Value = boost::json::value;

struct In {
    core::AddReplyInput reply;
    core::AgentId author;  ///< the key's own where not set
    bool names_author = false;
};

core::Result<void> bind_content(In& in, Name name, const Value& value) {
    return put(read_text(name, value), in.reply.body.text);
}

/// A whole number, or its digits. null, "" and 0 name nobody.
core::Result<void> bind_user(In& in, Name name, const Value& value) {
    const auto digits = read_phone(name, value);
    if (!digits) return tl::unexpected(digits.error());
    if (is_blank(*digits)) return {};
    const std::int64_t id = parse_id(*digits);
    if (id < 0) return core::fail(Errc::field_type_invalid, std::string(name));
    in.author = core::AgentId(id);
    in.names_author = id > 0;
    return {};
}

constexpr Member<In> kMembers[] = {
    {"content", bind_content, "Text of the comment, HTML; required"},
    {"user_id", bind_user, "Agent who writes it; the key's own when omitted"},
};

core::Result<In> prepare(const Asked& asked) {
    auto ref = ticket_of_path(asked.id);
    if (!ref) return tl::unexpected(std::move(ref.error()));
    In in;
    in.reply.ref = std::move(*ref);
    in.reply.body.format = core::BodyFormat::html;
    in.reply.body.origin = core::Origin::getfly;
    if (auto bound = bind(kMembers, asked.body, in); !bound) {
        return tl::unexpected(std::move(bound.error()));
    }
    if (is_blank(in.reply.body.text)) return core::fail(Errc::message_required, "content");
    if (in.reply.body.text.size() > core::kMaxMessageBytes) {
        return core::fail(Errc::message_too_long, "content");
    }
    return in;
}

core::Result<core::WrittenMessage> run(core::Tx& tx, const core::Actor& actor, const In& in) {
    if (actor.client.is_set()) {
        if (in.names_author) return core::fail(Errc::agent_not_found);
        return core::add_reply(tx, actor, in.reply);
    }
    const auto agent = tx.find_agent(in.names_author ? in.author : actor.agent);
    if (!agent || (in.names_author && agent->disabled)) return core::fail(Errc::agent_not_found);
    core::AddReplyInput reply = in.reply;
    reply.agent_login = agent->login;
    return core::add_reply(tx, actor, reply);
}

boost::json::object render(const In&, const core::WrittenMessage& written,
                           const Rendering& rendering) {
    const bool is_vietnamese = rendering.language == Language::vietnamese;
    return {{"message", is_vietnamese ? "Thêm mới thành công" : "Successfully added"},
            {"id", written.wire_id}};
}

constexpr auto kNames = names_of(kMembers);

constexpr Operation<In, core::WrittenMessage> kOperation{
    "POST", "ticket/{id}/comments", "comment.create", api::Access::write, prepare, run, render,
    kNames};

}  // namespace

constinit const Route kAddComment = make_route<kOperation>();

}  // namespace desk::getfly
