#pragma once
#include <string_view>

namespace desk::fuzz {

/// Checks HTML that is shown to people: nothing but elements and attributes of the allow-list, as
/// this file states it again; every element closed where it was opened; addresses of harmless
/// schemes; every other special character an entity; valid text.
void check_safe_html(std::string_view html);

}  // namespace desk::fuzz
