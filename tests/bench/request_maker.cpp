#include "bench/request_maker.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace desk::bench {
namespace {

constexpr std::int64_t kPage = 25;

// A message of the size that people write: some 400 bytes, urlencoded.
constexpr const char* kMessage =
    "Good+morning%2C%0D%0A%0D%0Asince+the+update+of+last+night+the+mail+server+refuses+our+"
    "password.+We+tried+it+with+two+programs+and+from+two+places.+The+message+reads+%22535+"
    "authentication+"
    "failed%22.+Webmail+works+with+the+same+password%2C+so+the+password+itself+must+be+right.+"
    "Could+you+please+have+a+look+at+it+today%3F+Our+invoices+go+out+this+afternoon.%0D%0A%0D%0A"
    "Kind+regards%2C%0D%0ACynthia+Reilly";

constexpr const char* kStatuses[] = {"Open", "Answered", "Customer-Reply", "In+Progress", "Closed"};
constexpr const char* kPriorities[] = {"Low", "Medium", "High"};
// What people look for: words of a few tickets in a hundred, and numbers of a few in a thousand.
constexpr const char* kTerms[] = {"Invoice",  "certificate", "t%C3%AAn+mi%E1%BB%81n",
                                  "Rechnung", "Commande",    "trasferimento",
                                  "rossi-1",  "4711",        "0815"};

}  // namespace

RequestMaker::RequestMaker(const LoadOptions& options, const std::string& mode)
    : options_(options) {
    const std::size_t dash = mode.find('-');
    const std::string family = mode.substr(0, dash);
    const std::string what = dash == std::string::npos ? "" : mode.substr(dash + 1);
    if (family == "floor") {
        choose_floor(what);
    } else if (family == "whmcs") {
        choose_whmcs(what);
    } else if (family == "list") {
        choose_list(what);
    } else if (mode == "getfly-get") {
        read_tickets();
        get("/api/v6.1/ticket?ticket_code=", "X-API-KEY: " + options.api_key + "\r\n",
            "\"ticket_code\"", [this](std::string& out, Walk&) { out += any_ticket().code; });
    } else if (mode == "health") {
        get("/healthz", "", "ok", [](std::string&, Walk&) {});
    }
    if (!write_) throw std::runtime_error("there is no mode " + mode + "; see --help");
}

void RequestMaker::choose_floor(const std::string& what) {
    if (what == "open") {
        post("/open", "\"result\":\"success\"", [this](std::string& out, Walk&) {
            out += "subject=Mail+refused+no.+" + std::to_string(++number_) + "&message=";
            out += kMessage;
        });
    } else if (what == "get") {
        read_tickets();
        get("/get?id=", "", "\"result\":\"success\"",
            [this](std::string& out, Walk&) { out += any_ticket().id; });
    } else if (what == "noop") {
        post("/noop", "{}", [](std::string&, Walk&) {});
    }
}

void RequestMaker::choose_whmcs(const std::string& what) {
    const std::string path = "/includes/api.php";
    const std::string success = "\"result\":\"success\"";
    const std::string key =
        "&responsetype=json&identifier=" + options_.identifier + "&secret=" + options_.secret;
    if (what == "open") {
        post(path, success, [this, key](std::string& out, Walk&) {
            out += "action=OpenTicket" + key + "&deptid=1&clientid=1&subject=Mail+refused+no.+" +
                   std::to_string(++number_) + "&message=";
            out += kMessage;
        });
        return;
    }
    read_tickets();
    if (what == "get") {
        post(path, success, [this, key](std::string& out, Walk&) {
            out += "action=GetTicket" + key + "&ticketid=" + any_ticket().id;
        });
    } else if (what == "reply") {
        post(path, success, [this, key](std::string& out, Walk&) {
            out += "action=AddTicketReply" + key + "&ticketid=" + any_ticket().id +
                   "&adminusername=Second+Line&message=";
            out += kMessage;
        });
    } else if (what == "update") {
        post(path, success, [this, key](std::string& out, Walk&) {
            out += "action=UpdateTicket" + key + "&ticketid=" + any_ticket().id + "&priority=";
            out += kPriorities[below(std::size(kPriorities))];
            out += "&status=";
            out += kStatuses[below(std::size(kStatuses))];
        });
    }
}

