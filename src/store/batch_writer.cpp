#include "store/batch_writer.hpp"

namespace desk::store {

namespace {

constexpr std::size_t kMostWaiting = 3;

}  // namespace

BatchWriter::BatchWriter(BulkTarget& target) : target_(target), thread_([this] { run(); }) {}

BatchWriter::~BatchWriter() {
    {
        const std::lock_guard lock(mutex_);
        waiting_.clear();
    }
    end();
}

void BatchWriter::post(BulkBatch& batch) {
    BulkBatch used;
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return waiting_.size() < kMostWaiting || failure_; });
        if (failure_) std::rethrow_exception(failure_);
        waiting_.push_back(std::move(batch));
        changed_.notify_all();
        if (!written_.empty()) {
            used = std::move(written_.back());
            written_.pop_back();
        }
    }
    used.clear();
    batch = std::move(used);
}

void BatchWriter::finish() {
    end();
    if (failure_) std::rethrow_exception(failure_);
}

void BatchWriter::end() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void BatchWriter::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        BulkBatch batch = std::move(waiting_.front());
        waiting_.pop_front();
        changed_.notify_all();
        lock.unlock();
        std::exception_ptr failure;
        try {
            target_.write(batch);
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        written_.push_back(std::move(batch));
        if (!failure) continue;
        failure_ = failure;
        changed_.notify_all();
        return;
    }
}

}  // namespace desk::store
