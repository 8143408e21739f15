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
    };
    return kRoutes;
}

const Route* find_route(std::string_view method, std::string_view path) {
    if (method == "HEAD") method = "GET";
    for (const Route& route : all_routes()) {
        if (route.method == method && route.path == path) return &route;
    }
    return nullptr;
}

std::string methods_of(std::string_view path) {
    std::string methods;
    for (const Route& route : all_routes()) {
        if (route.path != path) continue;
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
