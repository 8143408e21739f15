#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "core/settings.hpp"

/// The one table of the desk's settings: what they are called, what they may be, what they are
/// where nobody has set them. The store reads by it, `polydesk setting` writes by it, and the
/// reference is printed from it.
namespace desk::core {

struct SettingKey {
    std::string_view name;
    std::string_view type;      ///< "true or false", "bytes, 0 to 1073741824"
    std::string_view fallback;  ///< as it would be written
    std::string_view help;
    /// Puts a value where it belongs; false when it is not of the type or out of its limits, and
    /// then nothing has changed.
    std::function<bool(Settings&, const std::string&)> set;
    bool is_secret = false;  ///< kept as its SHA-256, and never told
};

/// By name.
std::span<const SettingKey> setting_keys();
/// \return nothing for an unknown name
const SettingKey* find_setting(std::string_view name);

}  // namespace desk::core
