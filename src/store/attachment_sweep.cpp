#include "store/attachment_sweep.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <optional>
#include <system_error>

#include "store/attachment_files.hpp"
#include "util/encoding.hpp"

namespace desk::store {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPart = "part-";

/// \return nothing when there is no such file
std::optional<Timestamp> touched_at(const fs::path& path) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) == 0) return Timestamp{std::chrono::seconds{facts.st_mtime}};
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    throw std::system_error(errno, std::generic_category(), "cannot look at an attachment");
}

}  // namespace

std::string AttachmentSweep::prefix(int folder) {
    return hex_encode(std::string(1, static_cast<char>(folder)));
}

std::vector<fs::path> AttachmentSweep::old_entries(int folder, Timestamp before) const {
    std::vector<fs::path> found;
    const fs::path path = root_ / prefix(folder);
    if (!touched_at(path)) return found;
    for (const fs::directory_entry& entry : fs::directory_iterator(path)) {
        const std::optional<Timestamp> touched = touched_at(entry.path());
        if (touched && *touched <= before) found.push_back(entry.path());
    }
    return found;
}

std::vector<std::string> AttachmentSweep::old_files(int folder, Timestamp before) const {
    std::vector<std::string> hashes;
    for (const fs::path& path : old_entries(folder, before)) {
        std::string name = path.filename().string();
        if (name.size() == kHashDigits) hashes.push_back(std::move(name));
    }
    return hashes;
}

int AttachmentSweep::remove_old_parts(int folder, Timestamp before) const {
    int removed = 0;
    for (const fs::path& path : old_entries(folder, before)) {
        if (!path.filename().string().starts_with(kPart)) continue;
        system_files().remove(path);
        ++removed;
    }
    return removed;
}

bool AttachmentSweep::remove_if_old(const std::string& sha256, Timestamp before) const {
    const fs::path path = root_ / sha256.substr(0, 2) / sha256;
    const FolderLock lock = system_files().lock(root_, FolderUse::alone);
    const std::optional<Timestamp> touched = touched_at(path);
    if (touched && *touched > before) return false;
    system_files().remove(path);
    return true;
}

}  // namespace desk::store
