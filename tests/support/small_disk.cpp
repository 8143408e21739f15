#include "support/small_disk.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>

#include "support/served_desk.hpp"

namespace desk::test {

namespace {

std::string options(std::size_t bytes) {
    return "mode=0700,size=" + std::to_string(bytes) + ",uid=" + std::to_string(::getuid()) +
           ",gid=" + std::to_string(::getgid());
}

bool mount_directly(const std::filesystem::path& path, const std::string& options) {
    return ::mount("tmpfs", path.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, options.c_str()) == 0;
}

bool mount_through_sudo(const std::filesystem::path& path, const std::string& options) {
    try {
        return run_program({"sudo", "-n", "mount", "-t", "tmpfs", "-o", "nosuid,nodev," + options,
                            "tmpfs", path.string()})
                   .exit_code == 0;
    } catch (const std::system_error&) {
        return false;  // there is no sudo
    }
}

bool write_word(const char* file, const std::string& word) {
    const int fd = ::open(file, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return false;
    const bool is_written =
        ::write(fd, word.data(), word.size()) == static_cast<ssize_t>(word.size());
    ::close(fd);
    return is_written;
}

/// Becomes root in a user namespace of its own, where mounting is allowed.
bool mount_in_namespace(const std::filesystem::path& path, std::size_t bytes) {
    const std::string user = std::to_string(::getuid());
    const std::string group = std::to_string(::getgid());
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
    return write_word("/proc/self/setgroups", "deny") &&
           write_word("/proc/self/uid_map", "0 " + user + " 1") &&
           write_word("/proc/self/gid_map", "0 " + group + " 1") &&
           mount_directly(path, options(bytes));
}

}  // namespace

SmallDisk::SmallDisk(std::size_t bytes) {
    std::string name = (std::filesystem::temp_directory_path() / "polydesk-disk.XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw std::system_error(errno, std::generic_category(), "cannot make " + name);
    }
    path_ = name;
    if (mount_directly(path_, options(bytes))) return;
    is_through_sudo_ = mount_through_sudo(path_, options(bytes));
    if (is_through_sudo_ || mount_in_namespace(path_, bytes)) return;
    std::filesystem::remove(path_);
    throw std::runtime_error(
        "cannot mount a small tmpfs: neither as this user, nor with 'sudo -n mount', nor in a user "
        "namespace");
}

SmallDisk::~SmallDisk() {
    if (is_through_sudo_) {
        run_program({"sudo", "-n", "umount", "--lazy", path_.string()});
    } else {
        ::umount2(path_.c_str(), MNT_DETACH);
    }
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

std::size_t SmallDisk::free_bytes() const {
    struct statvfs facts {};
    if (::statvfs(path_.c_str(), &facts) != 0) {
        throw std::system_error(errno, std::generic_category(), "statvfs");
    }
    return facts.f_bavail * facts.f_bsize;
}

void SmallDisk::put_ballast(std::size_t bytes) const {
    std::ofstream out(path_ / "ballast", std::ios::binary);
    out << std::string(bytes, 'b');
    if (!out.flush()) throw std::runtime_error("no room for the ballast");
}

void SmallDisk::drop_ballast() const { std::filesystem::remove(path_ / "ballast"); }

}  // namespace desk::test
