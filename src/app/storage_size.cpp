#include "app/storage_size.hpp"

#include <sys/statvfs.h>

#include <system_error>

namespace desk::app {

namespace {

std::uint64_t size_of(const std::filesystem::path& file) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    return error ? 0 : size;
}

}  // namespace

Metrics::Storage storage_size(const Config& config) {
    constexpr std::string_view kScheme = "sqlite:";
    Metrics::Storage storage;
    struct statvfs disk {};
    if (::statvfs(config.data.c_str(), &disk) == 0) {
        storage.disk_bytes = std::uint64_t{disk.f_blocks} * disk.f_frsize;
        storage.free_bytes = std::uint64_t{disk.f_bavail} * disk.f_frsize;
    }
    if (config.database.starts_with(kScheme)) {
        const std::string file = config.database.substr(kScheme.size());
        storage.database_bytes = size_of(file);
        storage.wal_bytes = size_of(file + "-wal");
    }
    return storage;
}

}  // namespace desk::app
