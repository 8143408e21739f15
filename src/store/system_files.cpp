#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "store/attachment_files.hpp"

namespace desk::store {

namespace {

namespace fs = std::filesystem;

constexpr mode_t kFileMode = 0600;
constexpr mode_t kFolderMode = 0700;

[[noreturn]] void throw_errno(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

/// A file descriptor with an owner.
class Descriptor {
  public:
    Descriptor(const fs::path& path, int flags, const char* what)
        : number_(::open(path.c_str(), flags | O_CLOEXEC, kFileMode)) {
        if (number_ < 0) throw_errno(what);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int number() const { return number_; }
    /// Some file systems tell of a failed write only here.
    void close(const char* what) {
        const int number = std::exchange(number_, -1);
        if (::close(number) != 0) throw_errno(what);
    }

  private:
    int number_;
};

class SystemFiles final : public FileLayer {
  public:
    void make_folder(const fs::path& path) override {
        if (::mkdir(path.c_str(), kFolderMode) != 0 &&
            (errno != EEXIST || !std::filesystem::is_directory(path))) {
            throw_errno("cannot make a folder");
        }
        sync_folder(path.has_parent_path() ? path.parent_path() : fs::path("."));
    }

    bool exists(const fs::path& path) override {
        struct stat facts {};
        if (::stat(path.c_str(), &facts) == 0) return true;
        if (errno != ENOENT && errno != ENOTDIR) throw_errno("cannot look for an attachment");
        return false;
    }

    void write_synced(const fs::path& path, std::string_view bytes) override {
        Descriptor file(path, O_WRONLY | O_CREAT | O_EXCL, "cannot create an attachment");
        while (!bytes.empty()) {
            const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
            if (written < 0) {
                if (errno == EINTR) continue;
                throw_errno("cannot write an attachment");
            }
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        if (::fsync(file.number()) != 0) throw_errno("cannot sync an attachment");
        file.close("cannot close an attachment");
    }

    void rename(const fs::path& from, const fs::path& to) override {
        if (::rename(from.c_str(), to.c_str()) != 0) throw_errno("cannot rename an attachment");
    }

    void sync_folder(const fs::path& path) override {
        const Descriptor folder(path, O_RDONLY | O_DIRECTORY, "cannot open an attachment folder");
        if (::fsync(folder.number()) != 0) throw_errno("cannot sync an attachment folder");
    }

    void touch(const fs::path& path) override {
        if (::utimensat(AT_FDCWD, path.c_str(), nullptr, 0) != 0) {
            throw_errno("cannot touch an attachment");
        }
    }

    void remove(const fs::path& path) override {
        if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
            throw_errno("cannot remove an attachment");
        }
    }

    std::string read(const fs::path& path) override {
        const Descriptor file(path, O_RDONLY, "cannot open an attachment");
        struct stat facts {};
        if (::fstat(file.number(), &facts) != 0) throw_errno("cannot read an attachment");
        std::string bytes(static_cast<std::size_t>(facts.st_size), '\0');
        std::size_t at = 0;
        while (at < bytes.size()) {
            const ssize_t count = ::read(file.number(), bytes.data() + at, bytes.size() - at);
            if (count < 0) {
                if (errno == EINTR) continue;
                throw_errno("cannot read an attachment");
            }
            if (count == 0) break;
            at += static_cast<std::size_t>(count);
        }
        bytes.resize(at);
        return bytes;
    }

    FolderLock lock(const fs::path& path, FolderUse use) override {
        auto folder = std::make_shared<Descriptor>(path, O_RDONLY | O_DIRECTORY,
                                                   "cannot open the attachment folder");
        const int how = use == FolderUse::alone ? LOCK_EX : LOCK_SH;
        while (::flock(folder->number(), how) != 0) {
            if (errno != EINTR) throw_errno("cannot lock the attachment folder");
        }
        return folder;
    }
};

}  // namespace

FileLayer& system_files() {
    static SystemFiles files;
    return files;
}

}  // namespace desk::store
