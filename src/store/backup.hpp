#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>

#include "util/random.hpp"

namespace desk::store {

/// What a copy of the attachments came to.
struct CopiedFiles {
    std::int64_t copied = 0;
    std::int64_t there_already = 0;
};

/// A whole copy of a SQLite database as it is at one moment, while others go on writing it: beside
/// `to` first, synced, then renamed, so that `to` is the last copy or this one at any time.
/// \return bytes of the copy
/// \throws DbError, std::system_error, std::runtime_error when there is no database
std::int64_t copy_sqlite(const std::filesystem::path& database, const std::filesystem::path& to);

/// Copies attachments that `to` does not have yet. Their names are hashes of what is in them, so a
/// file that is there is the same one; each that is read is compared with its name.
/// \param progress  told after every file
/// \throws std::runtime_error that names a damaged file, std::system_error
CopiedFiles copy_attachments(
    const std::filesystem::path& from, const std::filesystem::path& to, Random& random,
    const std::function<void(std::int64_t done, std::int64_t total)>& progress);

}  // namespace desk::store
