#pragma once
#include <optional>
#include <vector>

#include "core/records.hpp"
#include "util/clock.hpp"

namespace desk::app {

/// What is wrong with the checked values of a record beyond what core looks at: a ban that is over
/// when it is made; actions that no API has, of which a key could do nothing; what means nothing to
/// a key's API. Where the values do not say which API a key is for, any API's actions will do.
std::vector<core::RecordFault> check_beyond(const core::RecordKind& kind,
                                            const core::RecordValues& values, Timestamp now);

/// The same of what is to change of a record, by what it is: the API of a key is given once.
std::optional<core::RecordFault> check_change(const core::RecordKind& kind,
                                              const core::Record& before,
                                              const core::RecordValues& values);

}  // namespace desk::app
