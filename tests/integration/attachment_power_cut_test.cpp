#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <set>
#include <system_error>

#include "store/attachment_files.hpp"
#include "support/fakes.hpp"
#include "support/power_cut_disk.hpp"
#include "support/power_cut_files.hpp"
#include "util/hash.hpp"

namespace desk::test {
namespace {

namespace fs = std::filesystem;

constexpr Unsynced kBoth[] = {Unsynced::lost, Unsynced::torn};

/// The last is there already.
constexpr std::string_view kContents[] = {"first", "second", "first"};

/// The bytes under a hash; nothing when there is no such file.
std::optional<std::string> stored(PowerCutDisk& disk, const std::string& bytes) {
    FakeRandom random;
    PowerCutFiles files(disk);
    if (!files.exists("/files")) return std::nullopt;
    try {
        return store::ContentFiles("/files", random, files).get(sha256_hex(bytes));
    } catch (const std::system_error&) {
        return std::nullopt;
    }
}

TEST(AttachmentPowerCut, AtEveryCallLosesNothingPutAndKeepsNothingHalf) {
    for (const Unsynced unsynced : kBoth) {
        bool is_finished = false;
        for (std::uint64_t call = 1; !is_finished; ++call) {
            SCOPED_TRACE("call " + std::to_string(call));
            PowerCutDisk disk(call);
            PowerCutFiles files(disk);
            FakeRandom random;
            disk.cut_at(call);
            std::set<std::string> put;
            try {
                store::ContentFiles content("/files", random, files);
                for (const std::string_view bytes : kContents) {
                    content.put(bytes);
                    put.insert(std::string(bytes));
                }
                is_finished = true;
                disk.cut();
            } catch (const std::system_error&) {
                ASSERT_TRUE(disk.is_cut());
            }
            disk.restore(unsynced);
            for (const std::string_view bytes : kContents) {
                const std::optional<std::string> found = stored(disk, std::string(bytes));
                EXPECT_EQ(found.value_or(std::string(bytes)), bytes);
                EXPECT_TRUE(found || !put.contains(std::string(bytes))) << bytes;
            }
        }
    }
}

/// Lets something else happen before one of the calls that are passed on.
class InterruptedFiles final : public store::FileLayer {
  public:
    InterruptedFiles(store::FileLayer& files, int call, std::function<void()> interruption)
        : files_(files), left_(call), interruption_(std::move(interruption)) {}

    void make_folder(const fs::path& path) override { next().make_folder(path); }
    bool exists(const fs::path& path) override { return next().exists(path); }
    void write_synced(const fs::path& path, std::string_view bytes) override {
        next().write_synced(path, bytes);
    }
    void rename(const fs::path& from, const fs::path& to) override { next().rename(from, to); }
    void sync_folder(const fs::path& path) override { next().sync_folder(path); }
    void touch(const fs::path& path) override { next().touch(path); }
    void remove(const fs::path& path) override { next().remove(path); }
    std::string read(const fs::path& path) override { return next().read(path); }

  private:
    store::FileLayer& next() {
        if (--left_ == 0) interruption_();
        return files_;
    }

    store::FileLayer& files_;
    int left_;
    std::function<void()> interruption_;
};

TEST(AttachmentPowerCut, LosesNothingPutBesideSomebodyWhoPutsTheSame) {
    int interruptions = 0;
    for (int call = 1;; ++call) {
        PowerCutDisk disk(1);
        PowerCutFiles files(disk);
        FakeRandom random(1);
        FakeRandom other_random(2);
        bool is_interrupted = false;
        // The other one finds whatever the first has done so far, synced or not, and is
        // acknowledged; then the power goes.
        InterruptedFiles interrupted(files, call, [&] {
            is_interrupted = true;
            store::ContentFiles("/files", other_random, files).put("same");
            disk.cut();
        });
        try {
            store::ContentFiles("/files", random, interrupted).put("same");
        } catch (const std::system_error&) {
            EXPECT_TRUE(disk.is_cut());
        }
        if (!is_interrupted) break;
        ++interruptions;
        disk.restore(Unsynced::lost);
        EXPECT_EQ(stored(disk, "same"), "same") << "before call " << call;
    }
    EXPECT_GE(interruptions, 6);
}

TEST(AttachmentPowerCut, LosesNothingPutWhereSomebodyMadeTheFoldersAndDidNotSyncThem) {
    PowerCutDisk disk(1);
    PowerCutFiles files(disk);
    FakeRandom random;
    disk.make_folder("/files");
    disk.make_folder("/files/" + sha256_hex("bytes").substr(0, 2));
    store::ContentFiles("/files", random, files).put("bytes");
    disk.cut();
    disk.restore(Unsynced::lost);
    EXPECT_EQ(stored(disk, "bytes"), "bytes");
}

TEST(DataFolderPowerCut, KeepsEveryFolderOnTheWay) {
    PowerCutDisk disk(1);
    PowerCutFiles files(disk);
    store::make_folders("/srv/polydesk/data", files);
    disk.cut();
    disk.restore(Unsynced::lost);
    EXPECT_TRUE(disk.exists("/srv/polydesk/data"));
    store::make_folders("/srv/polydesk/data", files);
    EXPECT_TRUE(disk.exists("/srv/polydesk/data"));
}

}  // namespace
}  // namespace desk::test
