#pragma once
#include <string_view>

namespace desk::app {

/// Tells whoever started this process how it is, as systemd's units of Type=notify expect it
/// (sd_notify(3)): "READY=1", "RELOADING=1", "STOPPING=1". Nothing where nobody asked to be told.
void tell_service_manager(std::string_view state);

}  // namespace desk::app
