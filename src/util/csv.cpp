#include "util/csv.hpp"

#include <optional>
#include <utility>

namespace desk {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

char separator_of(std::string_view text) {
    bool is_quoted = false;
    for (const char c : text) {
        if (c == '"') is_quoted = !is_quoted;
        if (is_quoted) continue;
        if (c == ',' || c == ';' || c == '\t') return c;
        if (c == '\n' || c == '\r') break;
    }
    return ',';
}

class CsvReader {
  public:
    explicit CsvReader(std::string_view text) : text_(text), separator_(separator_of(text)) {}

    [[nodiscard]] bool is_at_end() const { return at_ == text_.size(); }

    tl::expected<CsvRow, CsvFault> read_row() {
        CsvRow row{line_, {}};
        while (true) {
            std::string cell;
            if (peek() == '"') {
                if (auto fault = read_quoted(cell)) return tl::unexpected(std::move(*fault));
            } else {
                while (!is_at_end() && !ends_cell(text_[at_])) cell += text_[at_++];
            }
            row.cells.push_back(std::move(cell));
            if (peek() != separator_) break;
            ++at_;
        }
        skip_line_break();
        return row;
    }

  private:
    using MaybeFault = std::optional<CsvFault>;

    [[nodiscard]] char peek() const { return is_at_end() ? '\n' : text_[at_]; }
    [[nodiscard]] bool ends_cell(char c) const { return c == separator_ || c == '\n' || c == '\r'; }

    MaybeFault read_quoted(std::string& cell) {
        const std::size_t opened_on = line_;
        ++at_;
        while (true) {
            if (is_at_end()) {
                return CsvFault{opened_on, "a quote is never closed"};
            }
            const char c = text_[at_++];
            if (c == '"') {
                if (is_at_end() || text_[at_] != '"') break;
                ++at_;
            } else if (c == '\n' || (c == '\r' && peek() != '\n')) {
                ++line_;
            }
            cell += c;
        }
        if (is_at_end() || ends_cell(text_[at_])) return std::nullopt;
        return CsvFault{line_,
                        "something follows a closing quote; double the quotes inside of quotes"};
    }

    void skip_line_break() {
        if (is_at_end()) return;
        if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
        ++at_;
        ++line_;
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

}  // namespace

tl::expected<std::vector<CsvRow>, CsvFault> read_csv(std::string_view text, std::size_t most_rows) {
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    CsvReader reader(text);
    std::vector<CsvRow> rows;
    while (!reader.is_at_end()) {
        tl::expected<CsvRow, CsvFault> row = reader.read_row();
        if (!row) return tl::unexpected(std::move(row.error()));
        if (row->cells.size() == 1 && row->cells.front().empty()) continue;
        if (rows.size() == most_rows) {
            return tl::unexpected(CsvFault{
                row->line, "too many rows; at most " + std::to_string(most_rows) + " at a time"});
        }
        rows.push_back(std::move(*row));
    }
    return rows;
}

}  // namespace desk
