#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <memory>
#include <stdexcept>

#include "app/commands.hpp"
#include "app/control_socket.hpp"
#include "app/folder_lock.hpp"
#include "app/progress_bar.hpp"
#include "generate/calendar.hpp"
#include "generate/make_tickets.hpp"
#include "generate/story_clock.hpp"
#include "store/attachment_files.hpp"
#include "store/bulk_load.hpp"
#include "store/db_error.hpp"
#include "util/time_text.hpp"

namespace desk::app {

namespace {

namespace json = boost::json;

constexpr std::int64_t kMostTickets = 20'000'000;

struct GenerateOptions {
    std::int64_t tickets = 0;
    double messages = 5;
    std::uint64_t seed = 1;
    std::string until;  ///< YYYY-MM-DD; empty: today
    bool json = false;
};

/// The tickets happen in a bulk load, while a bar moves.
class LoadStage final : public generate::Stage {
  public:
    LoadStage(store::BulkLoad& load, generate::StoryClock& clock, std::int64_t tickets)
        : load_(load), clock_(clock), tickets_(tickets) {}

    core::Tx& tx() override { return load_.tx(); }
    void set_time(Timestamp time) override { clock_.set(time); }
    void settled(core::TicketId ticket) override { load_.settle(ticket); }
    void opened(std::int64_t so_far) override {
        constexpr std::int64_t kBetween = 500;
        if (so_far % kBetween == 0) bar_.show(so_far, tickets_);
    }

  private:
    store::BulkLoad& load_;
    generate::StoryClock& clock_;
    const std::int64_t tickets_;
    ProgressBar bar_;
};

struct MadeDesk {
    generate::Cast cast;
    generate::Tally tally;
    double seconds = 0;
};

MadeDesk make_desk(const Config& config, const GenerateOptions& options, Timestamp until) {
    using std::chrono::steady_clock;
    const auto started = steady_clock::now();
    generate::StoryClock clock;
    clock.set(until - generate::Calendar::kLength);
    generate::SeededRandom chance(options.seed);
    generate::SeededRandom drawn(~options.seed);  // numbers and codes
    store::ContentFiles files(config.data / "attachments", drawn);
    store::BulkLoad load(config.store, clock, drawn, files);

    MadeDesk made;
    load.write_records(
        [&](core::Tx& tx) { made.cast = generate::make_staff(tx, options.tickets, chance); });
    generate::make_customers(load.tx(), options.tickets, chance, made.cast);
    {
        LoadStage stage(load, clock, options.tickets);
        made.tally = generate::make_tickets(stage, made.cast,
                                            {options.tickets, options.messages, until}, chance);
    }
    ProgressBar bar;
    load.finish(bar.shower());
    made.seconds = std::chrono::duration<double>(steady_clock::now() - started).count();
    return made;
}

std::string as_json(const MadeDesk& made, const GenerateOptions& options, Timestamp until) {
    const auto rate = static_cast<double>(made.tally.tickets) / made.seconds;
    const json::object answer{{"tickets", made.tally.tickets},
                              {"messages", made.tally.messages()},
                              {"replies", made.tally.replies},
                              {"notes", made.tally.notes},
                              {"closed", made.tally.closed},
                              {"departments", made.cast.departments.size()},
                              {"agents", made.cast.agents.size()},
                              {"clients", made.cast.customers.size()},
                              {"contacts", made.cast.contacts},
                              {"users", made.cast.users},
                              {"services", made.cast.services},
                              {"domains", made.cast.domains},
                              {"seed", options.seed},
                              {"until", format_iso8601(until)},
                              {"milliseconds", static_cast<std::int64_t>(made.seconds * 1000)},
                              {"tickets_per_second", static_cast<std::int64_t>(rate)}};
    return json::serialize(answer) + "\n";
}

std::string as_text(const MadeDesk& made) {
    return fmt::format(
        "Made {} tickets with {} messages, of {} clients and some guests, in {:.1f} s "
        "({:.0f} tickets a second). {} of them are closed.\n",
        made.tally.tickets, made.tally.messages(), made.cast.customers.size(), made.seconds,
        static_cast<double>(made.tally.tickets) / made.seconds, made.tally.closed);
}

/// The end of the story: midnight, so that the same seed makes the same desk all day.
Timestamp end_of_story(const GenerateOptions& options) {
    if (options.until.empty()) {
        return std::chrono::floor<std::chrono::days>(SystemClock().now());
    }
    return std::chrono::sys_days{parse_date(options.until).value()};
}

/// \return the exit code
int generate_desk(const Config& config, const GenerateOptions& options) {
    const Timestamp until = end_of_story(options);
    std::error_code error;
    if (!std::filesystem::is_directory(config.data, error)) store::make_folders(config.data);
    // Keeps servers out, and tells commands why they have to wait.
    const FolderLock lock(config.data);
    const ControlSocket guard(lock, [](const RemoteCommand&) {
        return refuse("This desk is being filled by polydesk generate; wait until that is done.");
    });
    try {
        const MadeDesk made = make_desk(config, options, until);
        std::fputs((options.json ? as_json(made, options, until) : as_text(made)).c_str(), stdout);
        return 0;
    } catch (const store::DbError& failure) {
        const CommandResult result = failed(failure.outcome());
        std::fputs((result.err + "The desk is as empty as before.\n").c_str(), stderr);
        return result.exit_code;
    }
}

}  // namespace

void add_generate(CLI::App& app, Invocation& invocation) {
    auto options = std::make_shared<GenerateOptions>();
    CLI::App* command = app.add_subcommand(
        "generate",
        "Fill an empty desk with as many made-up tickets as you like, to try things on");
    command->add_option("--tickets", options->tickets, "how many")
        ->required()
        ->check(CLI::Range(std::int64_t{1}, kMostTickets));
    command
        ->add_option("--messages", options->messages,
                     "of a ticket on average, opening and notes included (5)")
        ->check(CLI::Range(1.0, 50.0));
    command->add_option("--seed", options->seed, "the same seed makes the same desk (1)");
    command
        ->add_option("--until", options->until,
                     "YYYY-MM-DD, before which the three years of tickets end (today)")
        ->check(CLI::Validator(
            [](const std::string& text) {
                return parse_date(text) ? "" : "a date is wanted, such as 2026-01-31";
            },
            ""));
    command->callback([&invocation, options] {
        options->json = invocation.json;
        invocation.run_alone = [options](const Config& config) {
            return generate_desk(config, *options);
        };
    });
}

}  // namespace desk::app
