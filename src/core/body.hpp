#pragma once
#include <string>

#include "core/message.hpp"

/// How each dialect reads a text that another one wrote (design, section 3).
namespace desk::core {

/// For a dialect that speaks text: plain and Markdown as they are, HTML made readable text.
std::string body_as_text(const Body& body);

/// For a dialect that speaks HTML: Markdown rendered and sanitised, plain text escaped with line
/// breaks, HTML verbatim where `reader` wrote it and sanitised elsewhere.
std::string body_as_html(const Body& body, Origin reader);

}  // namespace desk::core
