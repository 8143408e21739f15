#include "app/folder_lock.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>
#include <memory>
#include <stdexcept>

#include "support/temp_folder.hpp"

namespace desk::test {
namespace {

using app::FolderLock;
using testing::HasSubstr;

TEST(FolderLock, MakesTheFolderForThisUserAlone) {
    const TempFolder folder;
    const std::filesystem::path data = folder.path() / "a" / "desk";
    const FolderLock lock(data);
    EXPECT_EQ(lock.folder(), data);
    struct stat status {};
    ASSERT_EQ(::stat(data.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0700U);
}

TEST(FolderLock, LetsOneServerInAtATime) {
    const TempFolder folder;
    auto first = std::make_unique<FolderLock>(folder.path());
    try {
        const FolderLock second(folder.path());
        FAIL() << "two servers on a folder";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("another server runs on the data folder"));
        EXPECT_THAT(error.what(), HasSubstr("--data"));
    }
    first.reset();
    EXPECT_NO_THROW(FolderLock(folder.path()));
}

TEST(FolderLock, SaysWhatItCannotMake) {
    const TempFolder folder;
    std::ofstream(folder.path() / "file") << "in the way";
    try {
        const FolderLock lock(folder.path() / "file" / "desk");
        FAIL() << "a folder in a file";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("cannot make the data folder"));
    }
}

}  // namespace
}  // namespace desk::test
