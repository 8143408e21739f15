#pragma once
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/ids.hpp"

namespace desk::core {

/// A question that a department asks with every ticket. WHMCS addresses it by id, Getfly by code.
struct CustomField {
    enum class Type { text = 0, number = 1, date = 2, checkbox = 3, choice = 4, choices = 5 };

    CustomFieldId id;
    DepartmentId department;
    std::string code;
    std::string name;
    Type type = Type::text;
    /// What choice and choices choose from; of none, anything. Only of fields that are asked for as
    /// such: the field of an answer goes without.
    std::vector<std::string> options = {};
};

/// A field with what a ticket answers; `has_value` tells "" from nothing.
struct CustomFieldAnswer {
    CustomField field;
    std::string value;
    bool has_value = false;
};

/// One value to set, addressed by id or (id not set) by code; no value clears it.
struct CustomFieldInput {
    CustomFieldId id;
    std::string code;
    std::string value;
    bool clear = false;
    bool is_flag = false;  ///< sent as true or false, not as the text or number that `value` is
};

class Tx;

/// Checks values against the fields of a department and addresses them by id.
/// \param ignore_unknown  false: an unknown id or code is Errc::custom_field_unknown
/// \param present  what the ticket answers already: the same again is not checked, since it may be
///         from before an option went
/// \return the values in the order given, of a repeated field the last; Errc::custom_field_invalid,
///         custom_field_too_long. Dates are kept as UTC seconds of their local midnight, options
///         as the field has them.
Result<std::vector<CustomFieldInput>> checked_custom_fields(
    Tx& tx, DepartmentId department, const std::vector<CustomFieldInput>& inputs,
    bool ignore_unknown, const std::vector<CustomFieldAnswer>& present = {});

}  // namespace desk::core
