#pragma once
#include <string>
#include <string_view>

#include "net/http.hpp"

namespace desk::net {

enum class Persistence {
    keep_alive,           ///< HTTP/1.1, which does not say so
    explicit_keep_alive,  ///< HTTP/1.0, which must be told
    close,
};

/// True for the statuses that come without a body (and without a Content-Length).
bool is_bodyless(int status);

/// Appends status line and headers, up to and including the empty line. Control characters in
/// values become blanks, so that no value can end its header.
void append_response_head(std::string& out, const Response& response, std::string_view request_id,
                          Persistence persistence);

/// `{"message":"Bad Request"}` and its like: the answers that net gives by itself.
/// \param message  what to say instead of the status; without quotes or backslashes
Response plain_refusal(int status, std::string label, std::string_view message = {});

}  // namespace desk::net
