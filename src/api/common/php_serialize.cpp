#include "api/common/php_serialize.hpp"

#include <charconv>
#include <cstdint>
#include <string>

#include "util/text.hpp"

namespace desk::api {

namespace {

constexpr std::size_t kMaxNumberLength = 64;

/// Reads one value after the other from the front of a text. Every step says false, and nothing of
/// it counts, once something is wrong.
class Reader {
  public:
    explicit Reader(std::string_view text) : text_(text) {}

    bool read_value(ParamValue& value, std::size_t depth) {
        if (text_.size() - at_ < 2) return false;
        const char type = text_[at_++];
        if (type == 'N') {
            value.is_null = true;
            return take(';');
        }
        if (!take(':')) return false;
        switch (type) {
            case 'b':
                value.is_flag = true;
                return read_bool(value.text);
            case 'i':
                return read_number(value.text, "+-0123456789");
            case 'd':
                return read_number(value.text, "+-0123456789.eEINFA");
            case 's':
                return read_string(value.text) && take(';');
            case 'a':
                return depth < kMaxNesting && read_array(value, depth + 1);
            default:
                return false;  // O, C, E, R, r: nothing is instantiated, nothing referred to
        }
    }

    [[nodiscard]] bool is_at_end() const { return is_blank(text_.substr(at_)); }

  private:
    bool take(char expected) {
        if (at_ >= text_.size() || text_[at_] != expected) return false;
        ++at_;
        return true;
    }

    bool read_bool(std::string& text) {
        if (at_ >= text_.size()) return false;
        const char digit = text_[at_++];
        if (digit != '0' && digit != '1') return false;
        if (digit == '1') text = "1";
        return take(';');
    }

    bool read_number(std::string& text, std::string_view alphabet) {
        const std::size_t end = text_.find(';', at_);
        if (end == std::string_view::npos || end == at_ || end - at_ > kMaxNumberLength)
            return false;
        const std::string_view digits = text_.substr(at_, end - at_);
        if (digits.find_first_not_of(alphabet) != std::string_view::npos) return false;
        if (digits.find_first_of("0123456789NF") == std::string_view::npos) return false;
        text = digits;
        at_ = end + 1;
        return true;
    }

    /// A length or a count, with the colon behind it.
    bool read_size(std::size_t& size) {
        const char* const begin = text_.data() + at_;
        const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), size);
        if (error != std::errc()) return false;
        at_ += static_cast<std::size_t>(end - begin);
        return take(':');
    }

    /// `12:"mydomain.com"`, up to the closing quote.
    bool read_string(std::string& text) {
        std::size_t length = 0;
        if (!read_size(length) || !take('"')) return false;
        const std::size_t rest = text_.size() - at_;
        if (length > rest || !closes_string(at_ + length)) {
            const std::optional<std::size_t> end = find_string_end();
            if (!end) return false;
            length = *end - at_;
        }
        text = make_valid(std::string(text_.substr(at_, length)));
        at_ += length + 1;
        return true;
    }

    [[nodiscard]] bool closes_string(std::size_t at) const { return text_.substr(at, 2) == "\";"; }

    /// Where the string ends whose length is wrong: at `";` with the end, a `}` or another value
    /// behind it.
    [[nodiscard]] std::optional<std::size_t> find_string_end() const {
        for (std::size_t at = text_.find("\";", at_); at != std::string_view::npos;
             at = text_.find("\";", at + 1)) {
            const std::string_view next = text_.substr(at + 2, 2);
            if (next.empty() || next.front() == '}' || next == "N;") return at;
            if (next.size() == 2 && next[1] == ':' &&
                std::string_view("sibda").find(next[0]) != std::string_view::npos) {
                return at;
            }
        }
        return std::nullopt;
    }

    bool read_array(ParamValue& value, std::size_t depth) {
        std::size_t count = 0;
        if (!read_size(count) || !take('{')) return false;
        items_ += count;
        if (count > kMaxSerialisedItems || items_ > kMaxSerialisedItems) return false;
        value.is_array = true;
        for (std::size_t i = 0; i < count; ++i) {
            ParamValue key;
            if (at_ >= text_.size() || (text_[at_] != 'i' && text_[at_] != 's')) return false;
            if (!read_value(key, depth)) return false;
            ParamValue item;
            if (!read_value(item, depth)) return false;
            if (key.text.empty()) continue;  // PHP allows the key ""; no parameter has that name
            value.at(key.text) = std::move(item);  // of a repeated key the last wins, as in PHP
        }
        return take('}');
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t items_ = 0;
};

}  // namespace

std::optional<ParamValue> read_php_serialised(std::string_view text) {
    if (text.size() > kMaxSerialisedBytes) return std::nullopt;
    Reader reader(text);
    ParamValue value;
    if (!reader.read_value(value, 0) || !reader.is_at_end()) return std::nullopt;
    return value;
}

}  // namespace desk::api
