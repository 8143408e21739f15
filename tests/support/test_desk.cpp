#include "support/test_desk.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <mutex>
#include <stdexcept>

#include "util/log.hpp"

namespace desk::test {

namespace {

app::Config config_of(const TestDeskOptions& options, const TestDatabase& database) {
    app::Config config;
    config.data = database.folder() / "desk";
    config.database = database.url();
    config.store.database = config.database;
    config.store.connections = 4;
    config.server.listen = {{.port = 0}};
    if (options.change_config) options.change_config(config);
    return config;
}

boost::json::object object_in(const app::CommandResult& result) {
    if (result.exit_code != 0) throw std::runtime_error("command refused: " + result.err);
    return boost::json::parse(result.out).as_object();
}

}  // namespace

TestDesk::TestDesk(TestDeskOptions options) : database_(options.database) {
    static std::once_flag log_started;
    std::call_once(log_started, [] { log::start(log::Level::warning); });
    const app::Config config = config_of(options, database_);
    desk_ = std::make_unique<app::Desk>(config, clock_, random_);
    if (!options.settings.empty()) {
        write([&](core::Tx& tx) {
            for (const auto& [name, value] : options.settings) tx.set_setting(name, value);
        });
        desk_.reset();  // settings are read when a desk opens
        desk_ = std::make_unique<app::Desk>(config, clock_, random_);
    }
    if (options.demo) {
        for (const auto& word : object_in(run({"demo", "--json"}))) {
            secrets_.emplace_back(word.key(), word.value().as_string());
        }
    }
    start_server();
}

void TestDesk::start_server() {
    server_ = std::make_unique<net::Server>(
        desk_->config().server,
        [this](net::Request request, net::Respond respond) {
            desk_->router().handle(std::move(request), std::move(respond));
        },
        desk_->metrics(), random_);
    server_->start();
}

void TestDesk::restart() {
    const app::Config config = desk_->config();
    server_->stop();
    server_.reset();
    desk_.reset();
    desk_ = std::make_unique<app::Desk>(config, clock_, random_);
    start_server();
}

TestDesk::~TestDesk() { server_->stop(); }

const std::string& TestDesk::secret(std::string_view name) const {
    for (const auto& [known, value] : secrets_) {
        if (known == name) return value;
    }
    throw std::runtime_error("a demo desk has no " + std::string(name));
}

app::CommandResult TestDesk::run(const std::vector<std::string>& words) {
    if (!words.empty() && words.front() == "event") database_.wait_for_feed();
    const auto read_file = [](const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    return app::run_command_line({*desk_, false, {}, read_file, [](auto, auto) { return true; }},
                                 words);
}

boost::json::object TestDesk::add_credential(std::vector<std::string> options) {
    options.insert(options.begin(), {"credential", "add", "--json"});
    return object_in(run(options));
}

void TestDesk::write(const std::function<void(core::Tx&)>& records) {
    const core::Outcome outcome = desk_->store().run_write([&](core::Tx& tx) {
        records(tx);
        return true;
    });
    if (outcome != core::Outcome::done) throw std::runtime_error("the records were not written");
}

HttpAnswer TestDesk::request(std::string_view method, std::string_view target,
                             const HttpHeaders& headers, std::string_view body) const {
    return http_request(port(), method, target, headers, body);
}

void add_neighbours(core::Tx& tx, const std::string& password_hash) {
    using Type = core::CustomField::Type;
    const auto locked = tx.insert_department({{}, "Locked Department", true});
    for (const auto& [code, name, type] :
         {std::tuple{"site", "Site", Type::text}, std::tuple{"seats", "Seats", Type::number},
          std::tuple{"due", "Due", Type::date}, std::tuple{"agreed", "Agreed", Type::checkbox},
          std::tuple{"topics", "Topics", Type::choices}}) {
        tx.insert_custom_field({{}, locked, code, name, type});
    }
    tx.insert_department({{}, "Hỗ trợ kỹ thuật", false});
    tx.insert_status("Đang xử lý");

    const auto client = tx.insert_client({{}, "Nguyễn Văn An", "an.nguyen@vidu.vn", "KH0002"});
    tx.insert_contact(client, {{}, "Lê Chi", "chi@vidu.vn"});
    tx.insert_user(client, {{}, "Nguyễn Văn An", "an.nguyen@vidu.vn", password_hash, false, true});
    tx.insert_user(client, {{}, "Trần Thị Bình", "binh@vidu.vn", password_hash, false, false});
    tx.insert_service(client, "Web hosting");
    tx.insert_domain(client, "vidu.vn");

    tx.insert_agent({{}, "second", "Second", "Agent", "second@localhost.localdomain", true, false});
    tx.insert_agent({{}, "gone", "Gone", "Agent", "gone@localhost.localdomain", true, true});
    tx.insert_agent(
        {{}, "mailroom", "Mail", "Room", "mailroom@localhost.localdomain", false, false});
}

}  // namespace desk::test
