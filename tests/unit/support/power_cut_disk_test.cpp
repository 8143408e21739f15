#include "support/power_cut_disk.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <set>
#include <system_error>

#include "support/power_cut_files.hpp"

namespace desk::test {
namespace {

std::string content(PowerCutDisk& disk, const std::string& path) {
    return PowerCutFiles(disk).read(path);
}

PowerCutDisk::File made(PowerCutDisk& disk, const std::string& path) {
    bool created = false;
    return disk.open(path, &created);
}

void write_durably(PowerCutDisk& disk, const std::string& path, std::string_view bytes) {
    PowerCutFiles files(disk);
    files.write_synced(path, bytes);
    disk.sync_folder("/");
}

void cut_and_restore(PowerCutDisk& disk, Unsynced unsynced = Unsynced::lost) {
    disk.cut();
    disk.restore(unsynced);
}

TEST(PowerCutDisk, KeepsWhatWasSyncedInFileAndFolder) {
    PowerCutDisk disk(1);
    write_durably(disk, "/a", "kept");
    cut_and_restore(disk);
    EXPECT_EQ(content(disk, "/a"), "kept");
}

TEST(PowerCutDisk, LosesAFileWhoseFolderWasNotSynced) {
    PowerCutDisk disk(1);
    PowerCutFiles(disk).write_synced("/a", "lost");
    cut_and_restore(disk);
    EXPECT_FALSE(disk.exists("/a"));
}

TEST(PowerCutDisk, LosesContentThatWasNotSynced) {
    PowerCutDisk disk(1);
    const PowerCutDisk::File file = made(disk, "/a");
    disk.write(file, 0, "lost");
    disk.sync_folder("/");
    cut_and_restore(disk);
    EXPECT_EQ(content(disk, "/a"), "");
}

TEST(PowerCutDisk, GoesBackToWhatWasSyncedBeforeAnOverwriteOrATruncation) {
    PowerCutDisk disk(1);
    write_durably(disk, "/a", "first state");
    write_durably(disk, "/b", "first state");
    disk.write(made(disk, "/a"), 0, "later");
    disk.truncate(made(disk, "/b"), 3);
    EXPECT_EQ(content(disk, "/a"), "later state");
    EXPECT_EQ(content(disk, "/b"), "fir");
    cut_and_restore(disk);
    EXPECT_EQ(content(disk, "/a"), "first state");
    EXPECT_EQ(content(disk, "/b"), "first state");
}

TEST(PowerCutDisk, SyncsExactlyWhatThereIs) {
    PowerCutDisk disk(1);
    const PowerCutDisk::File file = made(disk, "/a");
    disk.sync_folder("/");
    disk.write(file, 0, std::string(3000, 'x'));
    disk.sync(file);
    disk.truncate(file, 700);
    disk.write(file, 2000, "far");
    disk.sync(file);
    cut_and_restore(disk);
    const std::string expected =
        std::string(700, 'x') + std::string(1300, '\0') + std::string("far");
    EXPECT_EQ(content(disk, "/a"), expected);
}

TEST(PowerCutDisk, LosesAFolderWhoseParentWasNotSynced) {
    PowerCutDisk disk(1);
    disk.make_folder("/new");
    PowerCutFiles(disk).write_synced("/new/a", "lost");
    disk.sync_folder("/new");
    cut_and_restore(disk);
    EXPECT_FALSE(disk.exists("/new"));
}

TEST(PowerCutDisk, UndoesARenameAndADeletionThatWereNotSynced) {
    PowerCutDisk disk(1);
    write_durably(disk, "/a", "one");
    write_durably(disk, "/b", "two");
    disk.rename("/a", "/c");
    disk.remove("/b");
    EXPECT_FALSE(disk.exists("/a"));
    cut_and_restore(disk);
    EXPECT_EQ(disk.files_below("/"), (std::vector<std::string>{"/a", "/b"}));
    disk.rename("/a", "/c");
    disk.remove("/b");
    disk.sync_folder("/");
    cut_and_restore(disk);
    EXPECT_EQ(disk.files_below("/"), (std::vector<std::string>{"/c"}));
}

TEST(PowerCutDisk, FailsEveryCallFromTheCutOn) {
    PowerCutDisk disk(1);
    write_durably(disk, "/a", "kept");
    const PowerCutDisk::File file = disk.open("/a", nullptr);
    disk.cut_at(2);
    disk.write(file, 0, "1");
    EXPECT_THROW(disk.write(file, 1, "2"), std::system_error);
    EXPECT_TRUE(disk.is_cut());
    EXPECT_THROW(disk.sync(file), std::system_error);
    EXPECT_THROW(disk.exists("/a"), std::system_error);
    std::string out(4, ' ');
    EXPECT_THROW(disk.read(file, 0, out), std::system_error);
    disk.restore(Unsynced::lost);
    EXPECT_EQ(content(disk, "/a"), "kept");
    EXPECT_THROW(disk.sync(file), std::system_error) << "opened before the cut";
}

TEST(PowerCutDisk, SyncsNothingInTheCallInWhichThePowerGoes) {
    PowerCutDisk disk(1);
    write_durably(disk, "/a", "before");
    const PowerCutDisk::File file = disk.open("/a", nullptr);
    disk.write(file, 0, "after!");
    disk.cut_at(1);
    EXPECT_THROW(disk.sync(file), std::system_error);
    disk.restore(Unsynced::lost);
    EXPECT_EQ(content(disk, "/a"), "before");
}

TEST(PowerCutDisk, CountsOnlyTheCallsThatItIsToldTo) {
    PowerCutDisk disk(1);
    write_durably(disk, "/a", "1");
    write_durably(disk, "/b", "1");
    const PowerCutDisk::File a = disk.open("/a", nullptr);
    const PowerCutDisk::File b = disk.open("/b", nullptr);
    disk.cut_at(2, Calls::syncs, "/b");
    for (int i = 0; i < 3; ++i) disk.sync(a);
    disk.sync(b);
    disk.write(b, 0, "2");
    EXPECT_THROW(disk.sync(b), std::system_error);
    EXPECT_TRUE(disk.is_cut());
}

TEST(PowerCutDisk, TearsOnlyWhatWasNotSyncedAndOnlyAtSectors) {
    std::set<std::string> seen;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        PowerCutDisk disk(seed);
        write_durably(disk, "/a", std::string(1024, 'o'));
        const PowerCutDisk::File file = disk.open("/a", nullptr);
        disk.write(file, 0, std::string(1024, 'm'));
        disk.write(file, 512, std::string(512, 'n'));
        cut_and_restore(disk, Unsynced::torn);
        const std::string left = content(disk, "/a");
        ASSERT_EQ(left.size(), 1024U);
        EXPECT_EQ(left.substr(0, 512), std::string(512, left[0]));
        EXPECT_EQ(left.substr(512), std::string(512, left[512]));
        seen.insert({left[0], left[512]});
    }
    EXPECT_EQ(seen, (std::set<std::string>{"oo", "om", "on", "mo", "mm", "mn"}));
}

TEST(PowerCutDisk, MayKeepUnsyncedSizesAndNames) {
    std::set<std::size_t> sizes;
    std::set<std::vector<std::string>> names;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        PowerCutDisk disk(seed);
        write_durably(disk, "/a", "1");
        disk.truncate(disk.open("/a", nullptr), 5);
        write_durably(disk, "/b", "2");
        disk.rename("/b", "/c");
        cut_and_restore(disk, Unsynced::torn);
        sizes.insert(content(disk, "/a").size());
        names.insert(disk.files_below("/"));
    }
    EXPECT_EQ(sizes, (std::set<std::size_t>{1, 5}));
    EXPECT_EQ(names, (std::set<std::vector<std::string>>{{"/a", "/b"}, {"/a", "/c"}}));
}

TEST(PowerCutDisk, ALiarLosesWhatItSaidWasSynced) {
    PowerCutDisk disk(1);
    write_durably(disk, "/a", "before");
    disk.lie_about_syncs();
    write_durably(disk, "/a", "after");
    write_durably(disk, "/b", "after");
    cut_and_restore(disk);
    EXPECT_EQ(content(disk, "/a"), "before");
    EXPECT_FALSE(disk.exists("/b"));
}

TEST(PowerCutFiles, SyncsTheParentOfAFolderItMakes) {
    PowerCutDisk disk(1);
    PowerCutFiles files(disk);
    files.make_folder("/new");
    cut_and_restore(disk);
    EXPECT_TRUE(files.exists("/new"));
}

TEST(PowerCutFiles, SyncsTheParentOfAFolderThatSomebodyElseHasJustMade) {
    PowerCutDisk disk(1);
    disk.make_folder("/new");
    PowerCutFiles files(disk);
    files.make_folder("/new");
    cut_and_restore(disk);
    EXPECT_TRUE(files.exists("/new"));
}

}  // namespace
}  // namespace desk::test
