#pragma once
#include <functional>
#include <optional>
#include <string_view>

#include "core/job_ports.hpp"
#include "core/piece.hpp"

namespace desk::app {

/// One of the desk's own jobs: what it is called, when it is due, and how a piece of it is done.
/// (A core::Job is something else: one piece of work for a lane.) Used by one JobRunner.
class Chore {
  public:
    virtual ~Chore() = default;

    [[nodiscard]] virtual std::string_view name() const = 0;  ///< "auto-close"
    [[nodiscard]] virtual std::string_view about() const = 0;

    /// When there is something to do next, by what is in the database now; nothing: not before that
    /// changes. Cheap: it is asked every second.
    virtual std::optional<Timestamp> next_due(core::Tx& tx, const core::JobState& last) = 0;

    /// Before the first piece of a run.
    virtual void begin() {}

    enum class Next {
        piece,       ///< run_piece() has work
        look_again,  ///< nothing here, but perhaps further on
        end,
    };
    /// Before each piece, outside of its transaction: for what must not run twice. May throw.
    virtual Next look() { return Next::piece; }

    /// One bounded piece, in the write lane. It may be run again after a rolled-back attempt.
    virtual core::Piece run_piece(core::Tx& tx) = 0;
};

/// A chore that two functions of the core make up.
class SimpleChore final : public Chore {
  public:
    using Due = std::optional<Timestamp> (*)(core::Tx&, const core::JobState& last);
    using Run = core::Piece (*)(core::Tx&);

    SimpleChore(std::string_view name, std::string_view about, Due due, Run run)
        : name_(name), about_(about), due_(due), run_(run) {}

    [[nodiscard]] std::string_view name() const override { return name_; }
    [[nodiscard]] std::string_view about() const override { return about_; }
    std::optional<Timestamp> next_due(core::Tx& tx, const core::JobState& last) override {
        return due_(tx, last);
    }
    core::Piece run_piece(core::Tx& tx) override { return run_(tx); }

  private:
    std::string_view name_;
    std::string_view about_;
    Due due_;
    Run run_;
};

}  // namespace desk::app
