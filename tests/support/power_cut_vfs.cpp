#include "support/power_cut_vfs.hpp"

#include <sqlite3.h>

#include <array>
#include <atomic>
#include <cstring>
#include <map>
#include <stdexcept>
#include <system_error>
#include <vector>

namespace desk::test {

namespace {

/// Locks and WAL shared memory of one database file, for all connections of this process.
struct Shared {
    struct Slot {
        int readers = 0;
        bool is_exclusive = false;
    };

    std::mutex mutex;
    // The file's own locks
    int readers = 0;
    const void* writer = nullptr;  ///< who has RESERVED or more
    bool is_pending = false;       ///< the writer lets no new readers in
    // WAL shared memory
    int mappings = 0;
    std::vector<std::unique_ptr<std::byte[]>> regions;
    std::array<Slot, SQLITE_SHM_NLOCK> slots;
};

struct OpenFile {
    PowerCutDisk* disk = nullptr;
    PowerCutDisk::File file;
    std::string path;  ///< empty for a nameless one
    std::shared_ptr<Shared> shared;
    bool syncs_folder = false;
    bool keeps_wal = false;
    int level = SQLITE_LOCK_NONE;
    bool is_mapped = false;
    unsigned shared_slots = 0;
    unsigned exclusive_slots = 0;
};

struct VfsFile {
    sqlite3_file base;
    OpenFile* open;
};

OpenFile& of(sqlite3_file* file) { return *reinterpret_cast<VfsFile*>(file)->open; }

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

/// Runs `what`, and tells SQLite `code` where the disk fails.
template <class What>
int guarded(int code, What what) noexcept {
    try {
        return what();
    } catch (const std::exception&) {
        return code;
    }
}

int read_file(sqlite3_file* file, void* out, int count, sqlite3_int64 offset) {
    return guarded(SQLITE_IOERR_READ, [&] {
        const std::span<char> bytes(static_cast<char*>(out), static_cast<std::size_t>(count));
        const std::size_t got =
            of(file).disk->read(of(file).file, static_cast<std::uint64_t>(offset), bytes);
        if (got == bytes.size()) return SQLITE_OK;
        std::memset(bytes.data() + got, 0, bytes.size() - got);
        return SQLITE_IOERR_SHORT_READ;
    });
}

int write_file(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    return guarded(SQLITE_IOERR_WRITE, [&] {
        of(file).disk->write(of(file).file, static_cast<std::uint64_t>(offset),
                             {static_cast<const char*>(bytes), static_cast<std::size_t>(count)});
        return SQLITE_OK;
    });
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    return guarded(SQLITE_IOERR_TRUNCATE, [&] {
        of(file).disk->truncate(of(file).file, static_cast<std::uint64_t>(size));
        return SQLITE_OK;
    });
}

int sync_file(sqlite3_file* file, int) {
    return guarded(SQLITE_IOERR_FSYNC, [&] {
        OpenFile& open = of(file);
        open.disk->sync(open.file);
        if (open.syncs_folder) {
            open.disk->sync_folder(folder_of(open.path));
            open.syncs_folder = false;
        }
        return SQLITE_OK;
    });
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return guarded(SQLITE_IOERR_FSTAT, [&] {
        *size = static_cast<sqlite3_int64>(of(file).disk->size(of(file).file));
        return SQLITE_OK;
    });
}

// Locks -------------------------------------------------------------------------------------------

int lock_file(sqlite3_file* file, int level) {
    OpenFile& open = of(file);
    Shared& shared = *open.shared;
    const std::lock_guard lock(shared.mutex);
    if (open.level >= level) return SQLITE_OK;
    const bool other_writes = shared.writer != nullptr && shared.writer != &open;
    if (level == SQLITE_LOCK_SHARED) {
        if (other_writes && shared.is_pending) return SQLITE_BUSY;
        ++shared.readers;
        open.level = level;
        return SQLITE_OK;
    }
    if (other_writes) return SQLITE_BUSY;
    shared.writer = &open;
    if (level == SQLITE_LOCK_RESERVED) {
        open.level = level;
        return SQLITE_OK;
    }
    shared.is_pending = true;
    open.level = SQLITE_LOCK_PENDING;
    if (shared.readers > 1) return SQLITE_BUSY;
    open.level = level;
    return SQLITE_OK;
}

int unlock_file(sqlite3_file* file, int level) {
    OpenFile& open = of(file);
    Shared& shared = *open.shared;
    const std::lock_guard lock(shared.mutex);
    if (open.level <= level) return SQLITE_OK;
    if (shared.writer == &open) {
        shared.writer = nullptr;
        shared.is_pending = false;
    }
    if (level == SQLITE_LOCK_NONE) --shared.readers;
    open.level = level;
    return SQLITE_OK;
}

int check_reserved_lock(sqlite3_file* file, int* is_reserved) {
    Shared& shared = *of(file).shared;
    const std::lock_guard lock(shared.mutex);
    *is_reserved = shared.writer != nullptr ? 1 : 0;
    return SQLITE_OK;
}

// WAL shared memory -------------------------------------------------------------------------------

int map_shared(sqlite3_file* file, int region, int size, int extend, void volatile** out) {
    return guarded(SQLITE_IOERR_SHMMAP, [&] {
        OpenFile& open = of(file);
        Shared& shared = *open.shared;
        const std::lock_guard lock(shared.mutex);
        if (!open.is_mapped) {
            open.is_mapped = true;
            ++shared.mappings;
        }
        const auto index = static_cast<std::size_t>(region);
        while (extend != 0 && shared.regions.size() <= index) {
            shared.regions.push_back(std::make_unique<std::byte[]>(static_cast<std::size_t>(size)));
        }
        *out = index < shared.regions.size() ? shared.regions[index].get() : nullptr;
        return SQLITE_OK;
    });
}

int lock_shared(sqlite3_file* file, int first, int count, int flags) {
    OpenFile& open = of(file);
    Shared& shared = *open.shared;
    const std::lock_guard lock(shared.mutex);
    const unsigned mask = ((1U << count) - 1U) << first;
    const auto begin = shared.slots.begin() + first;
    const auto end = begin + count;
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
        for (int slot = first; slot < first + count; ++slot) {
            Shared::Slot& state = shared.slots[static_cast<std::size_t>(slot)];
            if ((open.shared_slots & (1U << slot)) != 0) --state.readers;
            if ((open.exclusive_slots & (1U << slot)) != 0) state.is_exclusive = false;
        }
        open.shared_slots &= ~mask;
        open.exclusive_slots &= ~mask;
        return SQLITE_OK;
    }
    if ((flags & SQLITE_SHM_SHARED) != 0) {
        if ((open.shared_slots & mask) != 0) return SQLITE_OK;
        for (auto slot = begin; slot != end; ++slot) {
            if (slot->is_exclusive) return SQLITE_BUSY;
        }
        for (auto slot = begin; slot != end; ++slot) ++slot->readers;
        open.shared_slots |= mask;
        return SQLITE_OK;
    }
    if ((open.exclusive_slots & mask) == mask) return SQLITE_OK;
    for (auto slot = begin; slot != end; ++slot) {
        if (slot->is_exclusive || slot->readers > 0) return SQLITE_BUSY;
    }
    for (auto slot = begin; slot != end; ++slot) slot->is_exclusive = true;
    open.exclusive_slots |= mask;
    return SQLITE_OK;
}

void shared_barrier(sqlite3_file* file) {
    std::atomic_thread_fence(std::memory_order_seq_cst);
    const std::lock_guard lock(of(file).shared->mutex);
}

int unmap_shared(sqlite3_file* file, int) {
    OpenFile& open = of(file);
    if (!open.is_mapped) return SQLITE_OK;
    Shared& shared = *open.shared;
    const std::lock_guard lock(shared.mutex);
    open.is_mapped = false;
    // The first to map it starts from nothing anyhow, as with the real one.
    if (--shared.mappings == 0) shared.regions.clear();
    return SQLITE_OK;
}

int close_file(sqlite3_file* file) {
    unmap_shared(file, 0);
    lock_shared(file, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK);
    unlock_file(file, SQLITE_LOCK_NONE);
    delete reinterpret_cast<VfsFile*>(file)->open;
    return SQLITE_OK;
}

// The rest ----------------------------------------------------------------------------------------

int file_control(sqlite3_file* file, int what, void* value) {
    if (what != SQLITE_FCNTL_PERSIST_WAL) return SQLITE_NOTFOUND;
    int& flag = *static_cast<int*>(value);
    OpenFile& open = of(file);
    if (flag < 0) {
        flag = open.keeps_wal ? 1 : 0;
    } else {
        open.keeps_wal = flag != 0;
    }
    return SQLITE_OK;
}

/// What the `unix` VFS says on Linux.
int sector_size(sqlite3_file*) { return 4096; }
int device_characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

constexpr sqlite3_io_methods kMethods = {
    .iVersion = 2,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = file_size,
    .xLock = lock_file,
    .xUnlock = unlock_file,
    .xCheckReservedLock = check_reserved_lock,
    .xFileControl = file_control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = device_characteristics,
    .xShmMap = map_shared,
    .xShmLock = lock_shared,
    .xShmBarrier = shared_barrier,
    .xShmUnmap = unmap_shared,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

}  // namespace

struct PowerCutVfs::Impl {
    PowerCutDisk& disk;
    std::string name;
    sqlite3_vfs vfs{};
    std::mutex mutex;
    /// By path and boot: what connections shared does not outlive a power cut.
    std::map<std::pair<std::string, std::uint64_t>, std::weak_ptr<Shared>> shared;

