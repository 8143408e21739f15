#pragma once
#include <filesystem>

namespace desk::app {

/// Makes sure of the data folder. What is made, the folder and all that will be in it, is for this
/// user alone: tickets, secrets and the socket. A folder that was there keeps its mode: it may be
/// the user's home, or /tmp. A new one is synced, or a power cut could take it with all that was
/// synced into it.
/// \throws std::runtime_error with a message for a person
void make_data_folder(const std::filesystem::path& data);

/// Keeps a data folder to one server at a time, by DATA/polydesk.lock. Whoever serves takes it
/// before it touches anything in the folder, the schema of the database first of all.
class FolderLock {
  public:
    /// Makes the folder if there is none.
    /// \throws std::runtime_error when another server has it
    explicit FolderLock(const std::filesystem::path& data);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

    [[nodiscard]] const std::filesystem::path& folder() const { return data_; }

  private:
    std::filesystem::path data_;
    int file_;
};

}  // namespace desk::app
