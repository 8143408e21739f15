#include "bench/floor_writer.hpp"

#include <sys/resource.h>

#include <chrono>
#include <ctime>

namespace desk::bench {
namespace {

constexpr std::size_t kBatchJobs = 256;
constexpr auto kBatchTime = std::chrono::milliseconds(5);
constexpr int kCheckpointPages = 8000;  // 31 MiB of WAL
constexpr int kCheckpointNiceness = 10;

}  // namespace

struct Writer::Inserts {
    explicit Inserts(sqlite3* db)
        : begin(db, "BEGIN IMMEDIATE"),
          savepoint(db, "SAVEPOINT job"),
          release(db, "RELEASE job"),
          undo(db, "ROLLBACK TO job"),
          commit(db, "COMMIT"),
          ticket(
              db,
              "INSERT INTO ticket (number, code, access_code, department_id, status_id, client_id, "
              "subject, priority, opened_at, last_reply_at, updated_at) "
              "VALUES (?1, ?2, ?3, 1, 1, 1, ?4, 1, ?5, ?5, ?5)"),
          message(db,
                  "INSERT INTO message (ticket_id, kind, author_kind, author_id, body, format, "
                  "origin, created_at) VALUES (?1, ?2, 1, 1, ?3, 0, 0, ?4)"),
          event(db,
                "INSERT INTO event (ticket_id, type, actor_kind, actor_id, origin, details, "
                "created_at) "
                "VALUES (?1, 'ticket_opened', 1, 1, 0, '{\"mail\":\"yes\"}', ?2)"),
          counter(db,
                  "INSERT INTO ticket_counter VALUES (1, 1, 0, 0, 1) "
                  "ON CONFLICT DO UPDATE SET count = count + 1") {}

    Statement begin, savepoint, release, undo, commit, ticket, message, event, counter;
};

Writer::Writer(const std::string& path, std::size_t io_threads,
               std::function<void(std::size_t, Deliveries)> post)
    : path_(path), db_(path), io_threads_(io_threads), post_(std::move(post)) {
    sqlite3_wal_hook(
        db_.get(),
        [](void* self, sqlite3*, const char*, int pages) {
            static_cast<Writer*>(self)->wal_pages_ = pages;
            return SQLITE_OK;
        },
        this);
    writer_ = std::thread([this] { run(); });
    checkpointer_ = std::thread([this] { checkpoint_in_background(); });
}

Writer::~Writer() {
    {
        const std::scoped_lock lock(mutex_, checkpoint_mutex_);
        stopping_ = true;
    }
    queued_.notify_one();
    checkpoint_wanted_.notify_one();
    writer_.join();
    checkpointer_.join();
}

void Writer::add(OpenJob job) {
    bool wake = false;
    {
        const std::lock_guard lock(mutex_);
        wake = queue_.empty();
        queue_.push_back(std::move(job));
    }
    if (wake) queued_.notify_one();
}

std::string Writer::draw(std::string_view alphabet, std::size_t length) {
    std::string text(length, ' ');
    for (char& c : text) c = alphabet[chance_() % alphabet.size()];
    return text;
}

Opened Writer::open_ticket(Inserts& inserts, const OpenJob& job) {
    Opened opened;
    opened.number = draw("0123456789", 12);
    opened.access_code = draw("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 8);
    const std::string code = draw("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 10);
    const std::int64_t now = std::time(nullptr);
    inserts.ticket.bind(1, opened.number);
    inserts.ticket.bind(2, code);
    inserts.ticket.bind(3, opened.access_code);
    inserts.ticket.bind(4, job.subject);
    inserts.ticket.bind(5, now);
    if (!inserts.ticket.run()) return opened;
    opened.id = sqlite3_last_insert_rowid(db_.get());
    inserts.message.bind(1, opened.id);
    inserts.message.bind(2, std::int64_t{0});
    inserts.message.bind(3, job.message);
    inserts.message.bind(4, now);
    inserts.event.bind(1, opened.id);
    inserts.event.bind(2, now);
    opened.ok = inserts.message.run() && inserts.event.run() && inserts.counter.run();
    return opened;
}

void Writer::run() {
    Inserts inserts(db_.get());
    std::vector<Deliveries> answers(io_threads_);
    for (;;) {
        std::unique_lock lock(mutex_);
        queued_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
        if (stopping_ && queue_.empty()) return;
        bool batch_ok = inserts.begin.run();
        const auto started = std::chrono::steady_clock::now();
        for (std::size_t jobs = 0; jobs < kBatchJobs && !queue_.empty(); ++jobs) {
            OpenJob job = std::move(queue_.front());
            queue_.pop_front();
            lock.unlock();
            Opened opened;
            if (batch_ok && inserts.savepoint.run()) {
                opened = open_ticket(inserts, job);
                if (!opened.ok) inserts.undo.run();
                inserts.release.run();
                batch_ok = sqlite3_get_autocommit(db_.get()) == 0;
            }
            answers[job.io_thread].emplace_back(std::move(job.done), std::move(opened));
            if (std::chrono::steady_clock::now() - started > kBatchTime) jobs = kBatchJobs;
            lock.lock();
        }
        lock.unlock();
        batch_ok = inserts.commit.run() && batch_ok;
        for (std::size_t thread = 0; thread < io_threads_; ++thread) {
            if (answers[thread].empty()) continue;
            if (!batch_ok) {
                for (auto& [done, opened] : answers[thread]) opened.ok = false;
            }
            post_(thread, std::exchange(answers[thread], {}));
        }
        // What the thread left behind is little: this one is short, and lets the WAL begin anew.
        if (checkpointed_.exchange(false)) {
            sqlite3_wal_checkpoint_v2(db_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr,
                                      nullptr);
        } else if (wal_pages_ > kCheckpointPages) {
            checkpoint_wanted_.notify_one();
        }
    }
}

void Writer::checkpoint_in_background() {
    setpriority(PRIO_PROCESS, 0, kCheckpointNiceness);  // of this thread alone
    Connection db(path_);
    std::unique_lock lock(checkpoint_mutex_);
    for (;;) {
        checkpoint_wanted_.wait(
            lock, [&] { return stopping_ || (wal_pages_ > kCheckpointPages && !checkpointed_); });
        if (stopping_) return;
        for (int pass = 0; pass < 2; ++pass) {  // as in the product, with a sync of what was copied
            sqlite3_wal_checkpoint_v2(db.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr,
                                      nullptr);
            db.sync();
        }
        wal_pages_ = 0;
        checkpointed_ = true;
    }
}

}  // namespace desk::bench
