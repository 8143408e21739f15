#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

/// What records a desk is set up with, and what each of them says: one table a kind. Options of
/// the command line, columns of CSV files, keys of JSON, checks, output and help all come from it.
namespace desk::core {

enum class RecordType {
    department,
    status,
    agent,
    role,
    client,
    contact,
    user,
    service,
    domain,
    custom_field,
    credential,
    ban,
    escalation_rule,
    announcement,
    predefined_category,
    predefined_reply,
    spam_rule,
    email_template,
};

/// How a value is written and checked. In brackets: how it is kept in a Record where that differs.
enum class ValueType {
    line,      ///< one line
    text,      ///< any text
    email,     ///< an address that mail can be sent to
    phone,     ///< up to 50 characters
    code,      ///< one word: letters, digits, ".", "_", "-"
    colour,    ///< #rrggbb
    number,    ///< a whole number
    flag,      ///< true or false [1 or 0]
    choice,    ///< one of `choices` [as there; its position where `is_numbered`]
    choices,   ///< several of `choices`, separated by commas
    time,      ///< a point in time [UTC seconds; 0: none]
    password,  ///< a secret of people [Argon2id hash]
    network,   ///< an address or a CIDR network
    networks,  ///< several, separated by commas
    actions,   ///< names of API actions, separated by commas [lower case]
    options,   ///< texts, separated by commas
    record,    ///< another record, by its id or by what people call it [id; 0: none]
    records,   ///< several of them, separated by commas [ids]
};

/// One thing that a record says.
struct RecordField {
    std::string_view name;  ///< `first_name`: the CSV column and JSON key; the option --first-name
    ValueType type = ValueType::line;
    std::string_view help = {};
    bool is_required = false;
    bool is_unique = false;               ///< after NFC and case folding, except for codes
    bool is_listed = false;               ///< shown where a list has room for a few things only
    bool is_fixed = false;                ///< given once, when the record is made
    bool is_read_only = false;            ///< told, never given
    bool is_hidden = false;               ///< neither: kept for the desk's own use
    std::string_view fallback = {};       ///< in its kept form, where a new record says nothing
    std::string_view fallback_help = {};  ///< what it then is, where `fallback` does not say it
    RecordType refers_to{};               ///< record, records
    std::span<const std::string_view> choices = {};
    bool is_numbered = false;      ///< choice: kept by its position in `choices`
    bool is_all_at_first = false;  ///< records: all there are, where a new record says nothing
    std::string_view unique_within = {};  ///< unique among those with the same value in this field
};

struct RecordKind {
    RecordType type{};
    std::string_view name;    ///< "custom-field": the word of the command line
    std::string_view title;   ///< "custom field": in sentences
    std::string_view plural;  ///< "custom fields"
    std::string_view help;
    std::span<const RecordField> fields;
    /// The fields that people call one by, beside its id; the first is its name in messages.
    std::span<const std::string_view> keys;
    std::string_view instead_of_removing;  ///< what to do while others refer to it
};

/// In the order in which a new desk needs them.
std::span<const RecordKind> record_kinds();
const RecordKind& kind_of(RecordType type);

inline constexpr std::size_t kNoField = static_cast<std::size_t>(-1);
/// \return its place in `kind.fields`, or kNoField
std::size_t field_index(const RecordKind& kind, std::string_view name);

/// Kept as a number in the database.
constexpr bool is_kept_as_number(const RecordField& field) {
    switch (field.type) {
        case ValueType::number:
        case ValueType::flag:
        case ValueType::time:
        case ValueType::record:
            return true;
        case ValueType::choice:
            return field.is_numbered;
        default:
            return false;
    }
}

}  // namespace desk::core
