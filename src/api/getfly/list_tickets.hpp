#pragma once
#include <optional>
#include <string_view>

#include "api/getfly/ticket_object.hpp"
#include "core/list_tickets.hpp"

namespace desk::getfly {

struct ListRequest {
    core::ListTicketsInput input;
    FieldSet fields;
    bool is_limited = false;  ///< the query had a `limit`
};

/// What the query of GET /tickets asks for: `limit` (up to 100, more counts as 100), `offset`,
/// `sort` (id) and `direction`, `fields`. Errc::field_type_invalid for a value that is none.
core::Result<ListRequest> prepare_list_tickets(std::string_view query);

}  // namespace desk::getfly
