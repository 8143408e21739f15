#pragma once
#include "store/sqlite_connection.hpp"

namespace desk::store {

/// Spares readers system calls while nothing is written. A reader marks in the WAL's index how far
/// it reads, under a file lock that it takes and gives back; where a connection of the same process
/// has it already, SQLite only counts. So this one stays at the end of the WAL as long as the
/// writer has nothing to do. Other programs are not in its way, nor it in theirs: it reads.
class SqliteReadMark {
  public:
    explicit SqliteReadMark(const SqliteOptions& options);

    /// Begins to read, if the database lets it: without it all goes on as well, only slower.
    void hold() noexcept;
    /// Before anything is written: the WAL is not started over in front of a reader.
    void let_go() noexcept;

  private:
    SqliteConnection connection_;
};

}  // namespace desk::store
