#include "support/temp_folder.hpp"

#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace desk::test {

namespace {

std::filesystem::path memory_folder() {
    const std::filesystem::path tmpfs = "/dev/shm";
    if (::access(tmpfs.c_str(), W_OK) == 0) return tmpfs;
    return std::filesystem::temp_directory_path();
}

}  // namespace

TempFolder::TempFolder() {
    std::string name = (memory_folder() / "polydesk-test.XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw std::system_error(errno, std::generic_category(), "cannot make " + name);
    }
    path_ = name;
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace desk::test
