#pragma once
#include <vector>

#include "core/error.hpp"
#include "core/ports.hpp"

namespace desk::core {

/// Sets what `inputs` name of a ticket that is (or will be) in that department; the rest stays.
/// \return whether anything changed; refusals as checked_custom_fields
Result<bool> write_custom_fields(Tx& tx, TicketId ticket, DepartmentId department,
                                 const std::vector<CustomFieldInput>& inputs, bool ignore_unknown);

}  // namespace desk::core
