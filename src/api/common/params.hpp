#pragma once
#include <cstddef>
#include <map>
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
    std::string text;
    bool is_array = false;
    std::vector<std::pair<std::string, ParamValue>> items;  ///< of an array, in order of appearance

    /// The item of that key; nothing when there is none.
    [[nodiscard]] const ParamValue* item(std::string_view key) const;
};

/// The parameters of a call, however they travelled: query and body merged, bracketed names
/// (`a[b][]=v`) made into arrays, texts made valid UTF-8. Of a repeated scalar the last wins.
class Params {
  public:
    /// Adds fields; what is added later wins. `Errc::nested_too_deeply` beyond 32 levels,
    /// `Errc::too_many_parameters` beyond net::kMaxFormFields in all.
    core::Result<void> add(const std::vector<net::FormField>& fields);
    void add_file(net::FormFile file);
    void set(std::string name, std::string text);

    /// A scalar as it was sent, empty ones included; nothing when absent or an array.
    [[nodiscard]] const std::string* text(std::string_view name) const;
    [[nodiscard]] const ParamValue* value(std::string_view name) const;
    [[nodiscard]] const std::vector<net::FormFile>& files() const { return files_; }
    std::vector<net::FormFile>& files() { return files_; }

  private:
    std::map<std::string, ParamValue, std::less<>> values_;
    std::vector<net::FormFile> files_;
    std::size_t count_ = 0;
};

}  // namespace desk::api
