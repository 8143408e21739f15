#include "net/form_text.hpp"

#include "util/text.hpp"

namespace desk::net {

namespace {

/// Reads one parameter's value and takes it, with the ";" that follows, off the front of `text`.
std::string take_value(std::string_view& text) {
    std::string value;
    const std::size_t start = text.find_first_not_of(" \t");
    if (start == std::string_view::npos || text[start] != '"') {
        const std::size_t end = text.find(';');
        value = trim(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        return value;
    }
    std::size_t at = start + 1;
    for (; at < text.size() && text[at] != '"'; ++at) {
        const bool escapes = text[at] == '\\' && at + 1 < text.size() &&
                             (text[at + 1] == '\\' || text[at + 1] == '"');
        if (escapes) ++at;
        value += text[at];
    }
    const std::size_t end = text.find(';', at < text.size() ? at + 1 : at);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return value;
}

}  // namespace

const std::string* HeaderValue::parameter(std::string_view name) const {
    for (const auto& [key, text] : parameters) {
        if (key == name) return &text;
    }
    return nullptr;
}

HeaderValue parse_header_value(std::string_view text) {
    HeaderValue result;
    result.value = take_value(text);
    while (!text.empty()) {
        const std::size_t equals = text.find_first_of("=;");
        const std::string_view name = trim(text.substr(0, equals));
        if (equals == std::string_view::npos) break;
        const bool has_value = text[equals] == '=';
        text.remove_prefix(equals + 1);
        if (has_value) {
            std::string value = take_value(text);
            result.parameters.emplace_back(ascii_lower(name), std::move(value));
        }
    }
    return result;
}

}  // namespace desk::net
