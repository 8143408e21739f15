#include "app/blob_collection.hpp"

#include <algorithm>
#include <future>
#include <set>
#include <stdexcept>

namespace desk::app {

std::optional<Timestamp> BlobCollection::next_due(core::Tx& tx, const core::JobState& last) {
    return last.succeeded_at ? *last.succeeded_at + kPeriod : tx.clock().now();
}

void BlobCollection::begin() {
    before_ = clock_.now() - kUntouched;
    folder_ = 0;
    found_.clear();
    is_piece_done_ = false;
}

std::size_t BlobCollection::piece_size() const {
    return std::min(found_.size(), static_cast<std::size_t>(core::kPieceSize));
}

Chore::Next BlobCollection::look() {
    if (is_piece_done_) {
        found_.erase(found_.begin(), found_.begin() + static_cast<std::ptrdiff_t>(piece_size()));
        is_piece_done_ = false;
    }
    if (found_.empty()) {
        if (folder_ == store::AttachmentSweep::kFolders) return Next::end;
        found_ = find_in(folder_++);
    }
    if (found_.empty()) return Next::look_again;
    is_piece_done_ = true;
    return Next::piece;
}

std::deque<std::string> BlobCollection::find_in(int folder) {
    sweep_.remove_old_parts(folder, before_);
    const std::vector<std::string> files = sweep_.old_files(folder, before_);
    const std::string prefix = store::AttachmentSweep::prefix(folder);
    std::set<std::string> known;
    std::deque<std::string> found;
    std::promise<core::Outcome> ended;
    core::Job job;
    job.run = [&](core::Tx& tx) {
        const std::vector<std::string> all = tx.housekeeping().blobs(prefix);
        const std::vector<std::string> unused = tx.housekeeping().unused_blobs(prefix, before_);
        known = {all.begin(), all.end()};
        found = {unused.begin(), unused.end()};
        return true;
    };
    job.finish = [&ended](core::Outcome outcome) { ended.set_value(outcome); };
    job.label = "job blob-collection";
    executor_.search(std::move(job));
    if (ended.get_future().get() != core::Outcome::done) {
        throw std::runtime_error("the database cannot say which files are needed");
    }
    std::copy_if(files.begin(), files.end(), std::back_inserter(found),
                 [&known](const std::string& sha256) { return !known.contains(sha256); });
    return found;
}

core::Piece BlobCollection::run_piece(core::Tx& tx) {
    core::Piece piece;
    for (std::size_t i = 0; i < piece_size(); ++i) {
        const std::string& sha256 = found_[i];
        if (!tx.housekeeping().is_unused_blob(sha256, before_)) continue;
        if (!sweep_.remove_if_old(sha256, before_)) continue;
        tx.housekeeping().delete_blob(sha256, before_);
        ++piece.done;
    }
    piece.has_more = true;
    return piece;
}

}  // namespace desk::app