    explicit Impl(PowerCutDisk& on) : disk(on) {}

    static Impl& of(sqlite3_vfs* vfs) { return *static_cast<Impl*>(vfs->pAppData); }

    std::shared_ptr<Shared> shared_of(const std::string& path) {
        if (path.empty()) return std::make_shared<Shared>();
        const std::lock_guard lock(mutex);
        std::weak_ptr<Shared>& known = shared[{path, disk.boot()}];
        std::shared_ptr<Shared> found = known.lock();
        if (found == nullptr) known = found = std::make_shared<Shared>();
        return found;
    }

    int open(const char* path, sqlite3_file* file, int flags) {
        auto made = std::make_unique<OpenFile>();
        made->disk = &disk;
        if (path == nullptr) {
            made->file = disk.open_nameless();
        } else {
            made->path = path;
            bool created = false;
            made->file =
                disk.open(made->path, (flags & SQLITE_OPEN_CREATE) != 0 ? &created : nullptr);
            constexpr int kJournals =
                SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
            made->syncs_folder = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & kJournals) != 0;
        }
        made->shared = shared_of(made->path);
        reinterpret_cast<VfsFile*>(file)->open = made.release();
        file->pMethods = &kMethods;
        return SQLITE_OK;
    }
};

PowerCutVfs::PowerCutVfs(PowerCutDisk& disk) : impl_(std::make_unique<Impl>(disk)) {
    static std::atomic<int> made = 0;
    impl_->name = "power-cut-" + std::to_string(++made);
    sqlite3_vfs& vfs = impl_->vfs;
    vfs.iVersion = 2;
    vfs.szOsFile = sizeof(VfsFile);
    vfs.mxPathname = 512;
    vfs.zName = impl_->name.c_str();
    vfs.pAppData = impl_.get();
    vfs.xOpen = [](sqlite3_vfs* self, const char* path, sqlite3_file* file, int flags, int* given) {
        file->pMethods = nullptr;
        if (given != nullptr) *given = flags;
        return guarded(SQLITE_CANTOPEN, [&] { return Impl::of(self).open(path, file, flags); });
    };
    vfs.xDelete = [](sqlite3_vfs* self, const char* path, int sync_folder) {
        return guarded(SQLITE_IOERR_DELETE, [&] {
            PowerCutDisk& on = Impl::of(self).disk;
            if (!on.exists(path)) return SQLITE_IOERR_DELETE_NOENT;
            on.remove(path);
            if ((sync_folder & 1) != 0) on.sync_folder(folder_of(path));
            return SQLITE_OK;
        });
    };
    vfs.xAccess = [](sqlite3_vfs* self, const char* path, int what, int* answer) {
        return guarded(SQLITE_IOERR_ACCESS, [&] {
            PowerCutDisk& on = Impl::of(self).disk;
            *answer = on.exists(path) ? 1 : 0;
            // An empty journal is no journal, says the `unix` VFS.
            if (*answer == 1 && what == SQLITE_ACCESS_EXISTS) {
                *answer = on.size(on.open(path, nullptr)) > 0 ? 1 : 0;
            }
            return SQLITE_OK;
        });
    };
    vfs.xFullPathname = [](sqlite3_vfs*, const char* path, int room, char* out) {
        if (path[0] != '/' || static_cast<int>(std::strlen(path)) >= room) return SQLITE_CANTOPEN;
        std::strcpy(out, path);
        return SQLITE_OK;
    };
    vfs.xRandomness = [](sqlite3_vfs*, int count, char* out) {
        sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
        return system->xRandomness(system, count, out);
    };
    vfs.xSleep = [](sqlite3_vfs*, int microseconds) {
        sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
        return system->xSleep(system, microseconds);
    };
    vfs.xCurrentTime = sqlite3_vfs_find(nullptr)->xCurrentTime;
    vfs.xCurrentTimeInt64 = sqlite3_vfs_find(nullptr)->xCurrentTimeInt64;
    vfs.xGetLastError = [](sqlite3_vfs*, int, char*) { return 0; };
    if (sqlite3_vfs_register(&vfs, 0) != SQLITE_OK) {
        throw std::runtime_error("cannot register the VFS " + impl_->name);
    }
}

PowerCutVfs::~PowerCutVfs() { sqlite3_vfs_unregister(&impl_->vfs); }

const std::string& PowerCutVfs::name() const { return impl_->name; }

}  // namespace desk::test
