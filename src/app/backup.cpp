#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cstdio>
#include <memory>
#include <stdexcept>

#include "app/commands.hpp"
#include "app/progress_bar.hpp"
#include "store/attachment_files.hpp"
#include "store/backup.hpp"

namespace desk::app {

namespace {

namespace fs = std::filesystem;

struct BackupOptions {
    fs::path to;
    bool without_database = false;
    bool json = false;
};

constexpr std::string_view kSqlite = "sqlite:";

/// A copy inside the folder would be lost with it, and be copied into the next copy.
void check_target(const Config& config, const fs::path& to) {
    const fs::path data = fs::weakly_canonical(fs::absolute(config.data));
    const fs::path target = fs::weakly_canonical(fs::absolute(to));
    const fs::path above = target.lexically_relative(data);
    if (above == "." || (!above.empty() && *above.begin() != "..")) {
        throw std::runtime_error(to.string() +
                                 " is in the data folder itself; name a folder elsewhere, best on "
                                 "another disk");
    }
    if (!fs::is_directory(data)) {
        throw std::runtime_error("there is no data folder " + config.data.string() +
                                 "; name the desk's with --data");
    }
}

void print(const BackupOptions& options, std::int64_t database_bytes,
           const store::CopiedFiles& files) {
    if (options.json) {
        const boost::json::object answer{{"folder", fs::absolute(options.to).string()},
                                         {"database_bytes", database_bytes},
                                         {"attachments_copied", files.copied},
                                         {"attachments_there_already", files.there_already}};
        std::puts(boost::json::serialize(answer).c_str());
        return;
    }
    const std::string database = options.without_database
                                     ? std::string("without the database")
                                     : fmt::format("database {} bytes", database_bytes);
    std::puts(fmt::format("Backed up to {}: {}, {} attachments copied, {} there already.",
                          options.to.string(), database, files.copied, files.there_already)
                  .c_str());
}

/// Copies in this process, beside a server that may run: what the server may write to is its
/// service's matter, and SQLite lets others read a moment's state.
int back_up(const Config& config, const BackupOptions& options) {
    check_target(config, options.to);
    const bool is_sqlite = config.database.starts_with(kSqlite);
    if (!is_sqlite && !options.without_database) {
        throw std::runtime_error(
            "the tickets are in PostgreSQL, whose own tool copies them: run pg_dump, and then this "
            "command with --without-database for the attachments");
    }
    SystemRandom random;
    ProgressBar bar;
    store::make_folders(fs::absolute(options.to));
    // The database first: what it names was written before it, so the files that follow are all
    // there.
    std::int64_t bytes = 0;
    if (!options.without_database) {
        bytes =
            store::copy_sqlite(config.database.substr(kSqlite.size()), options.to / "desk.sqlite");
    }
    const store::CopiedFiles files = store::copy_attachments(
        config.data / "attachments", options.to / "attachments", random, bar.shower());
    for (const char* name : {"polydesk.toml", "demo-login"}) {
        if (fs::exists(config.data / name)) {
            fs::copy_file(config.data / name, options.to / name,
                          fs::copy_options::overwrite_existing);
        }
    }
    print(options, bytes, files);
    return 0;
}

}  // namespace

void add_backup(CLI::App& app, Invocation& invocation) {
    CLI::App* backup = app.add_subcommand(
        "backup",
        "Copy the desk into a folder while it is served; the next time only new attachments");
    const auto options = std::make_shared<BackupOptions>();
    backup->add_option("folder", options->to, "where to; a later restore copies it back")
        ->required()
        ->type_name("DIR");
    backup->add_flag("--without-database", options->without_database,
                     "attachments and configuration alone, beside pg_dump");
    backup->callback([&invocation, options] {
        options->json = invocation.json;
        invocation.run_alone = [options](const Config& config) {
            return back_up(config, *options);
        };
    });
}

}  // namespace desk::app
