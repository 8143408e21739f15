#include "app/desk_jobs.hpp"

#include <iterator>

#include "app/blob_collection.hpp"
#include "core/attachment_clean_up.hpp"
#include "core/auto_close.hpp"
#include "core/escalate.hpp"
#include "core/purge_deleted.hpp"
#include "core/tidy_up.hpp"

namespace desk::app {

namespace {

const std::vector<SimpleChore>& simple_chores() {
    static const std::vector<SimpleChore> kChores{
        {"auto-close", "closes tickets that nobody has replied to (setting auto_close_hours)",
         core::next_auto_close, core::close_unanswered},
        {"escalation", "does what escalation rules say ('polydesk escalation-rule')",
         core::next_escalation, core::escalate},
        {"attachment-cleanup",
         "removes the files of tickets closed long ago (setting attachment_keep_days)",
         core::next_attachment_clean_up, core::clean_up_attachments},
        {"purge", "deletes for good what was deleted long ago (setting purge_days)",
         core::next_purge, core::purge_deleted},
        {"tidy-up", "removes expired tokens and bans, kept answers and forgiven guesses",
         core::next_tidy_up, core::tidy_up}};
    return kChores;
}

}  // namespace

std::vector<std::string> job_names() {
    std::vector<std::string> names;
    for (const SimpleChore& chore : simple_chores()) names.emplace_back(chore.name());
    names.emplace(std::prev(names.end()), BlobCollection::kName);
    return names;
}

std::vector<std::unique_ptr<Chore>> desk_chores(core::Executor& executor, const Clock& clock,
                                                const std::filesystem::path& attachments) {
    std::vector<std::unique_ptr<Chore>> chores;
    for (const SimpleChore& chore : simple_chores()) {
        chores.push_back(std::make_unique<SimpleChore>(chore));
    }
    // Behind those that leave files which nobody needs.
    chores.insert(std::prev(chores.end()),
                  std::make_unique<BlobCollection>(executor, clock, attachments));
    return chores;
}

JobRunner make_job_runner(Desk& desk) {
    core::Executor& executor = desk.store().executor();
    return {executor, desk.clock(), desk.metrics(),
            desk_chores(executor, desk.clock(), desk.attachments_folder()),
            new_job_owner(desk.random())};
}

}  // namespace desk::app
