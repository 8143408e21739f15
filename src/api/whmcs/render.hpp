#pragma once
#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "api/whmcs/action.hpp"

/// Answers as bytes, in the three formats (spec/whmcs.md, section 3).
namespace desk::whmcs {

enum class Format { json, xml, name_value };

/// By the parameter `responsetype`; name_value for a missing or unknown one, as documented.
Format format_named(std::string_view response_type);

struct Rendered {
    std::string content_type;
    std::string body;
};

/// \param action  the called action in lower case, which XML repeats
/// Name-value pairs have neither lists nor a way to write ";": an answer with either leaves as XML.
Rendered render(const Answer& answer, Format format, std::string_view action);

}  // namespace desk::whmcs
