#pragma once
#include <optional>
#include <string>

#include "api/common/params.hpp"
#include "net/http.hpp"

/// What is the same for every method of the dialect: how parameters and credentials travel.
namespace desk::keliweb {

/// The parameters, uploaded files included, of a body in any of the forms of spec/keliweb.md 1.3:
/// urlencoded, multipart, urlencoded under a multipart header without a boundary, or a JSON object.
/// \param with_query  true: the query's parameters too, the body's win
core::Result<api::Params> read_params(const net::Request& request, bool with_query);

/// The token of `Authorization: Bearer …`; nothing without one, or over 2 KiB.
std::optional<std::string> bearer_token(const net::Request& request);

struct BasicCredentials {
    std::string name;
    std::string secret;
};

/// The pair of `Authorization: Basic …`.
std::optional<BasicCredentials> basic_credentials(const net::Request& request);

}  // namespace desk::keliweb
