#include "store/store.hpp"

#include <filesystem>
#include <future>

#include "postgres_steps.hpp"
#include "sqlite_steps.hpp"
#include "store/backend.hpp"
#include "store/migrate.hpp"
#include "store/sqlite_executor.hpp"

namespace desk::store {

using core::Outcome;

namespace {

constexpr std::string_view kSqliteScheme = "sqlite:";

class SqliteMigration final : public MigrationTarget {
  public:
    explicit SqliteMigration(const SqliteOptions& options)
        : path_(options.path), connection_(options, SqliteConnection::Use::write) {}

    Connection& connection() override { return connection_; }
    void begin() override { connection_.begin_immediate(); }
    void commit() override { connection_.commit(); }
    void roll_back() noexcept override { connection_.roll_back(); }
    void keep_copy(std::int64_t step) override {
        const std::string copy = path_ + ".before-step-" + std::to_string(step);
        std::filesystem::remove(copy + ".part");
        connection_.copy_to(copy + ".part");
        std::filesystem::rename(copy + ".part", copy);
    }

  private:
    const std::string path_;
    SqliteConnection connection_;
};

}  // namespace

struct Store::Impl {
    std::unique_ptr<Backend> backend;
    std::unique_ptr<TxServices> services;
    std::unique_ptr<Lanes> lanes;
};

Store::Store(const StoreOptions& options, const Clock& clock, Random& random,
             core::AttachmentFiles& files, Metrics& metrics)
    : impl_(std::make_unique<Impl>()) {
    const std::string_view url = options.database;
    if (!url.starts_with(kSqliteScheme)) {
        throw std::runtime_error("unknown kind of database: " + options.database);
    }
    const SqliteOptions sqlite{std::string(url.substr(kSqliteScheme.size())), options.sqlite_vfs,
                               options.busy_timeout};
    impl_->backend = sqlite_backend();
    impl_->services.reset(new TxServices{clock, random, files, *impl_->backend, {}});
    {
        SqliteMigration migration(sqlite);
        migrate(migration, embedded::sqlite_steps, to_column(clock.now()));
        impl_->services->settings = load_settings(migration.connection());
    }
    impl_->lanes = std::make_unique<SqliteExecutor>(sqlite, options, *impl_->services, metrics);
}

Store::~Store() = default;

core::Executor& Store::executor() { return *impl_->lanes; }

const core::Settings& Store::settings() const { return impl_->services->settings; }

bool Store::is_ready() { return impl_->lanes->is_ready(); }

Outcome Store::run_write(const std::function<bool(core::Tx&)>& job) {
    std::promise<Outcome> ended;
    impl_->lanes->write({job, [&ended](Outcome outcome) { ended.set_value(outcome); }, ""});
    return ended.get_future().get();
}

Outcome Store::run_read(const std::function<bool(core::Tx&)>& job) {
    std::promise<Outcome> ended;
    impl_->lanes->read({job, [&ended](Outcome outcome) { ended.set_value(outcome); }, ""});
    return ended.get_future().get();
}

}  // namespace desk::store
