#pragma once
#include <string>

#include "core/ticket.hpp"
#include "util/strong_id.hpp"

/// How single values look on this wire.
namespace desk::whmcs {

/// Ids are texts, as in the documented samples; "0" for none.
template <class Tag>
std::string id_text(StrongId<Tag> id) {
    return std::to_string(id.value());
}

}  // namespace desk::whmcs
