#pragma once
#include <string_view>

#include "api/getfly/ticket_object.hpp"
#include "core/get_ticket.hpp"

namespace desk::getfly {

struct GetRequest {
    core::GetTicketInput input;
    FieldSet fields;
};

/// What the query of GET /ticket asks for: `ticket_code`, else `id`; `fields`.
core::Result<GetRequest> prepare_get_ticket(std::string_view query);

}  // namespace desk::getfly
