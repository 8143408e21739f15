#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/ports.hpp"

namespace desk::store {

/// The database cannot answer. Carries the statement's name and the database's own code, never SQL
/// or bound values: whatever SOCI says in its texts stops here.
class DbError : public std::runtime_error {
  public:
    enum class Kind {
        busy,         ///< locked by somebody else for too long
        unavailable,  ///< disk full, I/O error, connection lost
        conflict,  ///< serialization failure or deadlock: the same job may succeed when run again
        fault,     ///< everything else: a constraint, a statement that is wrong
    };

    /// \param code  SQLite's extended result code or PostgreSQL's SQLSTATE
    DbError(Kind kind, std::string_view statement, std::string code)
        : std::runtime_error("database error " + code + " in \"" + std::string(statement) + "\""),
          kind_(kind),
          code_(std::move(code)) {}

    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] const std::string& code() const { return code_; }

    /// What a job that died of this is answered with.
    [[nodiscard]] core::Outcome outcome() const {
        switch (kind_) {
            case Kind::busy:
            case Kind::conflict:
                return core::Outcome::busy;
            case Kind::unavailable:
                return core::Outcome::unavailable;
            case Kind::fault:
                break;
        }
        return core::Outcome::failed;
    }

  private:
    Kind kind_;
    std::string code_;
};

}  // namespace desk::store