void RequestMaker::choose_list(const std::string& what) {
    const std::string head =
        "action=GetTickets&responsetype=json&identifier=" + options_.identifier +
        "&secret=" + options_.secret +
        "&ignore_dept_assignments=1&limitnum=" + std::to_string(kPage) + "&limitstart=";
    std::function<void(std::string&, Walk&)> rest;
    if (what == "first") {
        rest = [](std::string& out, Walk&) { out += "0"; };
    } else if (what == "walk") {
        rest = [this](std::string& out, Walk& walk) { out += std::to_string(next_page(walk)); };
    } else if (what == "jump") {
        rest = [this](std::string& out, Walk&) {
            out += std::to_string(options_.offset + below(options_.offset / 100 + 1));
        };
    } else if (what == "department") {
        rest = [this](std::string& out, Walk&) {
            out += "0&deptid=" + std::to_string(1 + below(options_.departments));
        };
    } else if (what == "status") {
        rest = [this](std::string& out, Walk&) {
            out += std::string("0&status=") + kStatuses[below(std::size(kStatuses))];
        };
    } else if (what == "client") {
        rest = [this](std::string& out, Walk&) {
            out += "0&clientid=" + std::to_string(any_client());
        };
    } else if (what == "subject") {
        rest = [this](std::string& out, Walk&) {
            out += std::string("0&subject=") + kTerms[below(std::size(kTerms))];
        };
    } else {
        return;
    }
    post("/includes/api.php", "\"totalresults\"", [head, rest](std::string& out, Walk& walk) {
        out += head;
        rest(out, walk);
    });
}

void RequestMaker::post(const std::string& path, std::string expected, Write write) {
    is_post_ = true;
    head_ = "POST " + path + " HTTP/1.1\r\nHost: " + options_.host +
            "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ";
    expected_ = std::move(expected);
    write_ = std::move(write);
}

void RequestMaker::get(const std::string& path, const std::string& headers, std::string expected,
                       Write write) {
    head_ = "GET " + path;
    tail_ = " HTTP/1.1\r\nHost: " + options_.host + "\r\n" + headers + "\r\n";
    expected_ = std::move(expected);
    write_ = std::move(write);
}

void RequestMaker::read_tickets() {
    std::ifstream file(options_.tickets);
    for (Ticket ticket; file >> ticket.id >> ticket.code;) tickets_.push_back(ticket);
    if (tickets_.empty()) throw std::runtime_error("this mode wants a list of --tickets");
}

std::int64_t RequestMaker::below(std::int64_t bound) {
    return std::uniform_int_distribution<std::int64_t>(0, bound - 1)(chance_);
}

const RequestMaker::Ticket& RequestMaker::any_ticket() {
    return tickets_[static_cast<std::size_t>(below(static_cast<std::int64_t>(tickets_.size())))];
}

std::int64_t RequestMaker::any_client() {
    // The first of them have the most tickets, and are asked for most.
    const double u = std::uniform_real_distribution<double>(0, 1)(chance_);
    return 1 + static_cast<std::int64_t>(u * u * static_cast<double>(options_.clients - 1));
}

std::int64_t RequestMaker::next_page(Walk& walk) {
    // Each connection begins somewhere, and then goes on from page to page.
    const std::int64_t pages = std::max<std::int64_t>(options_.total / kPage, 1);
    if (walk.offset < 0) walk.offset = below(pages) * kPage;
    const std::int64_t offset = walk.offset;
    walk.offset = (offset + kPage) % (pages * kPage);
    return offset;
}

void RequestMaker::make(std::string& out, Walk& walk) {
    out = head_;
    if (!is_post_) {
        write_(out, walk);
        out += tail_;
        return;
    }
    body_.clear();
    write_(body_, walk);
    out += std::to_string(body_.size());
    out += "\r\n\r\n";
    out += body_;
}

}  // namespace desk::bench
