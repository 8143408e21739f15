#pragma once
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "bench/load_options.hpp"

namespace desk::bench {

/// Builds the requests of one mode, as the bytes that go over the socket.
class RequestMaker {
  public:
    /// \throws std::runtime_error for a mode that does not exist, or reads without a list of
    /// tickets
    RequestMaker(const LoadOptions& options, const std::string& mode);

    /// Replaces `out`. No two openings are alike; reads draw their ticket at random.
    void make(std::string& out);
    /// What the body of every good answer holds.
    [[nodiscard]] const std::string& expected() const { return expected_; }

  private:
    enum class Kind { fixed, post_numbered, post_ticket, get_ticket, get_code };

    Kind kind_;
    std::string head_;    ///< request line and headers, without Content-Length
    std::string before_;  ///< of the part that changes: body of a POST, target of a GET
    std::string after_;   ///< of it
    std::string expected_;
    struct Ticket {
        std::string id, code;
    };

    const Ticket& any_ticket();

    std::vector<Ticket> tickets_;
    std::int64_t number_ = 0;
    std::mt19937_64 chance_{42};
    std::string body_;
};

}  // namespace desk::bench
