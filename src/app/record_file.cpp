#include "app/record_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <optional>

#include "util/csv.hpp"
#include "util/text.hpp"

namespace desk::app {

namespace {

namespace json = boost::json;

using Records = std::vector<FileRecord>;
using Faults = std::vector<FileFault>;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kWhiteSpace = " \t\r\n";

/// "First name" and "first-name" are first_name.
std::string column_name(std::string_view written) {
    std::string name = ascii_lower(trim(written));
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
    return name;
}

std::string joined(const std::vector<std::string_view>& words) {
    std::string text;
    for (const std::string_view word : words) {
        if (!text.empty()) text += ", ";
        text += word;
    }
    return text;
}

/// The columns of the first row, each known and there once.
Faults check_header(const CsvRow& header, const std::vector<std::string>& names,
                    const std::vector<std::string_view>& columns) {
    Faults faults;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (std::find(columns.begin(), columns.end(), names[i]) == columns.end()) {
            faults.push_back({{header.line},
                              header.cells[i],
                              "there is no such column; there are " + joined(columns) + "."});
        } else if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i),
                             names[i]) != names.begin() + static_cast<std::ptrdiff_t>(i)) {
            faults.push_back({{header.line}, header.cells[i], "this column is there twice."});
        }
    }
    return faults;
}

tl::expected<Records, Faults> read_csv_records(std::string_view content,
                                               const std::vector<std::string_view>& columns) {
    auto rows = read_csv(content, kMostFileRecords + 1);
    if (!rows) return tl::unexpected(Faults{{{rows.error().line}, {}, rows.error().text + "."}});
    if (rows->empty()) {
        return tl::unexpected(
            Faults{{{}, {}, "is empty; its first line names columns: " + joined(columns) + "."}});
    }
    std::vector<std::string> names;
    for (const std::string& cell : rows->front().cells) names.push_back(column_name(cell));
    Faults faults = check_header(rows->front(), names, columns);
    Records records;
    for (std::size_t r = 1; r < rows->size() && faults.empty(); ++r) {
        CsvRow& row = (*rows)[r];
        if (row.cells.size() != names.size()) {
            faults.push_back({{row.line},
                              {},
                              fmt::format("has {} cells where the first line has {}.",
                                          row.cells.size(), names.size())});
            break;
        }
        FileRecord& record = records.emplace_back();
        record.place.line = row.line;
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (!row.cells[i].empty()) record.input.emplace_back(names[i], std::move(row.cells[i]));
        }
    }
    if (!faults.empty()) return tl::unexpected(std::move(faults));
    return records;
}

/// Finds the objects of an array, or one after another, and where each begins.
class JsonObjects {
  public:
    explicit JsonObjects(std::string_view text) : text_(text) {}

    struct Piece {
        FilePlace place;
        std::string_view text;
    };

