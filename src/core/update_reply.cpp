#include "core/update_reply.hpp"

#include "core/limits.hpp"
#include "core/move_ports.hpp"
#include "core/permissions.hpp"

namespace desk::core {

namespace {

tl::unexpected<Error> no_such_reply(std::int64_t reply) {
    return fail(Errc::reply_not_found, std::to_string(reply));
}

Result<Ticket> lock_ticket_of(Tx& tx, const Actor& actor, std::int64_t reply) {
    const auto found = tx.moves().find_message(MessageKind::reply, reply);
    if (!found) return no_such_reply(reply);
    std::optional<Ticket> ticket = tx.lock_ticket({found->message.ticket, {}, {}});
    if (!ticket || !may(actor, Action::see_ticket, *ticket)) return no_such_reply(reply);
    if (!may(actor, Action::update_ticket, *ticket)) return fail(Errc::not_permitted);
    return std::move(*ticket);
}

void also(std::string& fields, std::string_view field) {
    if (!fields.empty()) fields += ',';
    fields += field;
}

}  // namespace

Result<UpdatedReply> update_reply(Tx& tx, const Actor& actor, const UpdateReplyInput& input) {
    const auto before = lock_ticket_of(tx, actor, input.reply);
    if (!before) return tl::unexpected(before.error());
    // It may have moved or gone before its ticket was locked.
    const auto reply = tx.moves().find_message(MessageKind::reply, input.reply);
    if (!reply || reply->message.ticket != before->id) return no_such_reply(input.reply);
    if (input.body_text) {
        if (auto ok = check_message(*input.body_text); !ok) return tl::unexpected(ok.error());
    }
    std::string fields;
    Timestamp created_at = reply->message.created_at;
    if (input.created_at && !is_same_time(*input.created_at, input.created_is_local, created_at,
                                          tx.settings().time_zone)) {
        if (auto ok = check_not_in_future(*input.created_at, tx.clock().now()); !ok) {
            return tl::unexpected(ok.error());
        }
        created_at = *input.created_at;
        also(fields, "created");
    }
    const Body present = tx.moves().body(reply->message.id);
    const Body body = changed_body(present, input, actor.origin);
    if (!(body == present)) also(fields, "message");
    if (fields.empty()) return UpdatedReply{before->id, input.reply};

    tx.moves().rewrite(reply->message.id, body, created_at);
    Ticket after = *before;
    if (created_at != reply->message.created_at) {
        after.last_reply_at = tx.moves().last_reply_at(after.id);
    }
    after.updated_at = tx.clock().now();
    tx.update_ticket(*before, after);
    tx.append_event(
        after.id,
        {event_type::kTicketUpdate, {{"replyid", std::to_string(input.reply)}, {"fields", fields}}},
        actor);
    return UpdatedReply{after.id, input.reply};
}

std::optional<Body> text_to_compare(Tx& tx, const Actor& actor, const UpdateReplyInput& input) {
    if (!input.body_text) return std::nullopt;
    const auto reply = tx.find_message(MessageKind::reply, input.reply);
    if (!reply) return std::nullopt;
    const auto ticket = tx.find_ticket({reply->ticket, {}, {}}, {.messages = false});
    if (!ticket || !may(actor, Action::update_ticket, *ticket)) return std::nullopt;
    Body stored = tx.moves().body(reply->id);
    if (!takes_long_to_compare(stored, input)) return std::nullopt;
    return stored;
}

}  // namespace desk::core
