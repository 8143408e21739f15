#include "api/common/status_key.hpp"

#include "util/text.hpp"

namespace desk::api {

std::string status_key(const core::StatusCounts& status, const boost::json::object& taken) {
    std::string key;
    for (const char c : ascii_lower(status.title)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) key += c;
    }
    if (key.empty()) key = "status";
    if (key == "status" || taken.contains(key)) key += std::to_string(status.id.value());
    return key;
}

}  // namespace desk::api
