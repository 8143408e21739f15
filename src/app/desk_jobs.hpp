#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/desk.hpp"
#include "app/job_runner.hpp"

namespace desk::app {

/// All jobs of a desk, in the order in which they are looked at.
/// \param attachments  the folder of the attachment store
std::vector<std::unique_ptr<Chore>> desk_chores(core::Executor& executor, const Clock& clock,
                                                const std::filesystem::path& attachments);

/// What they are called, in the same order.
std::vector<std::string> job_names();

/// A runner of them, for a node or for one command. The desk must outlive it.
JobRunner make_job_runner(Desk& desk);

}  // namespace desk::app
