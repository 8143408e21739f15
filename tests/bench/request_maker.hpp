#pragma once
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "bench/load_options.hpp"

namespace desk::bench {

/// Where one connection has come to in a list that it reads page by page.
struct Walk {
    std::int64_t offset = -1;  ///< of the next page; -1: has not begun
};

/// Builds the requests of one mode, as the bytes that go over the socket.
class RequestMaker {
  public:
    /// \throws std::runtime_error for a mode that does not exist, or reads without a list of
    /// tickets
    RequestMaker(const LoadOptions& options, const std::string& mode);
    RequestMaker(const RequestMaker&) = delete;
    RequestMaker& operator=(const RequestMaker&) = delete;

    /// Replaces `out`. No two openings are alike; reads draw their ticket at random.
    void make(std::string& out, Walk& walk);
    /// What the body of every good answer holds.
    [[nodiscard]] const std::string& expected() const { return expected_; }

  private:
    /// Appends what differs between the requests: the body of a POST, the rest of a GET's target.
    using Write = std::function<void(std::string& out, Walk& walk)>;
    struct Ticket {
        std::string id, code;
    };

    void choose_floor(const std::string& what);
    void choose_whmcs(const std::string& what);
    void choose_list(const std::string& what);
    void post(const std::string& path, std::string expected, Write write);
    void get(const std::string& path, const std::string& headers, std::string expected,
             Write write);

    void read_tickets();
    const Ticket& any_ticket();
    std::int64_t below(std::int64_t bound);
    /// Of a client that has more than one ticket.
    std::int64_t any_client();
    std::int64_t next_page(Walk& walk);

    const LoadOptions& options_;
    std::string head_;  ///< of a POST without Content-Length; of a GET up to what differs
    std::string tail_;  ///< of a GET
    bool is_post_ = false;
    std::string expected_;
    Write write_;
    std::vector<Ticket> tickets_;
    std::int64_t number_ = 0;
    std::mt19937_64 chance_{42};
    std::string body_;
};

}  // namespace desk::bench
