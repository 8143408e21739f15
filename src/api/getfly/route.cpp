#include "api/getfly/route.hpp"

namespace desk::getfly {

const std::vector<Route>& all_routes() {
    static const std::vector<Route> kRoutes{
        kListTickets,
        kGetTicket,
        kOpenTicket,
        kUpdateTicket,
        kListCategories,
        kListStatuses,
        kListStatuses.at("ticket/statuses"),
        kDeleteTicket,
        kRestoreTicket,
        kListComments,
        kAddComment,
    };
    return kRoutes;
}

std::optional<std::string_view> match_path(std::string_view form, std::string_view path) {
    constexpr std::string_view kId = "{id}";
    const std::size_t at = form.find(kId);
    if (at == std::string_view::npos) {
        return form == path ? std::optional(std::string_view{}) : std::nullopt;
    }
    const std::string_view before = form.substr(0, at);
    const std::string_view behind = form.substr(at + kId.size());
    if (path.size() <= before.size() + behind.size()) return std::nullopt;
    if (!path.starts_with(before) || !path.ends_with(behind)) return std::nullopt;
    path.remove_prefix(before.size());
    path.remove_suffix(behind.size());
    if (path.find('/') != std::string_view::npos) return std::nullopt;
    return path;
}

const Route* find_route(std::string_view method, std::string_view path) {
    if (method == "HEAD") method = "GET";
    for (const Route& route : all_routes()) {
        if (route.method == method && match_path(route.path, path)) return &route;
    }
    return nullptr;
}

std::string methods_of(std::string_view path) {
    std::string methods;
    for (const Route& route : all_routes()) {
        if (!match_path(route.path, path)) continue;
        if (!methods.empty()) methods += ", ";
        methods += route.method == "GET" ? "GET, HEAD" : route.method;
    }
    if (!methods.empty()) methods += ", OPTIONS";
    return methods;
}

boost::json::object written(std::string_view message, core::TicketId id, const std::string& code) {
    return {{"message", message},
            {"data", boost::json::object{{"identity", id.value()}, {"ticket_code", code}}}};
}

}  // namespace desk::getfly
