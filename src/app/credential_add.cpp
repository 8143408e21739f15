#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <memory>

#include "app/desk.hpp"
#include "app/record_commands.hpp"
#include "app/record_json.hpp"
#include "app/record_print.hpp"
#include "core/access_token.hpp"
#include "util/text.hpp"

/// `polydesk credential add`: made like every record, but it prints a secret, once.
namespace desk::app {

namespace {

namespace json = boost::json;

constexpr const char* kShownOnce = "This is shown once and cannot be read again: keep it now.\n";

struct TokenOptions {
    bool with_token = false;
    std::string user;
};

core::Origin dialect_of(const core::RecordValues& values) {
    const auto& fields = core::kind_of(core::RecordType::credential);
    const auto& kept = values.values[core::field_index(fields, "dialect")];
    return static_cast<core::Origin>(parse_id(*kept));
}

/// In the words of the dialect's own documents.
json::object words_of(core::Origin dialect, const core::IssuedCredential& issued) {
    if (dialect == core::Origin::getfly) return {{"api_key", issued.secret}};
    if (dialect == core::Origin::keliweb) {
        return {{"client_id", issued.identifier}, {"client_secret", issued.secret}};
    }
    return {{"identifier", issued.identifier}, {"secret", issued.secret}};
}

/// Whom a token is to speak for. \return no id where nobody was named; a refusal for people
tl::expected<core::UserId, std::string> token_user(core::Tx& tx, core::ClientId client,
                                                   const std::string& ref) {
    if (ref.empty()) return core::UserId{};
    const core::RecordKind& kind = core::kind_of(core::RecordType::user);
    const auto user = core::find_record(tx, kind, make_valid(ref));
    if (!user) return tl::unexpected("--user: " + user.error().text);
    const std::string& clients = user->values[core::field_index(kind, "clients")];
    const std::vector<std::string_view> ids = split(clients, ',');
    if (std::find(ids.begin(), ids.end(), std::to_string(client.value())) == ids.end()) {
        return tl::unexpected(fmt::format(
            "--user: the {} does not belong to client {}; a token speaks for one of the client's "
            "users.",
            core::record_title(kind, user->id, user->values), client.value()));
    }
    return core::UserId{user->id};
}

CommandResult run_add(CommandContext& context, const RecordOptions& options,
                      const TokenOptions& token) {
    const auto values = values_of(context, options, core::RecordCheck::whole);
    if (!values) return values.error();
    const core::Origin dialect = dialect_of(*values);
    if (token.with_token && dialect != core::Origin::keliweb) {
        return misused("--with-token is for --dialect keliweb; the others have no tokens.");
    }
    if (!token.user.empty() && !token.with_token) {
        return misused("--user says whom the token of --with-token speaks for; name both.");
    }
    json::object words;
    std::string refusal;
    std::string changed;
    const core::Outcome outcome = context.desk.store().run_write([&](core::Tx& tx) {
        const auto issued = core::RecordWriter(tx, options.kind).issue(*values);
        if (!issued) {
            refusal = explain(issued.error());
            return false;
        }
        words = words_of(dialect, *issued);
        changed = changed_records(options.kind, {issued->id.value()});
        if (!token.with_token) return true;
        const core::ClientId client = tx.find_credential(issued->id)->credential.client;
        const auto user = token_user(tx, client, token.user);
        if (!user) {
            refusal = user.error();
            return false;
        }
        const core::IssuedTokens tokens = core::issue_tokens(tx, issued->id, client, *user);
        words["access_token"] = tokens.access;
        words["refresh_token"] = tokens.refresh;
        return true;
    });
    if (outcome == core::Outcome::refused) return refuse(refusal);
    if (outcome != core::Outcome::done) return failed(outcome);
    if (context.json) return {0, json::serialize(words) + "\n", {}, 0, changed};
    CommandResult result{0, {}, kShownOnce, 0, changed};
    for (const auto& word : words) {
        result.out += fmt::format("{:<14}{}\n", std::string_view(word.key()),
                                  std::string_view(word.value().as_string()));
    }
    return result;
}

/// One after the other, in the order of the file.
CommandResult run_batch(CommandContext& context, const RecordOptions& options) {
    if (!options.input.empty()) return misused(kOnlyFromTheFile);
    const auto batch = read_batch(context, options);
    if (!batch) return refuse_batch(options, batch.error());
    std::vector<core::IssuedCredential> made;
    const auto refusal = write_batch(
        context, options, *batch, [&] { made.clear(); },
        [&](core::RecordWriter& writer, std::size_t i) -> std::optional<core::RecordFault> {
            auto issued = writer.issue(batch->values[i]);
            if (!issued) return std::move(issued.error());
            made.push_back(std::move(*issued));
            return std::nullopt;
        });
    if (refusal) return *refusal;
    CommandResult result;
    std::vector<std::int64_t> ids;
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < made.size(); ++i) {
        ids.push_back(made[i].id.value());
        const core::Origin dialect = dialect_of(batch->values[i]);
        if (context.json) {
            json::object words = words_of(dialect, made[i]);
            words["id"] = made[i].id.value();
            result.out += json::serialize(words) + "\n";
        } else {
            rows.push_back({std::to_string(made[i].id.value()), std::string(origin_name(dialect)),
                            made[i].identifier, made[i].secret});
        }
    }
    result.changed = changed_records(options.kind, ids);
    if (!context.json) {
        result.out = text_table({"id", "dialect", "identifier", "secret"}, rows,
                                {true, false, false, false});
        result.err = kShownOnce;
    }
    return result;
}

}  // namespace

void add_credential_add(CLI::App& app, Invocation& invocation) {
    const core::RecordKind& kind = core::kind_of(core::RecordType::credential);
    CLI::App* add = command_group(app, "credential", std::string(kind.help).c_str())
                        .add_subcommand("add", "Make a key and print it, once");
    const auto options = std::make_shared<RecordOptions>(RecordOptions{kind});
    const auto token = std::make_shared<TokenOptions>();
    add_record_options(*add, invocation, options);
    add->add_flag("--with-token", token->with_token, "keliweb: an access token as well");
    add->add_option("--user", token->user, "user the token of --with-token speaks for (none)")
        ->type_name("WHICH");
    add->callback([&invocation, options, token] {
        invocation.makes_desk = true;
        invocation.run = [options, token](CommandContext& context) {
            if (options->from.empty()) return run_add(context, *options, *token);
            if (token->with_token || !token->user.empty()) return misused(kOnlyFromTheFile);
            return run_batch(context, *options);
        };
    });
}

}  // namespace desk::app
