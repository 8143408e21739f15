#include "failing_vfs.hpp"

#include <sqlite3.h>

#include <memory>
#include <string_view>

namespace desk::test {

namespace {

/// What SQLite allocates for a file of this VFS; the real VFS's file follows it in memory.
struct File {
    sqlite3_file base;
    FailingVfs* vfs;
    bool is_wal;
};

sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
}

const sqlite3_io_methods* methods(sqlite3_file* file) { return real(file)->pMethods; }

int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    const File& own = *reinterpret_cast<File*>(file);
    if (own.is_wal && !own.vfs->take_room(count)) return SQLITE_FULL;
    return methods(file)->xWrite(real(file), bytes, count, offset);
}

int sync(sqlite3_file* file, int flags) {
    const File& own = *reinterpret_cast<File*>(file);
    if (own.is_wal && !own.vfs->takes_sync()) return SQLITE_IOERR_FSYNC;
    return methods(file)->xSync(real(file), flags);
}

/// A method of the real file, called with the real file.
template <auto Method, class... Args>
int forward(sqlite3_file* file, Args... args) {
    return (methods(file)->*Method)(real(file), args...);
}

void barrier(sqlite3_file* file) { methods(file)->xShmBarrier(real(file)); }

using Methods = sqlite3_io_methods;
constexpr Methods kMethods = {
    2,
    forward<&Methods::xClose>,
    forward<&Methods::xRead, void*, int, sqlite3_int64>,
    write,
    forward<&Methods::xTruncate, sqlite3_int64>,
    sync,
    forward<&Methods::xFileSize, sqlite3_int64*>,
    forward<&Methods::xLock, int>,
    forward<&Methods::xUnlock, int>,
    forward<&Methods::xCheckReservedLock, int*>,
    forward<&Methods::xFileControl, int, void*>,
    forward<&Methods::xSectorSize>,
    forward<&Methods::xDeviceCharacteristics>,
    forward<&Methods::xShmMap, int, int, int, void volatile**>,
    forward<&Methods::xShmLock, int, int, int>,
    barrier,
    forward<&Methods::xShmUnmap, int>,
    nullptr,
    nullptr,
};

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    File& own = *reinterpret_cast<File*>(file);
    own.base.pMethods = nullptr;
    own.vfs = static_cast<FailingVfs*>(vfs->pAppData);
    own.is_wal = (flags & SQLITE_OPEN_WAL) != 0;
    sqlite3_vfs* machine = sqlite3_vfs_find(nullptr);
    const int code = machine->xOpen(machine, name, real(file), flags, out_flags);
    if (real(file)->pMethods != nullptr) own.base.pMethods = &kMethods;
    return code;
}

}  // namespace

FailingVfs::FailingVfs() : vfs_(new sqlite3_vfs(*sqlite3_vfs_find(nullptr))) {
    static std::atomic<int> count{0};
    name_ = "failing" + std::to_string(++count);
    vfs_->zName = name_.c_str();
    vfs_->pNext = nullptr;
    vfs_->pAppData = this;
    vfs_->szOsFile += static_cast<int>(sizeof(File));
    vfs_->xOpen = open;
    sqlite3_vfs_register(vfs_, 0);
}

FailingVfs::~FailingVfs() {
    sqlite3_vfs_unregister(vfs_);
    delete vfs_;
}

bool FailingVfs::take_room(std::int64_t bytes) {
    if (room_ < bytes) return false;
    room_ -= bytes;
    return true;
}

bool FailingVfs::takes_sync() {
    int left = syncs_to_fail_;
    while (left > 0) {
        if (syncs_to_fail_.compare_exchange_weak(left, left - 1)) return false;
    }
    return true;
}

}  // namespace desk::test
