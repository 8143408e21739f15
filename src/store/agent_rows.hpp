#pragma once
#include <cstdint>
#include <string>
#include <tuple>

#include "core/people.hpp"

namespace desk::store {

/// An agent as people and credentials read it. All NULL (id 0) where a LEFT JOIN found none.
struct AgentRow {
    std::int64_t id = 0, api_access = 0, disabled = 0;
    std::string login, first_name, last_name, email;

    static auto columns(AgentRow& r) {
        return std::tie(r.id, r.login, r.first_name, r.last_name, r.email, r.api_access,
                        r.disabled);
    }
};
inline constexpr const char* kAgentColumnList =
    "a.id, a.login, a.first_name, a.last_name, a.email, a.api_access, a.disabled";

inline core::Agent to_agent(AgentRow&& row) {
    return {core::AgentId(row.id),    std::move(row.login), std::move(row.first_name),
            std::move(row.last_name), std::move(row.email), row.api_access != 0,
            row.disabled != 0};
}

}  // namespace desk::store
