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
    std::size_t recent = 0;         ///< only for the last so many of them; 0: for all alike
    std::string identifier, secret;  ///< whmcs
    std::string api_key;             ///< getfly
    std::vector<StreamOptions> streams;
};

/// \throws std::runtime_error with the usage
LoadOptions parse_load_options(int argc, char** argv);

}  // namespace desk::bench
