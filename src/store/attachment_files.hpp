#pragma once
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "core/ports.hpp"

namespace desk::store {

enum class FolderUse { shared, alone };
/// Held as long as it lives.
using FolderLock = std::shared_ptr<void>;

/// The few things the attachment store does to a disk, apart so that the tests can cut the power
/// between any two of them. Every function throws std::system_error.
class FileLayer {
  public:
    virtual ~FileLayer() = default;
    /// Also right when it is there already; the parent is synced in any case.
    virtual void make_folder(const std::filesystem::path& path) = 0;
    virtual bool exists(const std::filesystem::path& path) = 0;
    virtual void write_synced(const std::filesystem::path& path, std::string_view bytes) = 0;
    virtual void rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
    virtual void sync_folder(const std::filesystem::path& path) = 0;
    virtual void touch(const std::filesystem::path& path) = 0;
    virtual void remove(const std::filesystem::path& path) = 0;
    virtual std::string read(const std::filesystem::path& path) = 0;
    /// Waits until nobody, in any process, uses the folder in another way. A layer that nothing is
    /// swept from needs no locks.
    virtual FolderLock lock(const std::filesystem::path&, FolderUse) { return nullptr; }
};

/// The machine's own files.
FileLayer& system_files();

/// A folder and those above it that are missing, each synced in the one above.
void make_folders(const std::filesystem::path& path, FileLayer& files = system_files());

/// As long is the name of an attachment's file.
inline constexpr std::size_t kHashDigits = 64;

/// Attachments as files named by their hash: ROOT/ab/abcdef…; written beside, synced, renamed, and
/// the folder synced before put() returns. User file names never reach the disk.
class ContentFiles final : public core::AttachmentFiles {
  public:
    ContentFiles(std::filesystem::path root, Random& random, FileLayer& files = system_files());
    std::string put(std::string_view bytes) override;
    std::string get(const std::string& sha256) override;
    [[nodiscard]] const std::filesystem::path& root() const { return root_; }

  private:
    void prepare_folder(const std::filesystem::path& folder);
    bool touch_if_there(const std::filesystem::path& file);

    std::filesystem::path root_;
    Random& random_;
    FileLayer& files_;
    std::mutex mutex_;
    std::set<std::filesystem::path> ready_;  ///< folders that are sure to outlast a power cut
};

}  // namespace desk::store
