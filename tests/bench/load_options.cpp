#include "bench/load_options.hpp"

#include <CLI/CLI.hpp>
#include <stdexcept>

namespace desk::bench {
namespace {

/// MODE[:CONNECTIONS[:RATE]]
StreamOptions parse_stream(const std::string& text) {
    StreamOptions stream;
    const std::size_t first = text.find(':');
    stream.mode = text.substr(0, first);
    if (first == std::string::npos) return stream;
    const std::size_t second = text.find(':', first + 1);
    stream.connections = std::stoi(text.substr(first + 1, second - first - 1));
    if (second != std::string::npos) stream.rate = std::stod(text.substr(second + 1));
    if (stream.connections < 1 || stream.connections > 4096 || stream.rate < 0) {
        throw std::runtime_error("a stream is MODE:CONNECTIONS:RATE, not " + text);
    }
    return stream;
}

}  // namespace

LoadOptions parse_load_options(int argc, char** argv) {
    LoadOptions options;
    std::vector<std::string> streams;
    CLI::App app{
        "Sends requests to one server and prints, as JSON, what came back and how fast.\n"
        "A stream is MODE[:CONNECTIONS[:RATE]]; a RATE makes it an open loop, whose latencies "
        "count\n"
        "from the moment a request was due. Modes: floor-open floor-get floor-noop whmcs-open\n"
        "whmcs-get whmcs-reply whmcs-update getfly-get health, and pages of GetTickets: "
        "list-first\n"
        "list-walk list-jump list-department list-status list-client list-subject."};
    app.add_option("streams", streams)->required();
    app.add_option("--host", options.host);
    app.add_option("--port", options.port);
    app.add_option("--warm-up", options.warm_up, "seconds that are not counted");
    app.add_option("--seconds", options.seconds, "seconds that are");
    app.add_option("--most", options.most, "requests of a stream at most");
    app.add_option("--tickets", options.tickets,
                   "file of what reads may ask for: an id a line, then its code");
    app.add_option("--total", options.total, "tickets in the desk: how far lists go");
    app.add_option("--offset", options.offset, "of list-jump, give or take a hundredth");
    app.add_option("--departments", options.departments, "list-department asks for 1 to N");
    app.add_option("--clients", options.clients, "list-client asks for 1 to N");
    app.add_option("--identifier", options.identifier);
    app.add_option("--secret", options.secret);
    app.add_option("--api-key", options.api_key);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (app.exit(error) == 0) std::exit(0);
        throw std::runtime_error("see --help");
    }
    for (const std::string& stream : streams) options.streams.push_back(parse_stream(stream));
    return options;
}

}  // namespace desk::bench
