#include <algorithm>
#include <optional>

#include "net/form.hpp"
#include "net/form_text.hpp"
#include "util/encoding.hpp"
#include "util/text.hpp"

namespace desk::net {

namespace {

constexpr std::size_t kMaxPartHeadBytes = 16 * 1024;

/// A line `--boundary` or `--boundary--`, with the line break in front of it.
struct Delimiter {
    std::size_t begin = 0;  ///< where the data before it ends
    std::size_t end = 0;    ///< where the next part's head begins
    bool is_last = false;
};

/// Finds the delimiter lines of one body, in time linear in its length: a boundary holds no line
/// break, so no byte is compared twice.
class DelimiterFinder {
  public:
    DelimiterFinder(std::string_view body, std::string_view boundary)
        : body_(body), line_("--" + std::string(boundary)) {}

    /// The first one, at the very start of the body or after a preamble. Whether it ends with CR LF
    /// says what stands in front of the others.
    std::optional<Delimiter> first() {
        std::optional<Delimiter> found = at_line(0, 0);
        if (!found) found = find(0);
        if (found) has_cr_ = found->end >= 2 && body_[found->end - 2] == '\r';
        return found;
    }

    /// The next one whose line break is at `from` or later. The boundary's text within a longer
    /// line is data.
    [[nodiscard]] std::optional<Delimiter> find(std::size_t from) const {
        std::size_t at = body_.find('\n', from);
        for (; at != std::string_view::npos; at = body_.find('\n', at + 1)) {
            const bool has_cr = has_cr_ && at > 0 && body_[at - 1] == '\r';
            if (auto found = at_line(has_cr ? at - 1 : at, at + 1)) return found;
        }
        return std::nullopt;
    }

  private:
    /// The delimiter that the line at `line` is, if it is one: the boundary, perhaps "--", and
    /// nothing but blanks behind it. The last one may end the body without a line break.
    [[nodiscard]] std::optional<Delimiter> at_line(std::size_t begin, std::size_t line) const {
        if (body_.substr(line, line_.size()) != line_) return std::nullopt;
        std::size_t end = line + line_.size();
        const bool is_last = body_.substr(end, 2) == "--";
        end = body_.find_first_not_of(" \t\r", is_last ? end + 2 : end);
        if (end == std::string_view::npos) end = body_.size();
        const bool is_broken = end < body_.size() && body_[end] == '\n';
        if (!is_broken && !(is_last && end == body_.size())) return std::nullopt;
        return Delimiter{begin, is_broken ? end + 1 : end, is_last};
    }

    std::string_view body_;
    std::string line_;
    bool has_cr_ = true;
};

struct PartHead {
    std::string disposition;
    std::string media_type;
};

void take_header(std::string_view line, PartHead& head) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const std::string name = ascii_lower(trim(line.substr(0, colon)));
    if (name == "content-disposition") head.disposition = trim(line.substr(colon + 1));
    if (name == "content-type") head.media_type = trim(line.substr(colon + 1));
}

/// Reads a part's header lines from `at` on and leaves `at` behind the empty line that ends them.
/// \return nothing when there is no such line within the bound
std::optional<PartHead> read_part_head(std::string_view body, std::size_t& at) {
    const std::size_t limit = at + kMaxPartHeadBytes;
    PartHead head;
    std::string line;
    for (;;) {
        const std::size_t end = body.find('\n', at);
        if (end == std::string_view::npos || end > limit) return std::nullopt;
        std::string_view next = body.substr(at, end - at);
        if (next.ends_with('\r')) next.remove_suffix(1);
        at = end + 1;
        if (next.starts_with(' ') || next.starts_with('\t')) {  // a folded line goes on
            line += next;
            continue;
        }
        take_header(line, head);
        if (next.empty()) return head;
        line = next;
    }
}

std::string latin1_to_utf8(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            result += c;
        } else {
            result += static_cast<char>(0xC0 | (byte >> 6));
            result += static_cast<char>(0x80 | (byte & 0x3F));
        }
    }
    return result;
}

/// RFC 5987: `UTF-8'en'na%C3%AFve.txt`. Nothing for text of another shape.
std::optional<std::string> decode_extended(std::string_view text) {
    const std::size_t charset_end = text.find('\'');
    if (charset_end == std::string_view::npos) return std::nullopt;
    const std::size_t language_end = text.find('\'', charset_end + 1);
    if (language_end == std::string_view::npos) return std::nullopt;
    std::string decoded = percent_decode(text.substr(language_end + 1), false);
    const bool is_latin1 = equal_ignoring_case(text.substr(0, charset_end), "iso-8859-1");
    return is_latin1 ? latin1_to_utf8(decoded) : decoded;
}

/// The file name of a part; nothing when it is no file at all.
std::optional<std::string> file_name_of(const HeaderValue& disposition) {
    if (const std::string* extended = disposition.parameter("filename*")) {
        if (std::optional<std::string> decoded = decode_extended(*extended)) return decoded;
    }
    if (const std::string* name = disposition.parameter("filename")) return *name;
    return std::nullopt;
}

FormError add_part(PartHead head, std::string_view data, Form& form) {
    const HeaderValue disposition = parse_header_value(head.disposition);
    const std::string* name = disposition.parameter("name");
    if (name == nullptr || name->empty()) return FormError::none;  // PHP does not show these either
    if (is_full(form)) return FormError::too_many_fields;
    const std::optional<std::string> file_name = file_name_of(disposition);
    if (!file_name) {
        form.fields.push_back({*name, std::string(data)});
    } else if (!file_name->empty()) {  // without a name: a file input in which nothing was chosen
        form.files.push_back({*name, *file_name, std::move(head.media_type), std::string(data)});
    }
    return FormError::none;
}

}  // namespace

FormError parse_multipart(std::string_view body, std::string_view boundary, Form& form) {
    if (boundary.empty()) return FormError::malformed;
    DelimiterFinder finder(body, boundary);
    std::optional<Delimiter> delimiter = finder.first();
    for (std::size_t parts = 0; delimiter; ++parts) {
        if (delimiter->is_last) return FormError::none;
        if (parts == kMaxFormFields) return FormError::too_many_fields;
        std::size_t data_begin = delimiter->end;
        std::optional<PartHead> head = read_part_head(body, data_begin);
        if (!head) return FormError::malformed;
        // From the line break of the empty line on: some clients send nothing at all for no data.
        delimiter = finder.find(data_begin - 1);
        if (!delimiter) return FormError::malformed;
        const std::size_t data_end = std::max(delimiter->begin, data_begin);
        const std::string_view data = body.substr(data_begin, data_end - data_begin);
        if (const FormError error = add_part(std::move(*head), data, form);
            error != FormError::none) {
            return error;
        }
    }
    return FormError::malformed;
}

}  // namespace desk::net
