#include "store/attachment_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <system_error>

#include "support/fakes.hpp"
#include "support/temp_folder.hpp"
#include "util/hash.hpp"

namespace desk::test {

using store::ContentFiles;
using testing::ElementsAre;
using testing::SizeIs;
using testing::StartsWith;

namespace fs = std::filesystem;

/// Passes on to the machine and writes down what was asked; may fail one kind of call.
class RecordingFiles final : public store::FileLayer {
  public:
    void make_folder(const fs::path& path) override { real_.make_folder(note("folder", path)); }
    bool exists(const fs::path& path) override { return real_.exists(path); }
    void write_synced(const fs::path& path, std::string_view bytes) override {
        if (is_full) throw std::system_error(ENOSPC, std::generic_category());
        real_.write_synced(note("write", path), bytes);
    }
    void rename(const fs::path& from, const fs::path& to) override {
        real_.rename(from, note("rename", to));
    }
    void sync_folder(const fs::path& path) override { real_.sync_folder(note("sync", path)); }
    void touch(const fs::path& path) override { real_.touch(note("touch", path)); }
    void remove(const fs::path& path) override { real_.remove(note("remove", path)); }
    std::string read(const fs::path& path) override { return real_.read(path); }

    std::vector<std::string> calls;
    bool is_full = false;

  private:
    const fs::path& note(const char* what, const fs::path& path) {
        calls.push_back(std::string(what) + " " + path.filename().string());
        return path;
    }
    store::FileLayer& real_ = store::system_files();
};

class AttachmentFiles : public testing::Test {
  protected:
    std::vector<fs::path> all_files() const {
        std::vector<fs::path> files;
        for (const auto& entry : fs::recursive_directory_iterator(root)) {
            if (entry.is_regular_file()) files.push_back(entry.path());
        }
        return files;
    }

    TempFolder folder;
    fs::path root = folder.path() / "files";
    FakeRandom random;
};

TEST_F(AttachmentFiles, ReadBackByteForByteFromAFileNamedByTheirHash) {
    ContentFiles files(root, random);
    const std::string bytes("\0\xff binary \r\n", 12);
    const std::string sha256 = files.put(bytes);
    EXPECT_EQ(sha256_hex(bytes), sha256);
    EXPECT_EQ(bytes, files.get(sha256));
    EXPECT_THAT(all_files(), ElementsAre(root / sha256.substr(0, 2) / sha256));
}

TEST_F(AttachmentFiles, OfNoBytesAreFilesToo) {
    ContentFiles files(root, random);
    EXPECT_EQ("", files.get(files.put("")));
}

TEST_F(AttachmentFiles, AreSyncedAndRenamedBeforePutReturns) {
    RecordingFiles disk;
    ContentFiles files(root, random, disk);
    disk.calls.clear();
    const std::string sha256 = files.put("bytes");
    const std::string sub = sha256.substr(0, 2);
    EXPECT_THAT(disk.calls, ElementsAre("folder " + sub, StartsWith("write part-"),
                                        "rename " + sha256, "sync " + sub));
}

TEST_F(AttachmentFiles, AreTouchedWhenTheyAreThereAlready) {
    RecordingFiles disk;
    ContentFiles files(root, random, disk);
    const std::string sha256 = files.put("bytes");
    const fs::path file = root / sha256.substr(0, 2) / sha256;
    fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(24));
    const auto before = fs::last_write_time(file);
    disk.calls.clear();
    files.put("bytes");
    EXPECT_GT(fs::last_write_time(file), before);
    EXPECT_THAT(disk.calls, ElementsAre("touch " + sha256, "sync " + sha256.substr(0, 2)))
        << "whoever renamed it there may have lost power before the sync";
    EXPECT_THAT(all_files(), SizeIs(1));
}

TEST_F(AttachmentFiles, MakeSureOfAFolderThatAnotherProcessMade) {
    { ContentFiles(root, random).put("bytes"); }
    RecordingFiles disk;
    ContentFiles files(root, random, disk);
    disk.calls.clear();
    files.put("bytes");
    EXPECT_EQ("folder " + sha256_hex("bytes").substr(0, 2), disk.calls.at(0));
}

TEST_F(AttachmentFiles, LeaveNothingBehindOnAFullDisk) {
    RecordingFiles disk;
    ContentFiles files(root, random, disk);
    disk.is_full = true;
    EXPECT_THROW(files.put("bytes"), std::system_error);
    EXPECT_TRUE(all_files().empty());
    disk.is_full = false;
    EXPECT_EQ("bytes", files.get(files.put("bytes")));
}

TEST_F(AttachmentFiles, AreNotReadByAnythingButAHash) {
    ContentFiles files(root, random);
    std::ofstream(root / "secret") << "secret";
    EXPECT_THROW(files.get("../secret"), std::invalid_argument);
    EXPECT_THROW(files.get(std::string(64, '/')), std::invalid_argument);
    EXPECT_THROW(files.get(std::string(64, 'a')), std::system_error) << "no such file";
}

TEST_F(AttachmentFiles, AreForTheDeskAlone) {
    ContentFiles files(root, random);
    files.put("bytes");
    EXPECT_EQ(fs::perms::none, fs::status(all_files().at(0)).permissions() &
                                   (fs::perms::group_all | fs::perms::others_all));
}

}  // namespace desk::test
