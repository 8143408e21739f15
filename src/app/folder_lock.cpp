#include "app/folder_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "store/attachment_files.hpp"

namespace desk::app {

namespace {

constexpr const char* kLockName = "polydesk.lock";

}  // namespace

void make_data_folder(const std::filesystem::path& data) {
    std::error_code error;
    if (std::filesystem::is_directory(data, error)) return;
    try {
        store::make_folders(data);
    } catch (const std::system_error& failure) {
        throw std::runtime_error("cannot make the data folder " + data.string() + ": " +
                                 failure.code().message() + "; choose another with --data");
    }
}

FolderLock::FolderLock(const std::filesystem::path& data) : data_(data) {
    make_data_folder(data);
    file_ = ::open((data / kLockName).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file_ < 0) {
        throw std::system_error(errno, std::generic_category(),
                                "cannot write to the data folder " + data.string());
    }
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
        ::close(file_);
        throw std::runtime_error("another server runs on the data folder " + data.string() +
                                 "; stop it first, or choose another folder with --data");
    }
}

FolderLock::~FolderLock() { ::close(file_); }

}  // namespace desk::app
