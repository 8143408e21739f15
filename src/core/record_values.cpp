#include "core/record_values.hpp"

#include <algorithm>

#include "core/limits.hpp"
#include "util/hash.hpp"
#include "util/network.hpp"
#include "util/password.hpp"
#include "util/text.hpp"

namespace desk::core {

namespace {

using Checked = tl::expected<std::string, RecordFault>;

tl::unexpected<RecordFault> fault(Errc code, const RecordField& field, std::string text) {
    return tl::unexpected(RecordFault{code, std::string(field.name), std::move(text)});
}

tl::unexpected<RecordFault> invalid(const RecordField& field, std::string_view value,
                                    std::string_view what, std::string_view allowed) {
    constexpr std::size_t kMostShown = 60;
    std::string shown = one_line(value.substr(0, kMostShown));
    if (value.size() > kMostShown) shown = make_valid(std::move(shown)) + "…";
    return fault(Errc::value_invalid, field,
                 "'" + shown + "' is " + std::string(what) + "; " + std::string(allowed) + ".");
}

tl::unexpected<RecordFault> too_long(const RecordField& field, Errc code, std::size_t most,
                                     std::string_view unit) {
    return fault(
        code, field,
        "too long; at most " + std::to_string(most) + " " + std::string(unit) + " are kept.");
}

/// "a", "a or b", "a, b or c"
std::string joined_with_or(std::span<const std::string_view> words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
        text += words[i];
    }
    return text;
}

std::vector<std::string> items_of(std::string_view text) {
    std::vector<std::string> items;
    for (const std::string_view item : split(text, ',')) {
        if (!is_blank(item)) items.emplace_back(trim(item));
    }
    return items;
}

std::string joined(const std::vector<std::string>& items) {
    std::string text;
    for (const std::string& item : items) {
        if (!text.empty()) text += ',';
        text += item;
    }
    return text;
}

Checked checked_line(const RecordField& field, std::string_view value) {
    Result<std::string> name = checked_name(value);
    if (!name) return too_long(field, name.error().code, kMaxNameCharacters, "characters");
    return *name;
}

Checked checked_address(const RecordField& field, std::string_view value) {
    Result<std::string> email = checked_email(value);
    if (email) return *email;
    if (email.error().code == Errc::email_too_long) {
        return too_long(field, Errc::email_too_long, kMaxEmailCharacters, "characters");
    }
    return fault(Errc::email_invalid, field,
                 "'" + one_line(value) + "' is no e-mail address; they look like ada@example.com.");
}

bool is_code_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-' || c == '@' || static_cast<unsigned char>(c) >= 0x80;
}

Checked checked_code(const RecordField& field, std::string_view value) {
    if (count_characters(value) > kMaxCodeCharacters) {
        return too_long(field, Errc::name_too_long, kMaxCodeCharacters, "characters");
    }
    if (!std::all_of(value.begin(), value.end(), is_code_character)) {
        return invalid(field, value, "not one word",
                       "letters, digits, '.', '_', '-' and '@' are allowed");
    }
    return std::string(value);
}

Checked checked_colour(const RecordField& field, std::string_view value) {
    const std::string colour = ascii_lower(value);
    const bool is_colour = colour.size() == 7 && colour[0] == '#' &&
                           colour.find_first_not_of("0123456789abcdef", 1) == std::string::npos;
    if (!is_colour) return invalid(field, value, "no colour", "they look like #1a2b3c");
    return colour;
}

Checked checked_number(const RecordField& field, std::string_view value) {
    constexpr std::int64_t kMost = 1'000'000'000;
    const std::int64_t number = parse_id(value);
    if (number < 0 || number > kMost) {
        return invalid(field, value, "no number that fits", "give a whole number from 0 on");
    }
    return std::to_string(number);
}

Checked checked_flag(const RecordField& field, std::string_view value) {
    const std::string word = ascii_lower(value);
    for (const std::string_view yes : {"1", "true", "yes", "on"}) {
        if (word == yes) return "1";
    }
    for (const std::string_view no : {"0", "false", "no", "off"}) {
        if (word == no) return "0";
    }
    return invalid(field, value, "neither true nor false", "write true or false");
}

Checked checked_choice(const RecordField& field, std::string_view value) {
    for (std::size_t i = 0; i < field.choices.size(); ++i) {
        if (!equal_ignoring_case(field.choices[i], value)) continue;
        return field.is_numbered ? std::to_string(i) : std::string(field.choices[i]);
    }
    return invalid(field, value, "none of the choices",
                   "it must be " + joined_with_or(field.choices));
}

