#include "store/sqlite_read_mark.hpp"

#include "store/db_error.hpp"

namespace desk::store {

SqliteReadMark::SqliteReadMark(const SqliteOptions& options)
    : connection_(options, SqliteConnection::Use::read) {}

void SqliteReadMark::hold() noexcept {
    try {
        connection_.begin_reading();
    } catch (const DbError&) {
        connection_.roll_back();
    }
}

void SqliteReadMark::let_go() noexcept {
    try {
        if (connection_.is_in_transaction()) connection_.commit();
    } catch (const DbError&) {
        connection_.roll_back();
    }
}

}  // namespace desk::store
