#include "store/attachment_files.hpp"

#include <stdexcept>

#include "util/hash.hpp"

namespace desk::store {

namespace {

/// Hashes come from the database, but a path is a path.
void check_hash(const std::string& sha256) {
    if (sha256.size() != kHashDigits ||
        sha256.find_first_not_of("0123456789abcdef") != std::string::npos) {
        throw std::invalid_argument("not a SHA-256 in hex");
    }
}

}  // namespace

void make_folders(const std::filesystem::path& path, FileLayer& files) {
    const std::filesystem::path above = path.parent_path();
    if (!above.empty() && !files.exists(above)) make_folders(above, files);
    files.make_folder(path);
}

ContentFiles::ContentFiles(std::filesystem::path root, Random& random, FileLayer& files)
    : root_(std::move(root)), random_(random), files_(files) {
    files_.make_folder(root_);
}

/// A folder that is there may still be unknown to the disk: whoever made it, perhaps another
/// thread, need not have synced its parent yet. So each process does that once for each folder.
void ContentFiles::prepare_folder(const std::filesystem::path& folder) {
    const std::lock_guard lock(mutex_);
    if (ready_.contains(folder)) return;
    files_.make_folder(folder);
    ready_.insert(folder);
}

/// Under a lock, or the sweep (attachment_sweep.hpp) might take the file between the two steps.
bool ContentFiles::touch_if_there(const std::filesystem::path& file) {
    const FolderLock lock = files_.lock(root_, FolderUse::shared);
    if (!files_.exists(file)) return false;
    files_.touch(file);
    return true;
}

std::string ContentFiles::put(std::string_view bytes) {
    const std::string sha256 = sha256_hex(bytes);
    const std::filesystem::path folder = root_ / sha256.substr(0, 2);
    const std::filesystem::path file = folder / sha256;
    prepare_folder(folder);
    if (touch_if_there(file)) {
        // Whoever renamed it there may not have synced the folder yet.
        files_.sync_folder(folder);
        return sha256;
    }
    const std::filesystem::path part = folder / ("part-" + random_.text(kLowerLetters, 16));
    try {
        files_.write_synced(part, bytes);
        files_.rename(part, file);
    } catch (...) {
        try {
            files_.remove(part);
        } catch (const std::exception&) {
            // The first failure is the one to tell; a left-over part is swept up with the rest.
        }
        throw;
    }
    files_.sync_folder(folder);
    return sha256;
}

std::string ContentFiles::get(const std::string& sha256) {
    check_hash(sha256);
    return files_.read(root_ / sha256.substr(0, 2) / sha256);
}

}  // namespace desk::store
