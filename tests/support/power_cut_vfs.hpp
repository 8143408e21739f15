#pragma once
#include <memory>
#include <string>

#include "support/power_cut_disk.hpp"

struct sqlite3_vfs;

namespace desk::test {

/// SQLite on a PowerCutDisk, under a VFS name of its own while this lives. It syncs files and
/// folders exactly where SQLite's `unix` VFS does: the folder after the first sync of a journal or
/// WAL by each connection, whoever made the file, and after a deletion that asks for it. Locks and
/// WAL shared memory are on the heap, shared by the connections of this process; like those of a
/// real machine they do not outlive a power cut.
class PowerCutVfs {
  public:
    explicit PowerCutVfs(PowerCutDisk& disk);
    /// Every connection must be closed before.
    ~PowerCutVfs();
    PowerCutVfs(const PowerCutVfs&) = delete;
    PowerCutVfs& operator=(const PowerCutVfs&) = delete;

    [[nodiscard]] const std::string& name() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace desk::test
