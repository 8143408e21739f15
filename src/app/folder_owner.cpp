#include "app/folder_owner.hpp"

#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace desk::app {

namespace {

[[noreturn]] void throw_errno() {
    throw std::system_error(errno, std::generic_category(), "cannot become the owner of the desk");
}

/// Of all of root's rights, the one to walk through any folder.
void keep_search_alone() {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3]{};
    data[0].effective = data[0].permitted = 1U << CAP_DAC_READ_SEARCH;
    if (::syscall(SYS_capset, &header, data) != 0) throw_errno();
}

}  // namespace

void become_owner_of(const std::filesystem::path& folder) {
    struct stat facts {};
    if (::geteuid() != 0 || ::stat(folder.c_str(), &facts) != 0 || facts.st_uid == 0) return;
    if (::prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) != 0 || ::setgroups(0, nullptr) != 0 ||
        ::setresgid(facts.st_gid, facts.st_gid, facts.st_gid) != 0 ||
        ::setresuid(facts.st_uid, facts.st_uid, facts.st_uid) != 0) {
        throw_errno();
    }
    keep_search_alone();
}

}  // namespace desk::app
