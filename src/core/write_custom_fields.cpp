#include "core/write_custom_fields.hpp"

#include <algorithm>

namespace desk::core {

Result<bool> write_custom_fields(Tx& tx, TicketId ticket, DepartmentId department,
                                 const std::vector<CustomFieldInput>& inputs, bool ignore_unknown) {
    if (inputs.empty()) return false;
    const auto present = tx.custom_field_answers(ticket, department);
    auto checked = checked_custom_fields(tx, department, inputs, ignore_unknown, present);
    if (!checked) return tl::unexpected(checked.error());
    bool changed = false;
    for (const CustomFieldInput& input : *checked) {
        const auto answer = std::find_if(present.begin(), present.end(),
                                         [&](const auto& a) { return a.field.id == input.id; });
        const bool has_value = answer != present.end() && answer->has_value;
        if (input.clear ? !has_value : has_value && answer->value == input.value) continue;
        tx.set_custom_field(ticket, input);
        changed = true;
    }
    return changed;
}

}  // namespace desk::core
