#pragma once
#include <string>

#include "core/ids.hpp"

namespace desk::core {

/// The queue that a ticket waits in.
struct Department {
    DepartmentId id;
    std::string name;
    bool prevent_client_closure = false;  ///< new tickets inherit it
    bool hidden = false;                  ///< clients are not offered it, and cannot name it
};

/// A department as a caller names it: by id, or (id not set) by name, which is compared after NFC
/// and case folding, an exact match first.
struct DepartmentRef {
    DepartmentId id;
    std::string name;
};

struct Status {
    StatusId id;
    std::string title;
};

}  // namespace desk::core
