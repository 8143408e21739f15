#include "net/server.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "net/connection_limit.hpp"
#include "net/server_listener.hpp"
#include "net/server_tls.hpp"
#include "net/server_worker.hpp"
#include "util/log.hpp"
#include "util/time_text.hpp"

namespace desk::net {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using SteadyClock = std::chrono::steady_clock;

/// How often the log says that the same thing still happens.
constexpr std::chrono::seconds kComplaintPause{10};

/// Says something that may happen many times a second once in a while.
class Complaint {
  public:
    /// \return how often it has happened since it was said last; 0: not now
    std::int64_t count() {
        ++times_;
        const auto now = SteadyClock::now();
        if (now < next_) return 0;
        next_ = now + kComplaintPause;
        return std::exchange(times_, 0);
    }

  private:
    std::int64_t times_ = 0;
    SteadyClock::time_point next_{};
};

void warn_of_dates(const TlsContext& tls) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (now >= tls.not_before && now < tls.not_after) return;
    log::warning(now < tls.not_before ? "the certificate is not valid yet; clients will refuse it"
                                      : "the certificate has expired; clients will refuse it",
                 {{"subject", tls.subject},
                  {"from", format_iso8601(tls.not_before)},
                  {"until", format_iso8601(tls.not_after)}});
}

}  // namespace

/// The first worker's thread accepts and hands the sockets round.
struct Server::Impl {
    ServerParts parts;
    BodyBudget bodies;
    ConnectionLimit limit;
    std::vector<std::unique_ptr<Worker>> workers;
    std::vector<std::unique_ptr<Listener>> listeners;
    std::size_t next_worker = 0;
    Complaint turned_away;
    Complaint not_accepted;
    std::vector<std::thread> threads;
    bool is_stopped = false;

    std::mutex mutex;
    TlsContextPtr tls;  ///< guarded
    std::condition_variable all_drained;
    std::size_t drained = 0;

    explicit Impl(ServerParts given)
        : parts(std::move(given)),
          bodies(std::max(parts.options.max_bodies_bytes, parts.options.max_body_bytes)),
          limit(parts.options.max_connections),
          workers(make_workers(parts, bodies)) {
        parts.metrics.connection_limit(parts.options.max_connections);
        reload_tls(parts.options.tls);
        for (const ListenAddress& address : parts.options.listen) {
            listeners.push_back(
                std::make_unique<Listener>(workers.front()->io(), address, parts.options.listen));
        }
    }

    static std::vector<std::unique_ptr<Worker>> make_workers(const ServerParts& parts,
                                                             BodyBudget& bodies) {
        std::vector<std::unique_ptr<Worker>> result;
        for (int i = 0; i < std::max(1, parts.options.threads); ++i) {
            result.push_back(std::make_unique<Worker>(parts, bodies));
        }
        return result;
    }

    [[nodiscard]] bool speaks_tls() const {
        const auto& all = parts.options.listen;
        return std::any_of(all.begin(), all.end(), [](const auto& one) { return one.is_tls; });
    }

    void reload_tls(const TlsFiles& files) {
        if (!speaks_tls()) return;
        TlsContextPtr loaded = load_tls(files);
        parts.metrics.certificate_expires(loaded->not_after);
        warn_of_dates(*loaded);
        log::info("certificate loaded",
                  {{"subject", loaded->subject}, {"until", format_iso8601(loaded->not_after)}});
        const std::lock_guard lock(mutex);
        tls = std::move(loaded);
    }

    TlsContextPtr present_tls() {
        const std::lock_guard lock(mutex);
        return tls;
    }

    void start() {
        for (const auto& listener : listeners) {
            const bool is_tls = listener->is_tls();
            // Each listener has its own next worker: it is picked before the connection comes.
            const auto picked = std::make_shared<Worker*>(nullptr);
            listener->start(
                [this, picked]() -> asio::io_context& {
                    *picked = workers[next_worker++ % workers.size()].get();
                    return (*picked)->io();
                },
                [this, picked, is_tls](Socket socket) {
                    admit(**picked, is_tls, std::move(socket));
                },
                [this](const error_code& error) { complain_of_accept(error); });
        }
        for (const auto& worker : workers) {
            threads.emplace_back([&target = *worker] { target.run(); });
        }
    }

    void admit(Worker& worker, bool is_tls, Socket socket) {
        using Kind = ConnectionLimit::Place::Kind;
        Arrival arrival{std::move(socket), is_tls ? present_tls() : nullptr, limit.take()};
        if (arrival.place.kind() != Kind::served) {
            parts.metrics.connection_refused();
            if (const std::int64_t times = turned_away.count(); times > 0) {
                log::warning(
                    "too many connections: some are turned away; raise max_connections, "
                    "or the descriptor limit where that is what bounds it",
                    {{"limit", static_cast<std::int64_t>(parts.options.max_connections)},
                     {"times", times}});
            }
        }
        if (arrival.place.kind() == Kind::none) return;  // and the socket with it
        asio::post(worker.io(), [&worker, arrival = std::move(arrival)]() mutable {
            worker.open(std::move(arrival));
        });
    }

    void complain_of_accept(const error_code& error) {
        parts.metrics.accept_failed();
        if (const std::int64_t times = not_accepted.count(); times > 0) {
            log::warning("cannot accept connections",
                         {{"reason", error.message()}, {"times", times}});
        }
    }

    /// In the first worker's thread. What it has already handed round arrives before the drain.
    void begin_drain() {
        for (const auto& listener : listeners) listener->close();
        for (const auto& worker : workers) {
            asio::post(worker->io(), [this, &target = *worker] {
                target.drain([this] {
                    const std::lock_guard lock(mutex);
                    ++drained;
                    all_drained.notify_one();
                });
            });
        }
    }

    void stop() {
        if (std::exchange(is_stopped, true)) return;
        if (!threads.empty()) {
            asio::post(workers.front()->io(), [this] { begin_drain(); });
            std::unique_lock lock(mutex);
            all_drained.wait_for(lock, parts.options.drain_timeout,
                                 [this] { return drained == workers.size(); });
        }
        for (const auto& worker : workers) worker->stop();
        for (std::thread& thread : threads) thread.join();
        std::size_t cut = 0;
        for (const auto& worker : workers) cut += worker->abandon();
        if (cut > 0) {
            log::warning("connections cut off while stopping",
                         {{"connections", static_cast<std::int64_t>(cut)}});
        }
        for (const auto& listener : listeners) listener->close();
    }
};

Server::Server(ServerOptions options, Handler handler, Metrics& metrics, Random& random)
    : impl_(std::make_unique<Impl>(
          ServerParts{std::move(options), std::move(handler), metrics, random})) {}

Server::~Server() { stop(); }

void Server::start() { impl_->start(); }

std::uint16_t Server::port() const { return impl_->listeners.front()->port(); }

std::string Server::addresses(bool is_tls) const {
    std::string all;
    for (const auto& listener : impl_->listeners) {
        if (listener->is_tls() != is_tls) continue;
        if (!all.empty()) all += ", ";
        all += listener->text();
    }
    return all;
}

void Server::reload_tls(const TlsFiles& files) { impl_->reload_tls(files); }

void Server::stop() { impl_->stop(); }

}  // namespace desk::net
