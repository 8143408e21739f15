#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "api/common/authenticate.hpp"
#include "app/commands.hpp"
#include "app/desk.hpp"
#include "core/access_token.hpp"
#include "core/issue_credential.hpp"
#include "util/text.hpp"

namespace desk::app {

namespace {

namespace json = boost::json;

struct Options {
    std::string dialect;
    std::string agent;
    std::int64_t client = 0;
    std::vector<std::string> actions;
    std::vector<std::string> networks;
    std::string notes = "show";
    bool with_token = false;
};

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

std::string explain(const core::Error& error, const Options& options) {
    if (error.code == core::Errc::client_not_found) {
        return fmt::format(
            "There is no client {}. A keliweb key sees one client's tickets: name it with "
            "--client.",
            options.client);
    }
    if (options.agent.empty()) {
        return "There is no enabled agent with API access for the key to act for; a demo desk has "
               "one ('polydesk demo').";
    }
    return fmt::format("There is no agent with the login '{}'.", error.about);
}

CommandResult run_credential_add(CommandContext& context, const Options& options) {
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
        return misused("--with-token is for --dialect keliweb; the others have no tokens.");
    }

    for (const std::string& network : options.networks) {
        if (api::is_network(network)) continue;
        return misused(fmt::format(
            "'{}' in --networks is neither an address nor a network; they look like 203.0.113.7 "
            "and 10.0.0.0/8.",
            network));
    }

    json::object words;
    std::string refusal;
    const core::Outcome outcome = context.desk.store().run_write([&](core::Tx& tx) {
        const auto issued = core::issue_credential(tx, input);
        if (!issued) {
            refusal = explain(issued.error(), options);
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
    if (context.json) return {0, json::serialize(words) + "\n", {}, 0};
    CommandResult result;
    for (const auto& word : words) {
        result.out += fmt::format("{:<14}{}\n", std::string_view(word.key()),
                                  std::string_view(word.value().as_string()));
    }
    result.err = "This is shown once and cannot be read again: keep it now.\n";
    return result;
}

}  // namespace

void add_credential_add(CLI::App& app, Invocation& invocation) {
    CLI::App* add = command_group(app, "credential", "Keys for programs")
                        .add_subcommand("add", "Make a key and print it, once");
    const auto options = std::make_shared<Options>();
    add->add_option("--dialect", options->dialect, "whmcs, keliweb or getfly")
        ->required()
        ->check(CLI::IsMember({"whmcs", "keliweb", "getfly"}));
    add->add_option("--agent", options->agent,
                    "login of the agent it acts for (the first one with API access)");
    add->add_option("--client", options->client,
                    "id of the client whose tickets alone it sees and opens; keliweb needs one");
    add->add_option("--actions", options->actions, "actions it may call, separated by commas (all)")
        ->delimiter(',');
    add->add_option("--networks", options->networks,
                    "addresses or CIDR networks it may call from, separated by commas (any)")
        ->delimiter(',');
    add->add_option("--notes", options->notes, "show or hide staff notes (show)")
        ->check(CLI::IsMember({"show", "hide"}));
    add->add_flag("--with-token", options->with_token, "keliweb: an access token as well");
    add->callback([&invocation, options] {
        invocation.run = [options](CommandContext& context) {
            return run_credential_add(context, *options);
        };
    });
}

}  // namespace desk::app
