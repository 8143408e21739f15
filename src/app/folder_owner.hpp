#pragma once
#include <filesystem>

namespace desk::app {

/// A root who works on the desk of another user, such as that of a service, becomes that user, so
/// that no file appears in the folder which its owner cannot read. The way to the folder stays open
/// even where it leads through folders that are root's alone. Nothing happens for anybody else, or
/// where the folder is not there yet.
/// To be called while there is one thread.
/// \throws std::system_error
void become_owner_of(const std::filesystem::path& folder);

}  // namespace desk::app
