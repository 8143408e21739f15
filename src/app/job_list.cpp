#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "app/commands.hpp"
#include "app/desk_jobs.hpp"
#include "util/time_text.hpp"

namespace desk::app {

namespace {

namespace json = boost::json;

json::value time_json(const std::optional<Timestamp>& time) {
    return time ? json::value(format_iso8601(*time)) : json::value();
}

json::object job_json(const JobRunner::Overview& job) {
    const core::JobState& state = job.state;
    return {{"name", job.name},
            {"about", job.about},
            {"next_run_at", time_json(job.next_run)},
            {"started_at", time_json(state.started_at)},
            {"finished_at", time_json(state.finished_at)},
            {"succeeded_at", time_json(state.succeeded_at)},
            {"outcome", state.outcome},
            {"done", state.done_count},
            {"failures", state.failures},
            {"lease_owner", state.lease_owner},
            {"lease_until", time_json(state.lease_until)}};
}

std::string next_run(const JobRunner::Overview& job, Timestamp now) {
    if (!job.next_run) return "nothing to do";
    return *job.next_run <= now ? "now" : format_iso8601(*job.next_run);
}

std::string last_run(const core::JobState& state) {
    if (!state.finished_at) return "never";
    std::string text = fmt::format("{}  {}, {} dealt with", format_iso8601(*state.finished_at),
                                   state.outcome, state.done_count);
    if (state.failures > 1) text += fmt::format(", {} failures in a row", state.failures);
    return text;
}

std::string job_lines(const JobRunner::Overview& job, Timestamp now) {
    std::string text = fmt::format("{}: {}\n    next run  {}\n    last run  {}\n", job.name,
                                   job.about, next_run(job, now), last_run(job.state));
    if (!job.state.lease_owner.empty()) {
        text += fmt::format("    run by    {} (until {} at least)\n", job.state.lease_owner,
                            format_iso8601(job.state.lease_until.value_or(now)));
    }
    return text;
}

CommandResult run_job_list(CommandContext& context) {
    JobRunner runner = make_job_runner(context.desk);
    std::vector<JobRunner::Overview> jobs;
    const core::Outcome outcome = context.desk.store().run_read([&](core::Tx& tx) {
        jobs = runner.overview(tx);
        return true;
    });
    if (outcome != core::Outcome::done) return failed(outcome);
    CommandResult result;
    for (const JobRunner::Overview& job : jobs) {
        result.out += context.json ? json::serialize(job_json(job)) + "\n"
                                   : job_lines(job, context.desk.clock().now());
    }
    return result;
}

}  // namespace

void add_job_list(CLI::App& app, Invocation& invocation) {
    CLI::App* list = command_group(app, "job", "What the desk does by itself")
                         .add_subcommand("list", "Print each job, when it runs and how it went");
    list->callback([&invocation] { invocation.run = run_job_list; });
}

}  // namespace desk::app
