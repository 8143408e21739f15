#pragma once
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/ports.hpp"

namespace desk::core {

struct IssueCredentialInput {
    Origin dialect = Origin::whmcs;
    std::string agent_login;  ///< empty: the lowest enabled agent with API access
    ClientId client;          ///< Keliweb: whose tickets it sees; required there
    std::vector<std::string> actions;
    std::vector<std::string> networks;
    bool notes_hidden = false;
};

/// The pair in clear: shown once, never stored. Getfly has a secret (its `api_key`) alone.
struct IssuedCredential {
    CredentialId id;
    std::string identifier;
    std::string secret;
};

/// Makes a credential in the documented shape of its dialect: WHMCS 32 + 32 letters and digits,
/// Keliweb a UUID and 40, Getfly 30.
/// \return Errc::agent_not_found, Errc::client_not_found
Result<IssuedCredential> issue_credential(Tx& tx, const IssueCredentialInput& input);

}  // namespace desk::core
