#pragma once
#include <string>
#include <vector>

#include "net/http.hpp"

namespace desk::net {

/// A handler of GET and HEAD alone: it answers OPTIONS and refuses all other methods by itself.
Handler only_get(Handler handler);

/// Finds the handler of a path. Methods are the handlers' business: the words of a 405 differ from
/// dialect to dialect.
class Router {
  public:
    /// The path exactly, a trailing slash tolerated.
    void exact(std::string path, Handler handler);
    /// The path with anything in front of it: "/includes/api.php" takes
    /// "/billing/includes/api.php".
    void suffix(std::string path, Handler handler);
    /// Everything below: "/api/v2/" takes "/api/v2/keliweb/get-ticket".
    void prefix(std::string path, Handler handler);

    /// Exact before suffix before the longest prefix; else 404 with a JSON body. `OPTIONS *`, which
    /// asks about no path, is answered here.
    void handle(Request request, Respond respond) const;

  private:
    struct Route {
        std::string path;
        Handler handler;
    };
    std::vector<Route> exact_;
    std::vector<Route> suffix_;
    std::vector<Route> prefix_;
};

}  // namespace desk::net
