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

struct FileRecord {
    std::size_t line = 0;  ///< where it begins, from 1 on
    core::RecordInput input;
};

struct FileFault {
    std::size_t line = 0;  ///< 0: about the file
    std::string column;    ///< empty: about the line
    std::string text;
};

inline constexpr std::size_t kMostFileRecords = 50'000;
inline constexpr std::size_t kMostFileBytes = 32 * 1024 * 1024;

/// Reads the words of a file, not yet what they mean. What is empty in CSV or null in JSON is not
/// said. A file whose first character is "[" or "{" is JSON.
/// \param columns  the names that may stand in it
tl::expected<std::vector<FileRecord>, std::vector<FileFault>> read_record_file(
    std::string_view content, const std::vector<std::string_view>& columns);

/// "clients.csv, line 3, email: …", the first twenty, and how many more there are.
std::string describe_faults(const std::string& file, const std::vector<FileFault>& faults);

}  // namespace desk::app
