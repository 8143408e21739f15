#include "support/power_cut_files.hpp"

#include <algorithm>

namespace desk::test {

void PowerCutFiles::make_folder(const std::filesystem::path& path) {
    disk_.make_folder(path.native());
    // Also when the folder was there already: whoever made it may not have synced it yet.
    disk_.sync_folder(path.parent_path().native());
}

bool PowerCutFiles::exists(const std::filesystem::path& path) {
    return disk_.exists(path.native());
}

void PowerCutFiles::write_synced(const std::filesystem::path& path, std::string_view bytes) {
    constexpr std::size_t kPiece = 64 * 1024;
    bool created = false;
    const PowerCutDisk::File file = disk_.open(path.native(), &created);
    if (!created) disk_.truncate(file, 0);
    for (std::size_t offset = 0; offset < bytes.size(); offset += kPiece) {
        disk_.write(file, offset, bytes.substr(offset, kPiece));
    }
    disk_.sync(file);
}

void PowerCutFiles::rename(const std::filesystem::path& from, const std::filesystem::path& to) {
    disk_.rename(from.native(), to.native());
}

void PowerCutFiles::sync_folder(const std::filesystem::path& path) {
    disk_.sync_folder(path.native());
}

void PowerCutFiles::touch(const std::filesystem::path& path) { disk_.touch(path.native()); }

void PowerCutFiles::remove(const std::filesystem::path& path) { disk_.remove(path.native()); }

std::string PowerCutFiles::read(const std::filesystem::path& path) {
    const PowerCutDisk::File file = disk_.open(path.native(), nullptr);
    std::string bytes(disk_.size(file), '\0');
    bytes.resize(disk_.read(file, 0, bytes));
    return bytes;
}

}  // namespace desk::test
