#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace desk::bench {

/// One kind of request, sent over its own connections. A run may have several streams at once, such
/// as reads beside writes.
struct StreamOptions {
    std::string mode;  ///< see RequestMaker
    int connections = 32;
    double rate = 0;  ///< requests a second on schedule; 0: as fast as answers come back
};

struct LoadOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;
    double warm_up = 0.5;           ///< seconds that are not counted
    double seconds = 5;             ///< measured after that
    std::int64_t most = 5'000'000;  ///< requests of a stream, warm-up included; then it ends early
    std::string tickets;            ///< file of what reads may ask for: an id a line, then its code
    std::int64_t total = 10'000;    ///< tickets in the desk: how far lists go
    std::int64_t offset = 5'000;    ///< of a cold jump, give or take a hundredth
    std::int64_t departments = 7;   ///< their ids begin at 1, also those of clients
    std::int64_t clients = 1;
    std::string identifier, secret;  ///< whmcs
    std::string api_key;             ///< getfly
    std::vector<StreamOptions> streams;
};

/// \throws std::runtime_error with the usage
LoadOptions parse_load_options(int argc, char** argv);

}  // namespace desk::bench
