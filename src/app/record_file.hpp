#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "core/record_kind.hpp"
#include "core/record_values.hpp"

/// Records in batches, as files hold them: CSV with a first row of field names, or JSON, either an
/// array of objects or one object after another.
namespace desk::app {

struct FilePlace {
    std::size_t line = 0;    ///< from 1 on; 0: the file as a whole
    std::size_t record = 0;  ///< JSON: which of the file's objects, from 1 on; else 0
};

struct FileRecord {
    FilePlace place;  ///< where it begins
    core::RecordInput input;
};

struct FileFault {
    FilePlace place;
    std::string column;  ///< empty: about the whole record or line
    std::string text;
};

inline constexpr std::size_t kMostFileRecords = 50'000;
inline constexpr std::size_t kMostFileBytes = 32 * 1024 * 1024;

/// Reads the words of a file, not yet what they mean. What is empty in CSV or null in JSON is not
/// said. A file whose first character is "[" or "{" is JSON.
/// \param columns  the names that may stand in it
tl::expected<std::vector<FileRecord>, std::vector<FileFault>> read_record_file(
    std::string_view content, const std::vector<std::string_view>& columns);

/// "clients.csv, line 3, email: …" or "clients.json, line 1, record 3, email: …", the first twenty,
/// and how many more there are.
std::string describe_faults(const std::string& file, const std::vector<FileFault>& faults);

}  // namespace desk::app
