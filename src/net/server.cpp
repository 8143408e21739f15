#include "net/server.hpp"

#include <algorithm>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "net/server_worker.hpp"
#include "util/log.hpp"

namespace desk::net {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<tcp, asio::io_context::executor_type>;

/// How long to leave the acceptor alone when the process has run out of file descriptors.
constexpr std::chrono::milliseconds kAcceptPause{100};

tcp::endpoint resolve(asio::io_context& io, const ServerOptions& options, error_code& error) {
    tcp::resolver resolver(io);
    const auto found =
        resolver.resolve(options.host, std::to_string(options.port), tcp::resolver::passive, error);
    return error ? tcp::endpoint{} : found.begin()->endpoint();
}

}  // namespace

/// The first worker's thread accepts and hands the sockets round.
struct Server::Impl {
    ServerParts parts;
    BodyBudget bodies;
    std::vector<std::unique_ptr<Worker>> workers;
    Acceptor acceptor;
    asio::steady_timer pause;
    std::uint16_t port = 0;
    std::size_t next_worker = 0;
    std::vector<std::thread> threads;
    bool is_stopped = false;

    std::mutex mutex;
    std::condition_variable all_drained;
    std::size_t drained = 0;

    explicit Impl(ServerParts given)
        : parts(std::move(given)),
          bodies(std::max(parts.options.max_bodies_bytes, parts.options.max_body_bytes)),
          workers(make_workers(parts, bodies)),
          acceptor(workers.front()->io()),
          pause(workers.front()->io()) {}

    static std::vector<std::unique_ptr<Worker>> make_workers(const ServerParts& parts,
                                                             BodyBudget& bodies) {
        std::vector<std::unique_ptr<Worker>> result;
        for (int i = 0; i < std::max(1, parts.options.threads); ++i) {
            result.push_back(std::make_unique<Worker>(parts, bodies));
        }
        return result;
    }

    void bind() {
        error_code error;
        const tcp::endpoint endpoint = resolve(workers.front()->io(), parts.options, error);
        if (!error) acceptor.open(endpoint.protocol(), error);
        if (!error) acceptor.set_option(Acceptor::reuse_address(true), error);
        if (!error) acceptor.bind(endpoint, error);
        if (!error) acceptor.listen(Acceptor::max_listen_connections, error);
        if (!error) port = acceptor.local_endpoint(error).port();
        if (error) {
            throw std::system_error(error, "cannot listen on " + parts.options.host + ":" +
                                               std::to_string(parts.options.port));
        }
    }

    void accept() {
        Worker& worker = *workers[next_worker];
        next_worker = (next_worker + 1) % workers.size();
        acceptor.async_accept(worker.io(), [this, &worker](const error_code& error, Socket socket) {
            on_accepted(worker, error, std::move(socket));
        });
    }

    void on_accepted(Worker& worker, const error_code& error, Socket socket) {
        if (!acceptor.is_open()) return;
        if (!error) {
            asio::post(worker.io(), [&worker, socket = std::move(socket)]() mutable {
                worker.open(std::move(socket));
            });
        } else if (error != asio::error::connection_aborted) {
            log::warning("cannot accept connections", {{"reason", error.message()}});
            pause.expires_after(kAcceptPause);
            return pause.async_wait([this](const error_code& stopped) {
                if (!stopped && acceptor.is_open()) accept();
            });
        }
        accept();
    }

    /// In the first worker's thread. What it has already handed round arrives before the drain.
    void begin_drain() {
        error_code ignored;
        acceptor.close(ignored);
        pause.cancel();
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
        error_code ignored;
        acceptor.close(ignored);
    }
};

Server::Server(ServerOptions options, Handler handler, Metrics& metrics, Random& random)
    : impl_(std::make_unique<Impl>(
          ServerParts{std::move(options), std::move(handler), metrics, random})) {
    impl_->bind();
}

Server::~Server() { stop(); }

void Server::start() {
    impl_->accept();
    for (const auto& worker : impl_->workers) {
        impl_->threads.emplace_back([&target = *worker] { target.run(); });
    }
}

std::uint16_t Server::port() const { return impl_->port; }

void Server::stop() { impl_->stop(); }

}  // namespace desk::net
