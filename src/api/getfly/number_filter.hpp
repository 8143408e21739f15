#pragma once
#include "api/getfly/list_query.hpp"
#include "core/number_test.hpp"

namespace desk::getfly {

/// A filter on a whole number of a row, 0 for `is` with nothing. Errc::field_type_invalid for a
/// value that is no number, Errc::filter_unknown for `contains`.
core::Result<core::NumberTest> number_test(const Filter& filter);

}  // namespace desk::getfly
