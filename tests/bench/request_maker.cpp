#include "bench/request_maker.hpp"

#include <fstream>
#include <stdexcept>

namespace desk::bench {
namespace {

// A message of the size that people write: some 400 bytes, urlencoded.
constexpr const char* kMessage =
    "Good+morning%2C%0D%0A%0D%0Asince+the+update+of+last+night+the+mail+server+refuses+our+"
    "password.+We+tried+it+with+two+programs+and+from+two+places.+The+message+reads+%22535+"
    "authentication+"
    "failed%22.+Webmail+works+with+the+same+password%2C+so+the+password+itself+must+be+right.+"
    "Could+you+please+have+a+look+at+it+today%3F+Our+invoices+go+out+this+afternoon.%0D%0A%0D%0A"
    "Kind+regards%2C%0D%0ACynthia+Reilly";

}  // namespace

RequestMaker::RequestMaker(const LoadOptions& options, const std::string& mode) {
    const std::string host = "Host: " + options.host + "\r\n";
    const std::string form = "Content-Type: application/x-www-form-urlencoded\r\n";
    const std::string whmcs =
        "&responsetype=json&identifier=" + options.identifier + "&secret=" + options.secret;
    if (mode == "floor-open") {
        kind_ = Kind::post_numbered;
        head_ = "POST /open HTTP/1.1\r\n" + host + form;
        before_ = "subject=Mail+refused+no.+";
        after_ = std::string("&message=") + kMessage;
        expected_ = "\"result\":\"success\"";
    } else if (mode == "floor-get") {
        kind_ = Kind::get_ticket;
        before_ = "GET /get?id=";
        after_ = " HTTP/1.1\r\n" + host + "\r\n";
        expected_ = "\"result\":\"success\"";
    } else if (mode == "floor-noop") {
        kind_ = Kind::fixed;
        before_ = "POST /noop HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n";
        expected_ = "{}";
    } else if (mode == "whmcs-open") {
        kind_ = Kind::post_numbered;
        head_ = "POST /includes/api.php HTTP/1.1\r\n" + host + form;
        before_ = "action=OpenTicket" + whmcs + "&deptid=1&clientid=1&subject=Mail+refused+no.+";
        after_ = std::string("&message=") + kMessage;
        expected_ = "\"result\":\"success\"";
    } else if (mode == "whmcs-get") {
        kind_ = Kind::post_ticket;
        head_ = "POST /includes/api.php HTTP/1.1\r\n" + host + form;
        before_ = "action=GetTicket" + whmcs + "&ticketid=";
        expected_ = "\"result\":\"success\"";
    } else if (mode == "getfly-get") {
        kind_ = Kind::get_code;
        before_ = "GET /api/v6.1/ticket?ticket_code=";
        after_ = " HTTP/1.1\r\n" + host + "X-API-KEY: " + options.api_key + "\r\n\r\n";
        expected_ = "\"ticket_code\"";
    } else if (mode == "health") {
        kind_ = Kind::fixed;
        before_ = "GET /healthz HTTP/1.1\r\n" + host + "\r\n";
    } else {
        throw std::runtime_error("there is no mode " + mode + "; see --help");
    }
    if (kind_ == Kind::fixed || kind_ == Kind::post_numbered) return;
    std::ifstream file(options.tickets);
    for (Ticket ticket; file >> ticket.id >> ticket.code;) tickets_.push_back(ticket);
    if (tickets_.empty()) throw std::runtime_error(mode + " wants a list of --tickets");
    if (options.recent > 0 && options.recent < tickets_.size()) {
        tickets_.erase(tickets_.begin(),
                       tickets_.end() - static_cast<std::ptrdiff_t>(options.recent));
    }
}

const RequestMaker::Ticket& RequestMaker::any_ticket() {
    return tickets_[std::uniform_int_distribution<std::size_t>(0, tickets_.size() - 1)(chance_)];
}

void RequestMaker::make(std::string& out) {
    switch (kind_) {
        case Kind::fixed:
            out = before_;
            return;
        case Kind::get_ticket: {
            out = before_;
            out += any_ticket().id;
            out += after_;
            return;
        }
        case Kind::get_code: {
            out = before_;
            out += any_ticket().code;
            out += after_;
            return;
        }
        case Kind::post_numbered:
            body_ = before_ + std::to_string(++number_) + after_;
            break;
        case Kind::post_ticket:
            body_ = before_ + any_ticket().id;
            break;
    }
    out = head_;
    out += "Content-Length: ";
    out += std::to_string(body_.size());
    out += "\r\n\r\n";
    out += body_;
}

}  // namespace desk::bench
