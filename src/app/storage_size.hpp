#pragma once
#include "app/config.hpp"
#include "util/metrics.hpp"

namespace desk::app {

/// How much room a desk takes and has. What the system does not tell is 0.
Metrics::Storage storage_size(const Config& config);

}  // namespace desk::app
