#include "app/record_print.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "core/record_values.hpp"
#include "util/text.hpp"
#include "util/utf8.hpp"

namespace desk::app {

namespace json = boost::json;

using core::RecordField;
using core::ValueType;

namespace {

std::vector<std::string_view> items_of(const std::string& text) {
    if (text.empty()) return {};
    return split(text, ',');
}

json::value reference_json(const RecordField& field, std::int64_t id, RecordNames& names) {
    if (id <= 0) return nullptr;
    return json::object{{"id", id}, {"name", names.of(field.refers_to, id)}};
}

json::value value_json(const RecordField& field, const std::string& kept, RecordNames& names) {
    switch (field.type) {
        case ValueType::flag:
            return kept == "1";
        case ValueType::number:
            return parse_id(kept);
        case ValueType::time: {
            const std::string time = core::shown_value(field, kept);
            return time.empty() ? json::value() : json::value(time);
        }
        case ValueType::record:
            return reference_json(field, parse_id(kept), names);
        case ValueType::records: {
            json::array list;
            for (const std::string_view id : items_of(kept)) {
                list.push_back(reference_json(field, parse_id(id), names));
            }
            return list;
        }
        case ValueType::networks:
        case ValueType::actions:
        case ValueType::choices:
        case ValueType::options: {
            json::array list;
            for (const std::string_view item : items_of(kept)) list.emplace_back(item);
            return list;
        }
        default:
            return json::value(core::shown_value(field, kept));
    }
}

std::string named(const RecordField& field, std::int64_t id, RecordNames& names) {
    if (id <= 0) return {};
    return std::to_string(id) + " " + names.of(field.refers_to, id);
}

std::string value_text(const RecordField& field, const std::string& kept, RecordNames& names) {
    switch (field.type) {
        case ValueType::flag:
            return kept == "1" ? "yes" : "no";
        case ValueType::record:
            return named(field, parse_id(kept), names);
        case ValueType::records: {
            std::string text;
            for (const std::string_view id : items_of(kept)) {
                if (!text.empty()) text += ", ";
                text += named(field, parse_id(id), names);
            }
            return text;
        }
        default:
            return core::shown_value(field, kept);
    }
}

/// "first_name" as people read it.
std::string label_of(std::string_view name) {
    std::string label(name);
    std::replace(label.begin(), label.end(), '_', ' ');
    return label;
}

std::string padded(const std::string& text, std::size_t width, bool on_the_left) {
    const std::size_t characters = count_characters(text);
    const std::string blanks(width > characters ? width - characters : 0, ' ');
    return on_the_left ? blanks + text : text + blanks;
}

std::string cut(std::string_view text) {
    constexpr std::size_t kMostCharacters = 40;
    std::string line = one_line(text);
    if (count_characters(line) <= kMostCharacters) return line;
    std::size_t at = 0;
    for (std::size_t i = 0; i + 1 < kMostCharacters; ++i) at += utf8_step(line, at).length;
    return line.substr(0, at) + "…";
}

}  // namespace

const std::string& RecordNames::of(core::RecordType type, std::int64_t id) {
    const auto key = std::pair(type, id);
    auto known = known_.find(key);
    if (known != known_.end()) return known->second;
    std::string name;
    if (const auto record = tx_.records().find(type, id)) {
        const core::RecordKind& kind = core::kind_of(type);
        for (const std::string_view field : kind.keys) {
            name = record->values[core::field_index(kind, field)];
            if (!name.empty()) break;
        }
    }
    return known_.emplace(key, std::move(name)).first->second;
}

json::object record_json(const core::RecordKind& kind, const core::Record& record,
                         RecordNames& names) {
    json::object object{{"id", record.id}};
    for (std::size_t i = 0; i < kind.fields.size(); ++i) {
        const RecordField& field = kind.fields[i];
        if (field.is_hidden) continue;
        if (field.type == ValueType::password) {
            object["has_" + std::string(field.name)] = !record.values[i].empty();
        } else {
            object[field.name] = value_json(field, record.values[i], names);
        }
    }
    return object;
}

std::string record_text(const core::RecordKind& kind, const core::Record& record,
                        RecordNames& names) {
    std::size_t width = 2;
    for (const RecordField& field : kind.fields) width = std::max(width, field.name.size());
    std::string text = padded("id", width, false) + "  " + std::to_string(record.id) + "\n";
    for (std::size_t i = 0; i < kind.fields.size(); ++i) {
        const RecordField& field = kind.fields[i];
        if (field.is_hidden) continue;
        const std::string value = value_text(field, record.values[i], names);
        text += padded(label_of(field.name), width, false);
        if (!value.empty()) text += "  " + value;
        while (text.back() == ' ') text.pop_back();
        text += "\n";
    }
    return text;
}

std::string record_table(const core::RecordKind& kind, const std::vector<core::Record>& records,
                         RecordNames& names) {
    if (records.empty()) return {};
    std::vector<std::string> head{"id"};
    std::vector<bool> is_number{true};
    for (const RecordField& field : kind.fields) {
        if (!field.is_listed) continue;
        head.push_back(label_of(field.name));
        is_number.push_back(field.type == ValueType::number);
    }
    std::vector<std::vector<std::string>> rows;
    for (const core::Record& record : records) {
        auto& row = rows.emplace_back();
        row.push_back(std::to_string(record.id));
        for (std::size_t i = 0; i < kind.fields.size(); ++i) {
            if (!kind.fields[i].is_listed) continue;
            row.push_back(value_text(kind.fields[i], record.values[i], names));
        }
    }
    return text_table(head, rows, is_number);
}

std::string text_table(const std::vector<std::string>& head,
                       const std::vector<std::vector<std::string>>& rows,
                       const std::vector<bool>& is_number) {
    std::vector<std::vector<std::string>> lines{head};
    for (const auto& row : rows) {
        auto& line = lines.emplace_back();
        for (const std::string& cell : row) line.push_back(cut(cell));
    }
    std::vector<std::size_t> widths(head.size());
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            widths[i] = std::max(widths[i], count_characters(line[i]));
        }
    }
    std::string text;
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (i > 0) text += "  ";
            text += padded(line[i], widths[i], is_number[i]);
        }
        while (text.back() == ' ') text.pop_back();
        text += "\n";
    }
    return text;
}

}  // namespace desk::app
