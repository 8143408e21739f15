#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fstream>
#include <sstream>
#include <system_error>

#include "app/commands.hpp"
#include "app/demo_desk.hpp"
#include "app/desk.hpp"
#include "core/access_token.hpp"
#include "util/hash.hpp"
#include "util/password.hpp"

namespace desk::app {

namespace {

namespace json = boost::json;

constexpr std::string_view kLoginFile = "demo-login";

json::object to_json(const DemoSecrets& secrets) {
    return {{"client_email", kDemoClientEmail},       {"client_password", secrets.client_password},
            {"identifier", secrets.whmcs.identifier}, {"secret", secrets.whmcs.secret},
            {"api_key", secrets.getfly.secret},       {"client_id", secrets.keliweb.identifier},
            {"client_secret", secrets.keliweb.secret}};
}

/// For this user's eyes only, and whole or not at all.
void write_secrets(const std::filesystem::path& file, const json::object& words) {
    const std::string text = json::serialize(words) + "\n";
    const std::string beside = file.string() + ".new";
    ::unlink(beside.c_str());
    const int fd = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) throw std::system_error(errno, std::generic_category(), "cannot write " + beside);
    const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    const bool synced = ::fsync(fd) == 0;
    ::close(fd);
    if (!written || !synced) throw std::runtime_error("cannot write " + beside);
    std::filesystem::rename(beside, file);
}

std::optional<json::object> read_secrets(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) return std::nullopt;
    std::stringstream text;
    text << in.rdbuf();
    boost::system::error_code error;
    json::value value = json::parse(text.str(), error);
    if (error || !value.is_object()) return std::nullopt;
    return value.as_object();
}

std::string word(const json::object& words, std::string_view name) {
    const auto* value = words.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::string describe(const json::object& w, const std::string& url, const std::string& data) {
    return fmt::format(
        R"(A demo desk. Its secrets are kept in {data}/demo-login; tokens are new each time.

  client login   {email} / {password}
  WHMCS          identifier {identifier}
                 secret     {secret}
  Getfly         api_key    {api_key}
  Keliweb        client_id  {client_id}
                 client_secret {client_secret}

Once 'polydesk serve' runs:

WHMCS, open a ticket:
  curl -s {url}/includes/api.php -d action=OpenTicket -d responsetype=json \
    -d identifier={identifier} -d secret={secret} \
    -d deptid=1 -d clientid=1 -d subject='Hello' --data-urlencode message='This is **a test**' -d markdown=true

Getfly, update ticket 516757:
  curl -s -X PUT {url}/api/v6.1/ticket -H 'Content-Type: application/json' \
    -H 'X-API-KEY: {api_key}' \
    -d '{{"ticket_code":"ABCXYZ1234","status_name":"New Status"}}'

Keliweb, read it:
  curl -s {url}/api/v2/keliweb/get-ticket -H 'Authorization: Bearer {token}' -d ticketid=1

Keliweb, get a token of your own:
  curl -s {url}/oauth/token -d grant_type=password -d client_id={client_id} \
    -d client_secret={client_secret} -d username={email} -d password={password}

On this machine, without HTTP:
  polydesk --data {data} api GetTicket ticketid=1
)",
        fmt::arg("data", data), fmt::arg("url", url), fmt::arg("email", word(w, "client_email")),
        fmt::arg("password", word(w, "client_password")),
        fmt::arg("identifier", word(w, "identifier")), fmt::arg("secret", word(w, "secret")),
        fmt::arg("api_key", word(w, "api_key")), fmt::arg("client_id", word(w, "client_id")),
        fmt::arg("client_secret", word(w, "client_secret")),
        fmt::arg("token", word(w, "access_token")));
}

/// A new token for the demo's Keliweb credential; empty when that is gone.
std::string mint_token(core::Tx& tx, const std::string& client_id) {
    const auto owner = tx.find_credential(core::Origin::keliweb, client_id);
    if (!owner) return {};
    return core::issue_tokens(tx, owner->credential.id, owner->credential.client, {}).access;
}

CommandResult run_demo(CommandContext& context) {
    Desk& desk = context.desk;
    const std::filesystem::path file = desk.config().data / kLoginFile;
    const std::string password = desk.random().text(kLettersAndDigits, 16);
    const std::string password_hash = hash_password(password);
    std::optional<json::object> words = read_secrets(file);
    std::string refusal;
    const core::Outcome outcome = desk.store().run_write([&](core::Tx& tx) {
        if (tx.is_empty_desk()) {
            words = to_json(fill_demo_desk(tx, password, password_hash));
            write_secrets(file, *words);  // before the commit: no demo desk without its secrets
        }
        const std::string token = words ? mint_token(tx, word(*words, "client_id")) : std::string();
        if (token.empty()) {
            refusal = fmt::format(
                "This desk has data of its own. Make a demo in an empty folder: polydesk demo "
                "--data FOLDER{}",
                words ? " (its demo-login belongs to another desk)" : "");
            return false;
        }
        (*words)["access_token"] = token;
        return true;
    });
    if (outcome == core::Outcome::refused) return refuse(refusal);
    if (outcome != core::Outcome::done) return failed(outcome);
    std::string out = context.json
                          ? json::serialize(*words) + "\n"
                          : describe(*words, url_of(desk.config().server), context.data.string());
    return {0, std::move(out), {}, 0, "the records of the demo, or a token"};
}

}  // namespace

void add_demo(CLI::App& app, Invocation& invocation) {
    app.add_subcommand("demo",
                       "Fill an empty desk with what the printed samples of the dialects ask for")
        ->callback([&invocation] {
            invocation.makes_desk = true;
            invocation.run = run_demo;
        });
}

}  // namespace desk::app
