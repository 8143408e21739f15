#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "app/commands.hpp"
#include "app/desk_jobs.hpp"

namespace desk::app {

namespace {

CommandResult run_job_run(CommandContext& context, const std::string& name) {
    JobRunner runner = make_job_runner(context.desk);
    // How much there is to do shows only when it is done.
    const auto result =
        runner.run_now(name, [&context](std::int64_t done) { context.progress(done, 0); });
    if (!result) return misused(fmt::format("There is no job '{}'.", name));
    switch (result->ended) {
        case JobRunner::Ended::done:
            break;
        case JobRunner::Ended::leased:
            return refuse(fmt::format(
                "{} runs it at this moment. See 'polydesk job list' for how it went; where that "
                "node has died, anybody may run the job again within {} seconds.",
                result->lease_owner, JobRunner::kLease.count()));
        case JobRunner::Ended::lost:
            return refuse("Another node has taken the job over. See 'polydesk job list'.");
        case JobRunner::Ended::not_due:
        case JobRunner::Ended::stopped:
        case JobRunner::Ended::failed:
            return refuse("The job failed, and the log says why. It is tried again by itself.");
    }
    if (context.json) {
        const boost::json::object answer{{"name", name}, {"done", result->done}};
        return {0, boost::json::serialize(answer) + "\n", {}, 0};
    }
    return {0, fmt::format("{}: {} dealt with\n", name, result->done), {}, 0};
}

}  // namespace

void add_job_run(CLI::App& app, Invocation& invocation) {
    CLI::App* run = command_group(app, "job", "What the desk does by itself")
                        .add_subcommand("run", "Run a job now, without waiting for its time");
    const auto name = std::make_shared<std::string>();
    run->add_option("name", *name, "one of 'polydesk job list'")
        ->required()
        ->check(one_of(job_names(), "job"));
    run->callback([&invocation, name] {
        invocation.run = [name](CommandContext& context) { return run_job_run(context, *name); };
    });
}

}  // namespace desk::app
