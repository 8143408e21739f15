#include "core/issue_credential.hpp"

#include "util/hash.hpp"

namespace desk::core {

namespace {

/// Version 4, after RFC 9562.
std::string draw_uuid(Random& random) {
    std::string uuid = random.text("0123456789abcdef", 36);
    for (const std::size_t dash : {8U, 13U, 18U, 23U}) uuid[dash] = '-';
    uuid[14] = '4';
    uuid[19] = "89ab"[random.below(4)];
    return uuid;
}

IssuedCredential draw_pair(Origin dialect, Random& random) {
    switch (dialect) {
        case Origin::keliweb:
            return {{}, draw_uuid(random), random.text(kLettersAndDigits, 40)};
        case Origin::getfly:
            return {{}, {}, random.text(kLettersAndDigits, 30)};
        case Origin::whmcs:
        case Origin::local:
        case Origin::web:
        case Origin::mail:
            break;
    }
    return {{}, random.text(kLettersAndDigits, 32), random.text(kLettersAndDigits, 32)};
}

}  // namespace

Result<IssuedCredential> issue_credential(Tx& tx, const IssueCredentialInput& input) {
    const std::optional<Agent> agent = input.agent_login.empty()
                                           ? tx.first_api_agent()
                                           : tx.find_agent_by_login(input.agent_login);
    if (!agent && (input.dialect == Origin::whmcs || !input.agent_login.empty())) {
        return fail(Errc::agent_not_found, input.agent_login);
    }
    const bool needs_client = input.dialect == Origin::keliweb || input.client.is_set();
    if (needs_client && !tx.find_client(input.client)) return fail(Errc::client_not_found);

    IssuedCredential issued = draw_pair(input.dialect, tx.random());
    Credential credential;
    credential.dialect = input.dialect;
    credential.secret_sha256 = sha256_hex(issued.secret);
    credential.identifier =
        issued.identifier.empty() ? credential.secret_sha256 : issued.identifier;
    if (agent) credential.agent = agent->id;
    credential.client = input.client;
    credential.actions = input.actions;
    credential.networks = input.networks;
    credential.notes_hidden = input.notes_hidden;
    issued.id = tx.insert_credential(credential);
    return issued;
}

}  // namespace desk::core