Checked checked_time(const RecordField& field, std::string_view value, const TimeZone& zone) {
    if (ascii_lower(value) == "never") return "0";
    const std::optional<Timestamp> time = parse_date_time(value, zone);
    if (!time) {
        return invalid(field, value, "no time",
                       "they look like 2026-12-31T18:00:00Z or 2026-12-31 18:00, or \"never\"");
    }
    return kept_time(*time);
}

Checked checked_password(const RecordField& field, std::string_view value) {
    if (value.size() > kMaxPasswordBytes) {
        return too_long(field, Errc::value_invalid, kMaxPasswordBytes, "bytes");
    }
    if (count_characters(value) < kMinPasswordCharacters) {
        return fault(Errc::value_invalid, field,
                     "too short; a password needs at least " +
                         std::to_string(kMinPasswordCharacters) + " characters.");
    }
    return std::string(value);
}

Checked checked_networks(const RecordField& field, std::string_view value) {
    const std::vector<std::string> items = items_of(value);
    if (items.size() > kMaxListItems) {
        return too_long(field, Errc::value_invalid, kMaxListItems, "networks");
    }
    for (const std::string& item : items) {
        if (read_network(item)) continue;
        return invalid(field, item, "neither an address nor a network",
                       "they look like 203.0.113.7 and 10.0.0.0/8");
    }
    return joined(items);
}

Checked checked_actions(const RecordField& field, std::string_view value) {
    const std::vector<std::string> items = items_of(ascii_lower(value));
    if (items.size() > kMaxListItems) {
        return too_long(field, Errc::value_invalid, kMaxListItems, "actions");
    }
    for (const std::string& item : items) {
        if (std::all_of(item.begin(), item.end(), is_code_character)) continue;
        return invalid(field, item, "not the name of an action",
                       "they look like OpenTicket or ticket.read");
    }
    return joined(items);
}

Checked checked_list(const RecordField& field, std::string_view value) {
    const std::vector<std::string> items = items_of(one_line(value));
    if (value.size() > kMaxRecordTextBytes || items.size() > kMaxListItems) {
        return too_long(field, Errc::value_invalid, kMaxListItems, "of them");
    }
    return joined(items);
}

Checked checked_choices(const RecordField& field, std::string_view value) {
    std::vector<std::string> chosen;
    for (const std::string& item : items_of(one_line(value))) {
        Checked choice = checked_choice(field, item);
        if (!choice) return choice;
        if (std::find(chosen.begin(), chosen.end(), *choice) == chosen.end()) {
            chosen.push_back(std::move(*choice));
        }
    }
    return joined(chosen);
}

/// A value that is not empty.
Checked checked_value(const RecordField& field, std::string_view value, const TimeZone& zone) {
    switch (field.type) {
        case ValueType::line:
        case ValueType::record:
            return checked_line(field, value);
        case ValueType::text:
            if (value.size() > kMaxRecordTextBytes) {
                return too_long(field, Errc::value_invalid, kMaxRecordTextBytes, "bytes");
            }
            return std::string(value);
        case ValueType::email:
            return checked_address(field, value);
        case ValueType::phone:
            if (!check_phone(value)) {
                return too_long(field, Errc::phone_too_long, kMaxPhoneCharacters, "characters");
            }
            return one_line(value);
        case ValueType::code:
            return checked_code(field, value);
        case ValueType::colour:
            return checked_colour(field, value);
        case ValueType::number:
            return checked_number(field, value);
        case ValueType::flag:
            return checked_flag(field, value);
        case ValueType::choice:
            return checked_choice(field, value);
        case ValueType::choices:
            return checked_choices(field, value);
        case ValueType::time:
            return checked_time(field, value, zone);
        case ValueType::password:
            return checked_password(field, value);
        case ValueType::network:
            if (const auto network = read_network(value)) return network->text();
            return invalid(field, value, "neither an address nor a network",
                           "they look like 203.0.113.7 and 10.0.0.0/8");
        case ValueType::networks:
            return checked_networks(field, value);
        case ValueType::actions:
            return checked_actions(field, value);
        case ValueType::options:
        case ValueType::records:
            return checked_list(field, value);
    }
    return std::string(value);
}

std::string field_names(const RecordKind& kind) {
    std::string names;
    for (const RecordField& field : kind.fields) {
        if (field.is_read_only || field.is_hidden) continue;
        if (!names.empty()) names += ", ";
        names += field.name;
    }
    return names;
}

