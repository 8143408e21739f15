#pragma once
#include <cstdint>
#include <string>
#include <tuple>

#include "core/ticket.hpp"
#include "store/message_row.hpp"

namespace desk::store {

/// A ticket as it is read, with the names that go with its ids, in the order of kTicketColumns.
struct TicketRow {
    std::int64_t id = 0, department = 0, status = 0, client = 0, contact = 0, user = 0;
    std::int64_t priority = 0, flag = 0, service = 0, domain = 0, client_may_not_close = 0;
    std::int64_t opened_at = 0, last_reply_at = 0, updated_at = 0;
    std::int64_t version = 0, reply_count = 0, merged_into = 0;
    std::string number, code, access_code, department_name, status_title, client_name, client_email,
        client_code, requester_name, requester_email, cc, subject, expected_on, emergency_phone;

    static auto columns(TicketRow& r) {
        return std::tie(r.id, r.department, r.status, r.client, r.contact, r.user, r.priority,
                        r.flag, r.service, r.domain, r.client_may_not_close, r.opened_at,
                        r.last_reply_at, r.updated_at, r.version, r.reply_count, r.merged_into,
                        r.number, r.code, r.access_code, r.department_name, r.status_title,
                        r.client_name, r.client_email, r.client_code, r.requester_name,
                        r.requester_email, r.cc, r.subject, r.expected_on, r.emergency_phone);
    }
};

/// A ticket beside one of its messages.
struct TicketMessageRow {
    TicketRow ticket;
    MessageRow message;

    static auto columns(TicketMessageRow& r) {
        return std::tuple_cat(TicketRow::columns(r.ticket), MessageRow::columns(r.message));
    }
};

inline constexpr const char* kTicketColumns = R"sql(
    SELECT t.id, t.department_id, t.status_id, t.client_id, t.contact_id, t.user_id, t.priority,
           t.flag_agent_id, t.service_id, t.domain_id, t.client_may_not_close, t.opened_at,
           t.last_reply_at, t.updated_at, t.version, t.reply_count, t.merged_into,
           t.number, t.code, t.access_code, d.name, s.title, c.name, c.email, c.code,
           t.requester_name, t.requester_email, t.cc, t.subject, t.expected_on, t.emergency_phone
)sql";
inline constexpr const char* kTicketTables = R"sql(
    FROM ticket t
    LEFT JOIN department d ON d.id = t.department_id
    LEFT JOIN ticket_status s ON s.id = t.status_id
    LEFT JOIN client c ON c.id = t.client_id
)sql";
core::Ticket to_ticket(TicketRow&& row);

}  // namespace desk::store
