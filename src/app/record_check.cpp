#include "app/record_check.hpp"

#include <optional>
#include <string>

#include "util/text.hpp"

namespace desk::app {

namespace {

using core::RecordFault;
using core::RecordKind;
using core::RecordType;
using core::RecordValues;

const std::optional<std::string>& value_of(const RecordKind& kind, const RecordValues& values,
                                           std::string_view field) {
    return values.values[core::field_index(kind, field)];
}

}  // namespace

std::vector<RecordFault> check_beyond(const RecordKind& kind, const RecordValues& values,
                                      Timestamp now) {
    std::vector<RecordFault> faults;
    if (kind.type == RecordType::ban) {
        const auto& end = value_of(kind, values, "expires_at");
        const std::int64_t seconds = end && !end->empty() ? parse_id(*end) : 0;
        if (end && seconds != 0 && seconds <= now.time_since_epoch().count()) {
            faults.push_back({core::Errc::value_invalid, "expires_at",
                              "is over already; give a time to come, or \"never\"."});
        }
    }
    return faults;
}

}  // namespace desk::app
