#pragma once
#include "app/config.hpp"

namespace desk::app {

/// Serves a desk until SIGTERM or SIGINT, then drains: answers on their way are sent, what was
/// acknowledged is on disk, nothing is left half done.
/// \return the exit code
int serve(const Config& config);

}  // namespace desk::app
