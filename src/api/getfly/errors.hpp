#pragma once
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/ports.hpp"
#include "net/http.hpp"

/// The refusals of the core in Getfly's words. The vendor documents statuses only; the bodies have
/// the shape that its clients read: `message`, and `errors` by field for a 400
/// (spec/getfly.md 1.6).
namespace desk::getfly {

struct Words {
    int status = 400;
    std::string field;  ///< the member at fault; empty: only a message
    std::string text;
};

Words words(const core::Error& error);

/// The answer to a refusal, in words(); its label names the refusal.
net::Response refusal(const core::Error& error);

/// `{"message":…}` with that status.
net::Response message_response(int status, std::string_view message);

/// The answer where the desk could not do its part: 503 with Retry-After, or 500.
net::Response failure(core::Outcome outcome);

}  // namespace desk::getfly
