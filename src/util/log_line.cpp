#include "util/log_line.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "util/time_text.hpp"
#include "util/utf8.hpp"

namespace desk::log {
namespace {

constexpr std::size_t kMaxTextBytes = 4096;

std::string_view name(Level level) {
    switch (level) {
        case Level::debug:
            return "debug";
        case Level::info:
            return "info";
        case Level::warning:
            return "warning";
        case Level::error:
            return "error";
    }
    return "error";
}

void append_escaped(std::string& out, char c) {
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(c));
    }
}

bool needs_escape(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == '\x7F';
}

void append_value(std::string& out, const Value& value) {
    if (const auto* text = std::get_if<std::string_view>(&value)) {
        append_json_string(out, *text);
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        out += fmt::format_int(*integer).c_str();
    } else if (const auto* number = std::get_if<double>(&value)) {
        if (std::isfinite(*number)) {
            fmt::format_to(std::back_inserter(out), "{}", *number);
        } else {
            out += "null";  // JSON has no word for it
        }
    } else {
        out += std::get<bool>(value) ? "true" : "false";
    }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    const bool is_cut = text.size() > kMaxTextBytes;
    if (is_cut) text = utf8_prefix(text, kMaxTextBytes);
    out += '"';
    std::size_t copied = 0;  // everything before is in `out`
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Step step = utf8_step(text, at);
        if (step.is_valid && (step.length > 1 || !needs_escape(text[at]))) {
            at += step.length;
            continue;
        }
        out += text.substr(copied, at - copied);
        if (step.is_valid) {
            append_escaped(out, text[at]);
        } else {
            out += kReplacementCharacter;
        }
        at += step.length;
        copied = at;
    }
    out += text.substr(copied);
    out += is_cut ? "…\"" : "\"";
}

std::string line(std::chrono::sys_time<std::chrono::milliseconds> time, Level level,
                 std::string_view message, Fields fields) {
    const Timestamp second = std::chrono::floor<std::chrono::seconds>(time);
    std::string out;
    out.reserve(256);
    out += R"({"ts":")";
    out.append(format_iso8601(second), 0, 19);
    fmt::format_to(std::back_inserter(out), R"(.{:03}Z","level":"{}","msg":)",
                   (time - second).count(), name(level));
    append_json_string(out, message);
    for (const auto& [key, value] : fields) {
        out += ',';
        append_json_string(out, key);
        out += ':';
        append_value(out, value);
    }
    out += "}\n";
    return out;
}

}  // namespace desk::log