    /// \return nothing at the end
    std::optional<Piece> next() {
        skip("[,");
        if (at_ == text_.size() || text_[at_] != '{') return std::nullopt;
        const std::size_t begin = at_;
        const FilePlace place{line_, ++count_};
        int depth = 0;
        bool is_quoted = false;
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == '\n') ++line_;
            if (is_quoted && c == '\\' && at_ < text_.size()) ++at_;
            if (c == '"') is_quoted = !is_quoted;
            if (is_quoted) continue;
            if (c == '{' || c == '[') ++depth;
            if ((c == '}' || c == ']') && --depth == 0) break;
        }
        return Piece{place, text_.substr(begin, at_ - begin)};
    }

    /// True when nothing but the end of an array is left.
    bool is_at_end() {
        skip("]");
        return at_ == text_.size();
    }
    [[nodiscard]] std::size_t line() const { return line_; }

  private:
    void skip(std::string_view also) {
        while (at_ < text_.size() && (kWhiteSpace.find(text_[at_]) != std::string_view::npos ||
                                      also.find(text_[at_]) != std::string_view::npos)) {
            if (text_[at_++] == '\n') ++line_;
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t count_ = 0;  ///< objects found
};

/// A value as it would be written on the command line; nothing for what cannot be written there.
std::optional<std::string> written(const json::value& value) {
    if (value.is_string()) return std::string(value.as_string());
    if (value.is_bool()) return value.as_bool() ? "true" : "false";
    if (value.is_int64() || value.is_uint64()) return json::serialize(value);
    if (value.is_object()) {  // {"id": 3, "name": "Sales"}, as the lists show it
        const json::value* id = value.as_object().if_contains("id");
        if (id == nullptr || id->is_object() || id->is_array()) return std::nullopt;
        return written(*id);
    }
    if (!value.is_array()) return std::nullopt;
    std::string list;
    for (const json::value& item : value.as_array()) {
        const std::optional<std::string> word = item.is_array() ? std::nullopt : written(item);
        if (!word || word->find(',') != std::string::npos) return std::nullopt;
        if (!list.empty()) list += ',';
        list += *word;
    }
    return list;
}

void read_object(const JsonObjects::Piece& piece, const std::vector<std::string_view>& columns,
                 Records& records, Faults& faults) {
    boost::system::error_code error;
    const json::value value = json::parse(piece.text, error);
    if (error || !value.is_object()) {
        faults.push_back({piece.place, {}, "is not JSON: " + error.message() + "."});
        return;
    }
    FileRecord record{piece.place, {}};
    for (const auto& member : value.as_object()) {
        const std::string name(member.key());
        if (std::find(columns.begin(), columns.end(), name) == columns.end()) {
            faults.push_back(
                {piece.place, name, "there is no such field; there are " + joined(columns) + "."});
            continue;
        }
        if (member.value().is_null()) continue;
        std::optional<std::string> text = written(member.value());
        if (text) {
            record.input.emplace_back(name, std::move(*text));
        } else {
            faults.push_back({piece.place, name,
                              "must be a text, a whole number, true, false, or a list of such "
                              "without commas in them."});
        }
    }
    records.push_back(std::move(record));
}

tl::expected<Records, Faults> read_json_records(std::string_view content,
                                                const std::vector<std::string_view>& columns) {
    JsonObjects objects(content);
    Records records;
    Faults faults;
    while (const auto piece = objects.next()) {
        if (records.size() == kMostFileRecords) {
            return tl::unexpected(
                Faults{{piece->place,
                        {},
                        fmt::format("too many records; at most {} at a time.", kMostFileRecords)}});
        }
        read_object(*piece, columns, records, faults);
    }
    if (!objects.is_at_end()) {
        faults.push_back({{objects.line()}, {}, "here is no JSON object."});
    }
    if (!faults.empty()) return tl::unexpected(std::move(faults));
    return records;
}

std::size_t line_of(std::string_view content, std::size_t at) {
    return 1 + static_cast<std::size_t>(std::count(
                   content.begin(), content.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

}  // namespace

tl::expected<Records, Faults> read_record_file(std::string_view content,
                                               const std::vector<std::string_view>& columns) {
    if (content.size() > kMostFileBytes) {
        return tl::unexpected(Faults{
            {{}, {}, fmt::format("is too large; at most {} bytes at a time.", kMostFileBytes)}});
    }
    const std::string valid = make_valid(std::string(content));
    if (valid != content) {
        const auto [bad, changed] =
            std::mismatch(content.begin(), content.end(), valid.begin(), valid.end());
        const auto at = static_cast<std::size_t>(bad - content.begin());
        return tl::unexpected(Faults{{{line_of(content, at)},
                                      {},
                                      "is not UTF-8; convert the file first, for instance: iconv "
                                      "-f WINDOWS-1252 -t UTF-8"}});
    }
    if (content.starts_with(kByteOrderMark)) content.remove_prefix(kByteOrderMark.size());
    const std::size_t first = content.find_first_not_of(kWhiteSpace);
    const bool is_json =
        first != std::string_view::npos && (content[first] == '[' || content[first] == '{');
    return is_json ? read_json_records(content, columns) : read_csv_records(content, columns);
}

std::string describe_faults(const std::string& file, const std::vector<FileFault>& faults) {
    constexpr std::size_t kMostShown = 20;
    const std::string name = file == "-" ? "standard input" : file;
    std::string text;
    for (std::size_t i = 0; i < std::min(faults.size(), kMostShown); ++i) {
        const FileFault& fault = faults[i];
        text += name;
        const auto& [line, record] = fault.place;
        if (line != 0) text += fmt::format(", line {}", line);
        if (record != 0) text += fmt::format(", record {}", record);
        if (!fault.column.empty()) text += ", " + fault.column;
        text += ": " + fault.text + "\n";
    }
    if (faults.size() > kMostShown) {
        text += fmt::format("and {} more.\n", faults.size() - kMostShown);
    }
    return text;
}

}  // namespace desk::app
