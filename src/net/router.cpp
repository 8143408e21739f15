#include "net/router.hpp"

#include <utility>

namespace desk::net {

namespace {

std::string_view without_trailing_slash(std::string_view path) {
    if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    return path;
}

net::Response options(std::string_view methods) {
    return {.status = 204,
            .content_type = {},
            .headers = {{"Allow", std::string(methods)}},
            .label = "options"};
}

}  // namespace

Handler only_get(Handler handler) {
    return [handler = std::move(handler)](Request request, Respond respond) {
        constexpr std::string_view kMethods = "GET, HEAD, OPTIONS";
        if (request.method == "GET" || request.method == "HEAD") {
            return handler(std::move(request), std::move(respond));
        }
        if (request.method == "OPTIONS") return respond(options(kMethods));
        respond({.status = 405,
                 .headers = {{"Allow", std::string(kMethods)}},
                 .body = R"({"message":"Method Not Allowed"})",
                 .label = "no such method"});
    };
}

void Router::exact(std::string path, Handler handler) {
    path = without_trailing_slash(path);
    exact_.push_back({std::move(path), std::move(handler)});
}

void Router::suffix(std::string path, Handler handler) {
    path = without_trailing_slash(path);
    suffix_.push_back({std::move(path), std::move(handler)});
}

void Router::prefix(std::string path, Handler handler) {
    prefix_.push_back({std::move(path), std::move(handler)});
}

void Router::handle(Request request, Respond respond) const {
    const std::string_view path = without_trailing_slash(request.path);
    for (const Route& route : exact_) {
        if (path == route.path) return route.handler(std::move(request), std::move(respond));
    }
    for (const Route& route : suffix_) {
        if (path.ends_with(route.path)) {
            return route.handler(std::move(request), std::move(respond));
        }
    }
    const Route* longest = nullptr;
    for (const Route& route : prefix_) {
        const bool longer = longest == nullptr || route.path.size() > longest->path.size();
        if (longer && request.path.starts_with(route.path)) longest = &route;
    }
    if (longest != nullptr) return longest->handler(std::move(request), std::move(respond));
    if (request.method == "OPTIONS" && request.target == "*") {
        return respond(options("GET, HEAD, OPTIONS, POST, PUT, DELETE"));
    }
    respond({.status = 404, .body = R"({"message":"Not Found"})", .label = "no such path"});
}

}  // namespace desk::net
