#include "store/store.hpp"

#include <algorithm>
#include <future>

#include "postgres_steps.hpp"
#include "sqlite_steps.hpp"
#include "store/backend.hpp"
#include "store/live_settings.hpp"
#include "store/migration_targets.hpp"
#include "store/postgres_executor.hpp"
#include "store/sqlite_executor.hpp"

namespace desk::store {

using core::Outcome;

namespace {

constexpr std::chrono::milliseconds kSettingsPause{400};  // a change counts within half a second
constexpr std::string_view kSqliteScheme = "sqlite:";
constexpr std::string_view kPostgresSchemes[] = {"postgresql://", "postgres://"};

bool is_postgres(std::string_view url) {
    return std::any_of(std::begin(kPostgresSchemes), std::end(kPostgresSchemes),
                       [url](std::string_view scheme) { return url.starts_with(scheme); });
}

/// What to do about a database that cannot be opened. A URL may hold a password: none is repeated.
std::string cannot_open(std::string_view url, const DbError& error) {
    const std::string code = " (" + error.code() + ")";
    if (error.kind() == DbError::Kind::busy) {
        return "the database is locked by another program" + code + "; try again when that is done";
    }
    if (is_postgres(url)) {
        return "cannot open the PostgreSQL database" + code +
               ": see whether the server runs, and whether host, port, user, password and name of "
               "the database are right";
    }
    return "cannot open the database " + std::string(url.substr(kSqliteScheme.size())) + code +
           ": see whether it is a Polydesk database, whether you may write it and its folder, and "
           "whether the disk has room";
}

}  // namespace

struct Store::Impl {
    Impl(const StoreOptions& options, const Clock& clock, Random& random,
         core::AttachmentFiles& files, Metrics& metrics);

    /// Brings the schema up to date and reads the settings.
    void prepare(MigrationTarget& target, const Steps& steps);
    /// \return false when the database does not answer
    bool reload_settings();

    std::unique_ptr<Backend> backend;
    LiveSettings settings;
    TxServices services;
    std::unique_ptr<Lanes> lanes;
    std::unique_ptr<Repeater> settings_reader;
};

Store::Impl::Impl(const StoreOptions& options, const Clock& clock, Random& random,
                  core::AttachmentFiles& files, Metrics& metrics)
    : backend(is_postgres(options.database) ? postgres_backend() : sqlite_backend()),
      services{clock, random, files, *backend, settings} {
    const std::string_view url = options.database;
    if (is_postgres(url)) {
        PostgresMigration migration(options.database);
        prepare(migration, embedded::postgres_steps);
        lanes = std::make_unique<PostgresExecutor>(options, services, metrics);
    } else if (url.starts_with(kSqliteScheme)) {
        const SqliteOptions sqlite{std::string(url.substr(kSqliteScheme.size())),
                                   options.sqlite_vfs, options.busy_timeout};
        SqliteMigration migration(sqlite);
        prepare(migration, embedded::sqlite_steps);
        lanes = std::make_unique<SqliteExecutor>(sqlite, options, services, metrics);
    } else {
        throw std::runtime_error("a database is sqlite:PATH or postgresql://…");
    }
    settings_reader =
        std::make_unique<Repeater>(kSettingsPause, [this] { return reload_settings(); });
}

void Store::Impl::prepare(MigrationTarget& target, const Steps& steps) {
    migrate(target, steps, to_column(services.clock.now()));
    settings.set(load_settings(target.connection()));
}

bool Store::Impl::reload_settings() {
    std::promise<Outcome> ended;
    core::Job job;
    job.run = [this](core::Tx& tx) {
        settings.set(tx.read_settings());
        return true;
    };
    job.finish = [&ended](Outcome outcome) { ended.set_value(outcome); };
    job.label = "settings";
    lanes->read(std::move(job));
    return ended.get_future().get() == Outcome::done;
}

Store::Store(const StoreOptions& options, const Clock& clock, Random& random,
             core::AttachmentFiles& files, Metrics& metrics) try
    : impl_(std::make_unique<Impl>(options, clock, random, files, metrics)) {
} catch (const DbError& error) {
    throw std::runtime_error(cannot_open(options.database, error));
}

Store::~Store() = default;

void Store::stop() {
    impl_->settings_reader.reset();
    impl_->lanes->stop();
}

core::Executor& Store::executor() { return *impl_->lanes; }

const core::SettingsSource& Store::settings() const { return impl_->settings; }

void Store::reload_settings() { impl_->reload_settings(); }

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
