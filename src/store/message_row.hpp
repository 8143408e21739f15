#pragma once
#include <cstdint>
#include <string>
#include <tuple>

#include "store/rows.hpp"

namespace desk::store {

/// A message as it is read, in the order of kMessageColumnList and then its body.
struct MessageRow {
    std::int64_t id = 0, ticket = 0, kind = 0, wire_id = 0, author_kind = 0, author_id = 0;
    std::int64_t format = 0, origin = 0, rating = 0, created_at = 0, attachment_count = 0;
    std::int64_t author_client = 0;
    std::string author_name, author_email, body;

    static auto columns(MessageRow& r) {
        return std::tie(r.id, r.ticket, r.kind, r.wire_id, r.author_kind, r.author_id, r.format,
                        r.origin, r.rating, r.created_at, r.attachment_count, r.author_name,
                        r.author_email, r.author_client, r.body);
    }
};

/// Last the account that the author writes for: of clients (1) themselves, of contacts (2) and
/// users (3) by their rows. A user of several accounts counts to the ticket's if it is one of them.
inline constexpr const char* kMessageColumnList = R"sql(
    m.id, m.ticket_id, m.kind, m.wire_id, m.author_kind, m.author_id, m.format, m.origin,
    m.rating, m.created_at, m.attachment_count, m.author_name, m.author_email,
    COALESCE(CASE m.author_kind
        WHEN 1 THEN m.author_id
        WHEN 2 THEN (SELECT ac.client_id FROM contact ac WHERE ac.id = m.author_id)
        WHEN 3 THEN COALESCE(
            (SELECT au.client_id FROM ticket ut JOIN client_user au ON au.client_id = ut.client_id
             WHERE ut.id = m.ticket_id AND au.user_id = m.author_id),
            (SELECT MIN(au.client_id) FROM client_user au WHERE au.user_id = m.author_id))
    END, 0)
)sql";

/// Replies and notes are known outside by ids of their own.
struct ByWireId {
    std::int64_t kind = 0, wire_id = 0;
    void each(auto&& bind) { bind("kind", kind), bind("wire_id", wire_id); }
};

core::Message to_message(MessageRow&& row);

}  // namespace desk::store
