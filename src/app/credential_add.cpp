#include <fmt/format.h>

#include <boost/json.hpp>

#include "api/common/authenticate.hpp"
#include "app/commands.hpp"
#include "core/access_token.hpp"
#include "core/issue_credential.hpp"
#include "util/text.hpp"

namespace desk::app {

namespace {

namespace json = boost::json;

core::Origin dialect_named(const std::string& name) {
    if (name == "keliweb") return core::Origin::keliweb;
    if (name == "getfly") return core::Origin::getfly;
    return core::Origin::whmcs;
}

/// In the words of the dialect's own documents.
json::object words_of(core::Origin dialect, const core::IssuedCredential& issued) {
    if (dialect == core::Origin::getfly) return {{"api_key", issued.secret}};
    if (dialect == core::Origin::keliweb) {
        return {{"client_id", issued.identifier}, {"client_secret", issued.secret}};
    }
    return {{"identifier", issued.identifier}, {"secret", issued.secret}};
}

std::string explain(const core::Error& error, const Invocation& invocation) {
    if (error.code == core::Errc::client_not_found) {
        return fmt::format(
            "There is no client {}. A keliweb key sees one client's tickets: name it with "
            "--client.",
            invocation.credential.client);
    }
    if (invocation.credential.agent.empty()) {
        return "There is no enabled agent with API access for the key to act for; a demo desk has "
               "one ('polydesk demo').";
    }
    return fmt::format("There is no agent with the login '{}'.", error.about);
}

}  // namespace

CommandResult run_credential_add(Desk& desk, const Invocation& invocation) {
    const auto& options = invocation.credential;
    core::IssueCredentialInput input;
    input.dialect = dialect_named(options.dialect);
    input.agent_login = options.agent;
    input.client = core::ClientId{options.client};
    for (const std::string& action : options.actions) {
        input.actions.push_back(ascii_lower(trim(action)));
    }
    input.networks = options.networks;
    input.notes_hidden = options.notes == "hide";
    if (options.with_token && input.dialect != core::Origin::keliweb) {
        return {2, {}, "--with-token is for --dialect keliweb; the others have no tokens.\n", 0};
    }

    for (const std::string& network : options.networks) {
        if (api::is_network(network)) continue;
        return {2,
                {},
                fmt::format("'{}' in --networks is neither an address nor a network; "
                            "they look like 203.0.113.7 and 10.0.0.0/8.\n",
                            network),
                0};
    }

    json::object words;
    std::string refusal;
    const core::Outcome outcome = desk.store().run_write([&](core::Tx& tx) {
        const auto issued = core::issue_credential(tx, input);
        if (!issued) {
            refusal = explain(issued.error(), invocation);
            return false;
        }
        words = words_of(input.dialect, *issued);
        if (options.with_token) {
            const core::IssuedTokens tokens = core::issue_tokens(tx, issued->id, input.client, {});
            words["access_token"] = tokens.access;
            words["refresh_token"] = tokens.refresh;
        }
        return true;
    });
    if (outcome == core::Outcome::refused) return refuse(refusal);
    if (outcome != core::Outcome::done) return failed(outcome);
    if (invocation.json) return {0, json::serialize(words) + "\n", {}, 0};
    CommandResult result;
    for (const auto& word : words) {
        result.out += fmt::format("{:<14}{}\n", std::string_view(word.key()),
                                  std::string_view(word.value().as_string()));
    }
    result.err = "This is shown once and cannot be read again: keep it now.\n";
    return result;
}

}  // namespace desk::app
