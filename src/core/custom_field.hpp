#pragma once
#include <string>
#include <vector>

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
};

}  // namespace desk::core
