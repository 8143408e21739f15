#include "store/store.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <future>

#include "core/list_ports.hpp"
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
constexpr std::chrono::milliseconds kSubjectsPause{250};  // a subject is found within a second
constexpr std::string_view kSqliteScheme = "sqlite:";
constexpr std::string_view kPostgresSchemes[] = {"postgresql://", "postgres://"};

bool is_postgres(std::string_view url) {
    return std::any_of(std::begin(kPostgresSchemes), std::end(kPostgresSchemes),
                       [url](std::string_view scheme) { return url.starts_with(scheme); });
}

/// What to do about a PostgreSQL that says no.
std::string_view advice(std::string_view cause) {
    struct Advice {
        std::string_view cause, text;
    };
    constexpr Advice kKnown[] = {
        {kMisread, kUrlAdvice},
        {"authentication failed", "put the right user and password into its URL"},
        {"no password supplied", "put the user's password into its URL"},
        {"no pg_hba.conf entry", "allow this machine and user in the server's pg_hba.conf"},
        {"does not exist",
         "put the right user and name of the database into its URL, or make them with 'createuser' "
         "and 'createdb'"},
        {"too many c", "give the server more connections, or lower database_connections"},
        {"could not translate host", "put the right host into its URL"},
    };
    for (const Advice& known : kKnown) {
        if (cause.find(known.cause) != std::string_view::npos) return known.text;
    }
    return "see whether the server runs and can be reached, and whether host, port, user, password "
           "and name of the database in its URL are right";
}

/// What to do about a database that cannot be opened. A URL may hold a password: none is repeated.
std::string cannot_open(std::string_view url, const DbError& error) {
    const std::string code = " (" + error.code() + ")";
    if (error.kind() == DbError::Kind::busy) {
        return "the database is locked by another program" + code + "; try again when that is done";
    }
    if (is_postgres(url)) {
        return "cannot open the PostgreSQL database" + code + ": " +
               std::string(advice(error.code()));
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
    /// Follows the events of subjects to the last. \return false when that could not be done
    bool index_subjects();

    Outcome run_read(const std::function<bool(core::Tx&)>& job);
    Outcome run_write(const std::function<bool(core::Tx&)>& job, bool is_long = false);

    std::unique_ptr<Backend> backend;
    LiveSettings settings;
    TxServices services;
    std::unique_ptr<Lanes> lanes;
    std::unique_ptr<Repeater> settings_reader;
    std::atomic<bool> is_stopping{false};
    std::unique_ptr<Repeater> subject_indexer;
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
    subject_indexer =
        std::make_unique<Repeater>(kSubjectsPause, [this] { return index_subjects(); });
}

void Store::Impl::prepare(MigrationTarget& target, const Steps& steps) {
    migrate(target, steps, to_column(services.clock.now()));
    settings.set(load_settings(target.connection()));
    backend->look_over(target.connection());
}

bool Store::Impl::reload_settings() {
    return run_read([this](core::Tx& tx) {
               settings.set(tx.read_settings());
               return true;
           }) == Outcome::done;
}

bool Store::Impl::index_subjects() {
    // What there is much of is done piece by piece, between the writes of others.
    const auto do_piece = [this](bool (core::TicketLists::*piece)(), bool& has_moved) {
        const Outcome outcome = run_write([&](core::Tx& tx) {
            has_moved = (tx.lists().*piece)();
            return has_moved;
        });
        return outcome == Outcome::done || outcome == Outcome::refused;
    };
    bool has_work = true;
    bool is_untidy = false;
    while (!is_stopping && (has_work || is_untidy)) {
        const Outcome looked = run_read([&has_work](core::Tx& tx) {
            has_work = tx.lists().subjects_wait();
            return true;
        });
        if (looked != Outcome::done) return false;
        if (has_work) {
            if (!do_piece(&core::TicketLists::index_subjects, has_work)) return false;
            is_untidy = true;
        }
        if (is_untidy && !do_piece(&core::TicketLists::tidy_subjects, is_untidy)) return false;
    }
    return true;
}

Outcome Store::Impl::run_read(const std::function<bool(core::Tx&)>& job) {
    std::promise<Outcome> ended;
    lanes->read({job, [&ended](Outcome outcome) { ended.set_value(outcome); }, "store"});
    return ended.get_future().get();
}

Outcome Store::Impl::run_write(const std::function<bool(core::Tx&)>& job, bool is_long) {
    std::promise<Outcome> ended;
    lanes->write({job, [&ended](Outcome outcome) { ended.set_value(outcome); }, "store", is_long});
    return ended.get_future().get();
}

bool has_desk(const std::string& database) try {
    if (is_postgres(database)) return PostgresMigration(database).has_schema();
    std::error_code error;
    const auto status =
        std::filesystem::status(std::string_view(database).substr(kSqliteScheme.size()), error);
    return status.type() != std::filesystem::file_type::not_found;
} catch (const DbError& error) {
    throw std::runtime_error(cannot_open(database, error));
}

Store::Store(const StoreOptions& options, const Clock& clock, Random& random,
             core::AttachmentFiles& files, Metrics& metrics) try
    : impl_(std::make_unique<Impl>(options, clock, random, files, metrics)) {
} catch (const DbError& error) {
    throw std::runtime_error(cannot_open(options.database, error));
}

Store::~Store() = default;

void Store::stop() {
    impl_->is_stopping = true;
    impl_->subject_indexer.reset();
    impl_->settings_reader.reset();
    impl_->lanes->stop();
}

core::Executor& Store::executor() { return *impl_->lanes; }

const core::SettingsSource& Store::settings() const { return impl_->settings; }

void Store::reload_settings() { impl_->reload_settings(); }

bool Store::is_ready() { return impl_->lanes->is_ready(); }

Outcome Store::run_write(const std::function<bool(core::Tx&)>& job) {
    return impl_->run_write(job);
}

Outcome Store::run_long_write(const std::function<bool(core::Tx&)>& job) {
    return impl_->run_write(job, true);
}

Outcome Store::run_read(const std::function<bool(core::Tx&)>& job) { return impl_->run_read(job); }

}  // namespace desk::store
