#pragma once
#include <atomic>
#include <cstdint>
#include <limits>
#include <string>

struct sqlite3_vfs;

namespace desk::test {

/// The machine's own files under another VFS name, except that its disk can be full and its syncs
/// can fail. Only the WAL suffers: that is where every write of a transaction goes.
class FailingVfs {
  public:
    FailingVfs();
    ~FailingVfs();
    FailingVfs(const FailingVfs&) = delete;
    FailingVfs& operator=(const FailingVfs&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }

    /// So many bytes more can be written, then the disk is full.
    void leave_room(std::int64_t bytes) { room_ = bytes; }
    void make_room() { room_ = std::numeric_limits<std::int64_t>::max(); }
    /// The next so many syncs fail.
    void fail_syncs(int count) { syncs_to_fail_ = count; }

    // Asked by the files.
    bool take_room(std::int64_t bytes);
    bool takes_sync();

  private:
    std::string name_;
    sqlite3_vfs* vfs_;
    std::atomic<std::int64_t> room_{std::numeric_limits<std::int64_t>::max()};
    std::atomic<int> syncs_to_fail_{0};
};

}  // namespace desk::test
