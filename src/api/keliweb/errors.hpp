#pragma once
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/ports.hpp"
#include "net/http.hpp"

/// Refusals as Keliweb tells them, in two families (spec/keliweb.md 1.5): those of the ticket
/// system with status 200 in WHMCS's words, and those of the gateway in front of it by status.
namespace desk::keliweb {

struct Words {
    int status = 200;
    std::string text;
};

Words words(const core::Error& error);

/// The answer to a refusal, in words(); its label names the refusal.
net::Response refusal(const core::Error& error);

/// `{"result":"error","message":…}` with that status.
net::Response gateway_error(int status, std::string_view message);

/// No token, or none that counts.
net::Response unauthenticated();

/// The answer where the desk could not do its part: 503 with Retry-After, or 500.
net::Response failure(core::Outcome outcome);

}  // namespace desk::keliweb
