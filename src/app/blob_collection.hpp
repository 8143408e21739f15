#pragma once
#include <deque>
#include <filesystem>
#include <string>

#include "app/chore.hpp"
#include "store/attachment_sweep.hpp"

namespace desk::app {

/// Takes away, once a day, the bytes that no attachment needs: after a purge or a clean-up, and of
/// requests that stored a file and then failed. Only what has been untouched for a day, and only
/// after another look from inside the transaction that forgets it: a request that is on its way
/// touches the file first (store/attachment_sweep.hpp).
///
/// Crash-safe, since the file goes before its row: what is left is a row that nothing needs, for
/// the next day.
class BlobCollection final : public Chore {
  public:
    static constexpr std::chrono::hours kUntouched{24};
    static constexpr std::chrono::hours kPeriod{24};

    BlobCollection(core::Executor& executor, const Clock& clock,
                   const std::filesystem::path& attachments)
        : executor_(executor), clock_(clock), sweep_(attachments) {}

    static constexpr std::string_view kName = "blob-collection";

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::string_view about() const override {
        return "removes stored files that no attachment needs, once a day";
    }
    std::optional<Timestamp> next_due(core::Tx& tx, const core::JobState& last) override;
    void begin() override;
    Next look() override;
    core::Piece run_piece(core::Tx& tx) override;

  private:
    /// What can perhaps go of a folder.
    std::deque<std::string> find_in(int folder);
    [[nodiscard]] std::size_t piece_size() const;

    core::Executor& executor_;
    const Clock& clock_;
    store::AttachmentSweep sweep_;
    // Of the run that is on:
    Timestamp before_;
    int folder_ = 0;
    std::deque<std::string> found_;
    bool is_piece_done_ = false;  ///< the first of `found_` have been dealt with
};

}  // namespace desk::app
