#pragma once
#include <cstdint>
#include <string>
#include <tuple>

namespace desk::store {

/// A ticket's place in a list.
struct ListKeyRow {
    std::int64_t id = 0, time = 0;  ///< of the last reply
    static auto columns(ListKeyRow& r) { return std::tie(r.id, r.time); }
};

/// What a filter asks of a ticket that no index of the list tells.
struct ListedRow {
    ListKeyRow key;
    std::int64_t status = 0, department = 0, client = 0, flag = 0;
    std::string email, subject;

    static auto columns(ListedRow& r) {
        return std::tie(r.key.id, r.key.time, r.status, r.department, r.client, r.flag, r.email,
                        r.subject);
    }
};

inline constexpr const char* kListedColumns =
    "SELECT t.id, t.last_reply_at, t.status_id, t.department_id, t.client_id, t.flag_agent_id, "
    "t.requester_email, t.subject ";

}  // namespace desk::store
