#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// Requests and responses as plain structs: nothing above net sees Boost.Beast.
namespace desk::net {

struct Header {
    std::string name;
    std::string value;
};

struct Request {
    std::string method;  ///< as sent: "GET", "POST", …
    std::string target;  ///< as sent: "/includes/api.php?x=1"
    std::string path;    ///< percent-decoded, without the query, runs of slashes made one
    std::string query;   ///< raw, without the "?"
    std::vector<Header> headers;
    std::string body;
    std::string remote;  ///< the client's address, without a port: as a trusted proxy says
    std::string id;      ///< for the log, and sent back as X-Request-Id

    /// The first header of that name in any letter case; nothing when absent.
    [[nodiscard]] const std::string* header(std::string_view name) const;
};

struct Response {
    int status = 200;
    std::string content_type = "application/json";
    std::vector<Header> headers{};  ///< without Content-Type, Content-Length, Connection
    std::string body{};
    std::string label{};  ///< for the log line: the action, and the refusal if there was one
    /// For metrics, from a short list that no client adds to: whose call it was ("whmcs", kept for
    /// ever) and which ("OpenTicket").
    std::string_view dialect{};
    std::string call{};
    /// For metrics, one of Metrics::TurnedAway: why nothing was done for the caller. Empty: it was.
    std::string_view turned_away{};
};

/// Gives the answer to one request: call it exactly once, from any thread.
using Respond = std::function<void(Response)>;

/// Handles a request. Runs in an I/O thread: it must not block.
using Handler = std::function<void(Request, Respond)>;

}  // namespace desk::net
