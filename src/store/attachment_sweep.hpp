#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "util/clock.hpp"

namespace desk::store {

/// The other side of ContentFiles: takes away what has not been touched for long. Who puts bytes
/// that are there touches their file under a shared lock; here a file is looked at and removed
/// under the same lock held alone. So a file that somebody has just put is never taken, from
/// whichever process. Everything throws std::system_error.
class AttachmentSweep {
  public:
    static constexpr int kFolders = 256;

    /// \param root  that of ContentFiles
    explicit AttachmentSweep(std::filesystem::path root) : root_(std::move(root)) {}

    /// The two hex digits that the hashes in a folder (0..255) begin with.
    static std::string prefix(int folder);

    /// Hashes of the files in a folder that were touched at `before` or earlier.
    std::vector<std::string> old_files(int folder, Timestamp before) const;
    /// Removes what half-done puts have left in a folder. \return how many
    int remove_old_parts(int folder, Timestamp before) const;
    /// \return false when it has been touched since: then it stays. True where there is none
    bool remove_if_old(const std::string& sha256, Timestamp before) const;

  private:
    std::vector<std::filesystem::path> old_entries(int folder, Timestamp before) const;

    std::filesystem::path root_;
};

}  // namespace desk::store
