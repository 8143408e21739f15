#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "api/common/params.hpp"
#include "api/whmcs/render.hpp"
#include "core/error.hpp"
#include "net/http.hpp"

namespace desk::whmcs {

/// What a request asks for, before anybody knows whether it may.
struct Request {
    api::Params params;
    Format format = Format::name_value;
    std::string action_key;              ///< trimmed, in lower case; empty when missing
    std::optional<core::Error> refusal;  ///< the body could not be read
};

/// Reads query and body (urlencoded, multipart, JSON), merged; the body wins. Takes the body out of
/// `http`. Takes time in proportion to the body.
Request read_request(net::Request& http);

}  // namespace desk::whmcs
