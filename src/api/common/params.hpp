#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "net/form.hpp"

namespace desk::api {

inline constexpr std::size_t kMaxNesting = 32;

/// One parameter's value: a text, or an array in PHP's manner (ordered keys, text or numbers).
struct ParamValue {
    ParamValue();  // not here: clang would look into `items` before it can

    std::string text;
    bool is_array = false;
    bool is_null = false;  ///< JSON's or serialised PHP's null; its text is empty
    bool is_flag = false;  ///< JSON's or serialised PHP's true or false
    std::vector<std::pair<std::string, ParamValue>> items;  ///< of an array, in order of appearance
    std::int64_t next_key = 0;  ///< of an array: what `[]` stands for, past the highest number

    /// The item of that key; nothing when there is none.
    [[nodiscard]] const ParamValue* item(std::string_view key) const;
    /// Makes it an array if it is none, and gives the item of that key, a new one if need be. An
    /// empty key is PHP's `[]`, always a new item.
    ParamValue& at(std::string_view key);
};

/// The parameters of a call, however they travelled: query and body merged, bracketed names
/// (`a[b][]=v`) made into arrays, texts made valid UTF-8. Of a repeated scalar the last wins.
class Params {
  public:
    /// Adds fields; what is added later wins. `Errc::nested_too_deeply` beyond 32 levels,
    /// `Errc::too_many_parameters` beyond net::kMaxFormFields in all.
    core::Result<void> add(std::vector<net::FormField> fields);
    /// Adds the members of a JSON object: numbers as their text, true and false as "1" and "0",
    /// null as absent, arrays and objects as arrays. `Errc::malformed_request` for anything else.
    core::Result<void> add_json(std::string_view body);
    void add_file(net::FormFile file);
    void set(std::string name, std::string text);

    /// A scalar as it was sent, empty ones included; nothing when absent or an array.
    [[nodiscard]] const std::string* text(std::string_view name) const;
    [[nodiscard]] const ParamValue* value(std::string_view name) const;
    /// By name what a call is bound to, of all that was sent: its value in one way of writing it,
    /// or nothing where it counts as it was sent.
    using Found = std::map<std::string, std::optional<std::string>, std::less<>>;
    /// From now on remembers which names those two find.
    void watch() { found_.emplace(); }
    [[nodiscard]] bool is_watched() const { return found_.has_value(); }
    /// \pre watch()
    [[nodiscard]] const Found& found() const { return found_.value(); }
    /// \pre watch()
    void found_as(std::string_view name, std::string value) const;
    /// What was found counts as absent. \pre watch()
    void found_absent(std::string_view name) const;
    [[nodiscard]] const std::map<std::string, ParamValue, std::less<>>& values() const {
        return values_;
    }
    [[nodiscard]] const std::vector<net::FormFile>& files() const { return files_; }
    std::vector<net::FormFile>& files() { return files_; }

  private:
    /// False once there are too many parameters.
    bool count_one();

    std::map<std::string, ParamValue, std::less<>> values_;
    std::vector<net::FormFile> files_;
    mutable std::optional<Found> found_;
    std::size_t count_ = 0;
};

}  // namespace desk::api
