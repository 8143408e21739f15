#include "app/descriptors.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <stdexcept>

#include "net/connection_limit.hpp"

namespace desk::app {

namespace {

constexpr std::size_t kMostByDefault = 10'000;
constexpr std::size_t kFewestThatMakeSense = 16;
/// Listeners, log, lock, control socket and its commands, event queues, certificates.
constexpr std::size_t kForTheServer = 64;
/// An SQLite connection has a database, a WAL, an index of it and now and then a temporary file.
constexpr std::size_t kForADatabaseConnection = 4;
/// Beside those of the lanes: the writer, the checkpointer, and commands that read.
constexpr std::size_t kFurtherDatabaseConnections = 8;
constexpr std::size_t kForAnAttachment = 2;

std::size_t reserve_for(const Config& config) {
    const auto slow = static_cast<std::size_t>(config.store.slow_threads);
    const auto threads = static_cast<std::size_t>(config.server.threads) + slow;
    const auto pool = static_cast<std::size_t>(config.store.connections);
    return kForTheServer + net::ConnectionLimit::kTurnedAwayAtATime + pool +
           (threads + kFurtherDatabaseConnections) * kForADatabaseConnection +
           slow * kForAnAttachment;
}

}  // namespace

std::size_t raise_descriptor_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;  // the usual one
    const rlim_t before = std::exchange(limit.rlim_cur, limit.rlim_max);
    return ::setrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_max : before;
}

std::size_t connections_within(std::size_t descriptors, const Config& config) {
    const std::size_t reserve = reserve_for(config);
    if (descriptors < reserve + kFewestThatMakeSense) {
        throw std::runtime_error(fmt::format(
            "this process may open {} descriptors, which is too few for a server: raise the limit "
            "to {} or more (LimitNOFILE= of systemd, 'ulimit -n' of a shell)",
            descriptors, reserve + kFewestThatMakeSense));
    }
    const std::size_t room = descriptors - reserve;
    if (config.server.max_connections == 0) return std::min(room, kMostByDefault);
    if (config.server.max_connections > room) {
        log::warning("max_connections is more than the descriptors allow; raise their limit",
                     {{"max_connections", static_cast<std::int64_t>(config.server.max_connections)},
                      {"taken", static_cast<std::int64_t>(room)},
                      {"descriptors", static_cast<std::int64_t>(descriptors)}});
    }
    return std::min(room, config.server.max_connections);
}

}  // namespace desk::app
