#pragma once
#include <string>

#include "core/error.hpp"
#include "core/issue_credential.hpp"
#include "core/ports.hpp"

/// The desk that the printed samples of the four documents speak of (design, section 7).
namespace desk::app {

inline constexpr std::string_view kDemoAgentLogin = "demo";
inline constexpr std::string_view kDemoClientEmail = "testuser@whmcs.com";

/// Secrets of a demo desk; all but the token are kept in DATA/demo-login.
struct DemoSecrets {
    std::string client_password;  ///< of the client's login, for Keliweb's password grant
    core::IssuedCredential whmcs;
    core::IssuedCredential getfly;
    core::IssuedCredential keliweb;
};

/// Fills an empty desk, with ids, numbers and times as printed, in UTC.
/// \param password_hash  of secrets.client_password, made outside of the transaction
/// \throws std::logic_error when a use case refuses its own sample
DemoSecrets fill_demo_desk(core::Tx& tx, std::string client_password,
                           const std::string& password_hash);

}  // namespace desk::app
