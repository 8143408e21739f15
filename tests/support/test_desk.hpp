#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/commands.hpp"
#include "app/desk.hpp"
#include "net/server.hpp"
#include "support/fakes.hpp"
#include "support/http_client.hpp"
#include "support/test_database.hpp"

namespace desk::test {

struct TestDeskOptions {
    DatabaseKind database = DatabaseKind::sqlite;
    bool demo = true;  ///< as `polydesk demo` fills it
    /// Table `setting`, written before the desk opens.
    std::vector<std::pair<std::string, std::string>> settings = {};
    /// Last word on the configuration.
    std::function<void(app::Config&)> change_config = {};
};

/// A whole desk, as `polydesk serve` puts it together, in this process: a fresh database, a clock
/// that stands still, chance that repeats, an HTTP server on a port of its own.
class TestDesk {
  public:
    explicit TestDesk(TestDeskOptions options = {});
    ~TestDesk();

    [[nodiscard]] app::Desk& desk() { return *desk_; }
    [[nodiscard]] FakeClock& clock() { return clock_; }
    [[nodiscard]] std::uint16_t port() const { return server_->port(); }
    /// The words of a demo desk: identifier, secret, api_key, client_id, client_secret,
    /// access_token, client_email, client_password.
    [[nodiscard]] const std::string& secret(std::string_view name) const;

    /// Stops the server and the desk, and starts new ones on the same data.
    void restart();

    /// Carries out a command line in this desk, as a server does for `polydesk`.
    app::CommandResult run(const std::vector<std::string>& words);
    /// `credential add` with these options. \return its words
    boost::json::object add_credential(std::vector<std::string> options);
    /// Writes records behind the commands' back. \throws std::runtime_error when it fails
    void write(const std::function<void(core::Tx&)>& records);
    /// The database, for SQL behind the store's back.
    [[nodiscard]] TestDatabase& database() { return database_; }
    HttpAnswer request(std::string_view method, std::string_view target,
                       const HttpHeaders& headers = {}, std::string_view body = {}) const;

  private:
    void start_server();

    TestDatabase database_;
    FakeClock clock_;
    FakeRandom random_;
    std::unique_ptr<app::Desk> desk_;
    std::unique_ptr<net::Server> server_;
    std::vector<std::pair<std::string, std::string>> secrets_;
};

/// What the demo lacks to show that one client's things are not another's: department 3 `Locked
/// Department`, which prevents client closure, with fields 3 to 7 (site, seats, due, agreed,
/// topics; one of each type); department 4 and status `Đang xử lý` with Vietnamese names; client 2
/// `Nguyễn Văn An` with a contact, an owner (user 2), another user (3), a service and a domain;
/// agents 2
/// (`second`), 3 (`gone`, disabled) and 4 (`mailroom`, without API access).
void add_neighbours(core::Tx& tx, const std::string& password_hash);

}  // namespace desk::test
