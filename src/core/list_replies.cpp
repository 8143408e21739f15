#include "core/list_replies.hpp"

#include <tuple>

#include "core/get_ticket.hpp"

namespace desk::core {

namespace {

bool is_staffs(const ReplyKey& reply) {
    return reply.author_kind == Author::Kind::agent || reply.author_kind == Author::Kind::system;
}

void sort(std::vector<ReplyKey>& replies, const ListRepliesInput& input) {
    const auto key = [&input](const ReplyKey& reply) {
        return std::tuple(input.by_time ? reply.created_at : Timestamp{}, reply.wire_id);
    };
    std::sort(replies.begin(), replies.end(), [&](const ReplyKey& a, const ReplyKey& b) {
        return input.ascends ? key(a) < key(b) : key(b) < key(a);
    });
}

}  // namespace

Result<ReplyList> list_replies(Tx& tx, const Actor& actor, const ListRepliesInput& input) {
    auto ticket = get_ticket(tx, actor, {input.ref, {.messages = false}});
    if (!ticket) return tl::unexpected(std::move(ticket.error()));
    std::vector<ReplyKey> keys = tx.lists().replies(ticket->id);
    std::erase_if(keys, [&input](const ReplyKey& reply) {
        if (input.by_client && *input.by_client == is_staffs(reply)) return true;
        return !all_let_pass(input.ids, reply.wire_id);
    });
    sort(keys, input);

    ReplyList list;
    const auto size = static_cast<std::int64_t>(keys.size());
    const std::int64_t begin = std::clamp<std::int64_t>(input.offset, 0, size);
    const std::int64_t end = begin + std::clamp<std::int64_t>(input.limit, 0, size - begin);
    list.has_more = end < size;
    std::vector<MessageId> ids;
    for (std::int64_t i = begin; i < end; ++i) {
        ids.push_back(keys[static_cast<std::size_t>(i)].id);
    }
    list.replies = tx.lists().messages(ids);
    ticket->messages.clear();
    list.ticket = std::move(*ticket);
    return list;
}

}  // namespace desk::core
