#pragma once
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <variant>

/// One logger for the process: a JSON object a line on standard error, `ts`, `level`, `msg`, then
/// the fields. Never bodies, query strings of API calls, secrets or bound values.
namespace desk::log {

/// debug: what single connections do, for the search for a fault. info: requests, start and stop.
/// warning: the desk goes on, but somebody should look. error: something was not done that should
/// have been.
enum class Level { debug, info, warning, error };

using Value = std::variant<std::string_view, std::int64_t, double, bool>;
using Fields = std::initializer_list<std::pair<std::string_view, Value>>;

/// Before the first line, from the main thread.
void start(Level least);
/// From any thread.
void set_level(Level least);
void write(Level level, std::string_view message, Fields fields = {});
inline void debug(std::string_view message, Fields fields = {}) {
    write(Level::debug, message, fields);
}
inline void info(std::string_view message, Fields fields = {}) {
    write(Level::info, message, fields);
}
inline void warning(std::string_view message, Fields fields = {}) {
    write(Level::warning, message, fields);
}
inline void error(std::string_view message, Fields fields = {}) {
    write(Level::error, message, fields);
}
/// Since the process started; lost is what came while nobody read standard error.
std::uint64_t lines_written(Level level);
std::uint64_t lines_lost();
/// Writes out what is still in memory.
void flush();

}  // namespace desk::log