bool is_missing(const RecordField& field, const std::optional<std::string>& value) {
    return field.is_required && (!value || value->empty());
}

}  // namespace

tl::expected<RecordValues, std::vector<RecordFault>> check_record(const RecordKind& kind,
                                                                  const RecordInput& input,
                                                                  RecordCheck check,
                                                                  const TimeZone& zone) {
    RecordValues record;
    record.values.resize(kind.fields.size());
    std::vector<RecordFault> faults;
    for (const auto& [name, written] : input) {
        if (name == "id" && check == RecordCheck::whole) {
            record.id = std::max<std::int64_t>(parse_id(written), 0);
            if (record.id == 0 && !is_blank(written)) {
                faults.push_back({Errc::value_invalid, name,
                                  "'" + written + "' is no id; ids are whole numbers from 1 on."});
            }
            continue;
        }
        const std::size_t index = field_index(kind, name);
        if (index == kNoField || kind.fields[index].is_hidden) {
            faults.push_back(
                {Errc::value_invalid, name,
                 "not known; a " + std::string(kind.title) + " has " + field_names(kind) + "."});
            continue;
        }
        const RecordField& field = kind.fields[index];
        if (field.is_read_only || (field.is_fixed && check == RecordCheck::change)) {
            faults.push_back({Errc::value_invalid, name, "cannot be set; leave it out."});
            continue;
        }
        const bool keeps_blanks =
            field.type == ValueType::password || field.type == ValueType::text;
        const std::string_view value = keeps_blanks ? std::string_view(written) : trim(written);
        if (value.empty()) {
            record.values[index] = "";
        } else if (Checked checked = checked_value(field, value, zone)) {
            record.values[index] = std::move(*checked);
        } else {
            faults.push_back(std::move(checked.error()));
        }
    }
    for (std::size_t i = 0; i < kind.fields.size(); ++i) {
        const RecordField& field = kind.fields[i];
        auto& value = record.values[i];
        const bool is_faulty = std::any_of(faults.begin(), faults.end(), [&](const RecordFault& f) {
            return f.field == field.name;
        });
        // A number is never nothing: clearing it means its value in a new record.
        if (value && value->empty() && is_kept_as_number(field) && !field.is_required) {
            value = check == RecordCheck::whole ? std::nullopt
                                                : std::optional(std::string(field.fallback));
            if (value && value->empty()) value = "0";
        }
        const bool must_be_given = check == RecordCheck::whole || value.has_value();
        if (!is_faulty && must_be_given && is_missing(field, value)) {
            faults.push_back({Errc::field_required, std::string(field.name),
                              "missing; every " + std::string(kind.title) + " needs one."});
        }
    }
    if (!faults.empty()) return tl::unexpected(std::move(faults));
    return record;
}

void hash_passwords(const RecordKind& kind, RecordValues& values) {
    const std::size_t password = field_index(kind, "password");
    if (password == kNoField || !values.values[password]) return;
    const std::string clear = *values.values[password];
    values.values[password] = clear.empty() ? "" : hash_password(clear);
    const std::size_t digest = field_index(kind, "login_digest");
    if (digest == kNoField) return;
    values.values[digest] = clear.empty() ? "" : hash_password(md5_hex(clear));
}

std::string shown_value(const RecordField& field, const std::string& kept) {
    switch (field.type) {
        case ValueType::flag:
            return kept == "1" ? "true" : "false";
        case ValueType::choice: {
            if (!field.is_numbered) return kept;
            const auto index = static_cast<std::size_t>(parse_id(kept));
            return index < field.choices.size() ? std::string(field.choices[index]) : kept;
        }
        case ValueType::time: {
            const std::int64_t seconds = parse_id(kept);
            if (seconds <= 0) return {};
            return format_iso8601(Timestamp{std::chrono::seconds{seconds}});
        }
        case ValueType::password:
            return kept.empty() ? "" : "set";
        default:
            return kept;
    }
}

std::string record_title(const RecordKind& kind, std::int64_t id,
                         const std::vector<std::string>& kept) {
    for (const std::string_view key : kind.keys) {
        const std::string& value = kept[field_index(kind, key)];
        if (!value.empty()) return std::string(kind.title) + " '" + value + "'";
    }
    return std::string(kind.title) + " " + std::to_string(id);
}

}  // namespace desk::core
