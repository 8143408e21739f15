#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/record_kind.hpp"
#include "util/time_text.hpp"

/// Values of records as people write them, checked and brought into the form they are kept in.
/// Pure: what needs the database (references, uniqueness) is in records.hpp.
namespace desk::core {

/// What a person said of a record: field names with what stands for them, each once.
using RecordInput = std::vector<std::pair<std::string, std::string>>;

/// A refusal of a record: which field, and a sentence for people.
struct RecordFault {
    Errc code = Errc::value_invalid;
    std::string field;  ///< empty where it is about no field in particular
    std::string text;   ///< "'#12' is no colour; it must look like #1a2b3c."
};

/// Input that has been checked. References are still as they were written.
struct RecordValues {
    std::int64_t id = 0;                             ///< for a new record that is to have this id
    std::vector<std::optional<std::string>> values;  ///< in the order of the kind's fields
};

enum class RecordCheck { whole, change };  ///< whole: required fields must be there

/// \param zone  of times that are written without an offset
/// \return every fault, in the order of the input
tl::expected<RecordValues, std::vector<RecordFault>> check_record(const RecordKind& kind,
                                                                  const RecordInput& input,
                                                                  RecordCheck check,
                                                                  const TimeZone& zone);

/// Replaces passwords by their hashes. Slow (Argon2id): outside of transactions.
void hash_passwords(const RecordKind& kind, RecordValues& values);

/// A time in the form that it is kept in.
inline std::string kept_time(Timestamp time) {
    return std::to_string(time.time_since_epoch().count());
}

/// A kept value as people read it: true and false, choices by name, times as ISO 8601. References
/// stay ids, passwords are "set" or nothing.
std::string shown_value(const RecordField& field, const std::string& kept);

/// "department 'Sales'" and the like: by its first key that says something, or its id.
std::string record_title(const RecordKind& kind, std::int64_t id,
                         const std::vector<std::string>& kept);

inline constexpr std::size_t kMaxRecordTextBytes = 64 * 1024;
inline constexpr std::size_t kMaxCodeCharacters = 100;
inline constexpr std::size_t kMaxPasswordBytes = 1024;
inline constexpr std::size_t kMinPasswordCharacters = 8;
inline constexpr std::size_t kMaxListItems = 1000;

}  // namespace desk::core
