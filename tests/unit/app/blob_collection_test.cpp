#include "app/blob_collection.hpp"

#include <fstream>

#include "core/delete_ticket.hpp"
#include "core/get_attachment.hpp"
#include "unit/app/jobs_test.hpp"
#include "util/hash.hpp"

namespace desk::test {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

class BlobCollection : public JobsTest {
  protected:
    BlobCollection() {
        // Files carry the machine's time, so this test goes by that.
        database.clock.set(SystemClock().now());
    }

    fs::path path_of(const std::string& sha256) {
        return database.files.root() / sha256.substr(0, 2) / sha256;
    }
    /// As if a file had been stored that long ago, by the clock the collection goes by.
    void make_old(const fs::path& path, std::chrono::seconds age = 24h) {
        fs::last_write_time(path, fs::file_time_type::clock::from_sys(database.clock.now() - age));
    }
    core::TicketId ticket_with(const std::string& bytes) {
        core::OpenTicketInput input = client_ticket();
        core::NewAttachment file;
        file.file_name = "file.txt";
        file.media_type = "text/plain";
        file.sha256 = database.files.put(bytes);
        file.size = static_cast<std::int64_t>(bytes.size());
        input.attachments.push_back(file);
        return opened(input);
    }
    void remove_all_attachments() { database.database.sql("UPDATE attachment SET removed = 1"); }
    std::int64_t rows() { return count("SELECT count(*) FROM blob"); }
    std::int64_t collect() {
        return runner().run_now("blob-collection", [](std::int64_t) {})->done;
    }
};
RUN_ON_BOTH_DATABASES(BlobCollection);

TEST_P(BlobCollection, TakesFilesThatNoAttachmentNeedsAnyMore) {
    ticket_with("unneeded");
    const std::string sha256 = sha256_hex("unneeded");
    remove_all_attachments();
    make_old(path_of(sha256));
    database.clock.advance(24h);
    EXPECT_EQ(1, collect());
    EXPECT_FALSE(fs::exists(path_of(sha256)));
    EXPECT_EQ(0, rows());
    EXPECT_EQ(0, collect());
}

TEST_P(BlobCollection, LeavesAFileAsLongAsOneAttachmentNeedsIt) {
    const core::TicketId id = ticket_with("shared");
    ticket_with("shared");
    database.database.sql(
        "UPDATE attachment SET removed = 1 WHERE id = (SELECT max(id) FROM attachment)");
    make_old(path_of(sha256_hex("shared")));
    database.clock.advance(24h);
    EXPECT_EQ(0, collect());
    EXPECT_EQ("shared", run(&core::get_attachment,
                            core::GetAttachmentInput{core::MessageKind::opening, id.value(), 0})
                            ->bytes);
}

TEST_P(BlobCollection, LeavesWhatWasTouchedWithinADay) {
    ticket_with("row is young");
    remove_all_attachments();
    make_old(path_of(sha256_hex("row is young")));
    EXPECT_EQ(0, collect());

    database.clock.advance(24h);
    const std::string file_is_young = database.files.put("file is young");
    make_old(path_of(file_is_young), 23h);
    EXPECT_EQ(1, collect());
    EXPECT_TRUE(fs::exists(path_of(file_is_young)));
}

/// A back-up that began before the purge may still have to copy it.
TEST_P(BlobCollection, LeavesWhatWasNeededUntilAPurgeForADay) {
    const core::TicketId id = ticket_with("needed until now");
    const std::filesystem::path file = path_of(sha256_hex("needed until now"));
    make_old(file, 1000h);
    database.database.sql("UPDATE blob SET touched_at = 1");
    ASSERT_TRUE(run(&core::purge_ticket, core::TicketRef{id, {}, {}}));
    EXPECT_EQ(0, collect());
    EXPECT_TRUE(fs::exists(file));
    database.clock.advance(24h);
    EXPECT_EQ(1, collect());
    EXPECT_FALSE(fs::exists(file));
}

TEST_P(BlobCollection, TakesFilesThatNeverGotARow) {
    const std::string refused = database.files.put("of a request that was refused");
    make_old(path_of(refused));
    const fs::path part = path_of(refused).parent_path() / "part-abcdefghijklmnop";
    std::ofstream(part) << "half";
    make_old(part);
    const fs::path foreign = path_of(refused).parent_path() / "README";
    std::ofstream(foreign) << "not ours";
    make_old(foreign);
    EXPECT_EQ(1, collect());
    EXPECT_FALSE(fs::exists(path_of(refused)));
    EXPECT_FALSE(fs::exists(part));
    EXPECT_TRUE(fs::exists(foreign)) << "it takes what it knows";
}

TEST_P(BlobCollection, NeverTakesAFileThatARequestHasJustPut) {
    const std::string sha256 = database.files.put("used again");
    make_old(path_of(sha256));
    app::BlobCollection chore(database->executor(), database.clock, database.files.root());
    chore.begin();
    while (chore.look() == app::Chore::Next::look_again) {
    }
    // Found; and now a request comes with the same bytes, and has not come to its rows yet.
    database.files.put("used again");
    core::Piece piece;
    database->run_write([&](core::Tx& tx) {
        piece = chore.run_piece(tx);
        return true;
    });
    EXPECT_EQ(0, piece.done);
    const core::TicketId id = ticket_with("used again");
    EXPECT_EQ("used again", run(&core::get_attachment,
                                core::GetAttachmentInput{core::MessageKind::opening, id.value(), 0})
                                ->bytes);
}

TEST_P(BlobCollection, FinishesWhatACrashLeftHalfDone) {
    ticket_with("file gone, row left");
    remove_all_attachments();
    fs::remove(path_of(sha256_hex("file gone, row left")));
    database.clock.advance(24h);
    EXPECT_EQ(1, collect());
    EXPECT_EQ(0, rows());
    const core::TicketId id = ticket_with("file gone, row left");
    EXPECT_EQ("file gone, row left",
              run(&core::get_attachment,
                  core::GetAttachmentInput{core::MessageKind::opening, id.value(), 0})
                  ->bytes);
}

TEST_P(BlobCollection, RunsOnceADay) {
    run_due();
    const std::optional<Timestamp> first = state("blob-collection").finished_at;
    EXPECT_EQ(database.clock.now(), first);
    database.clock.advance(24h - 1s);
    run_due();
    EXPECT_EQ(first, state("blob-collection").finished_at);
    database.clock.advance(1s);
    run_due();
    EXPECT_EQ(database.clock.now(), state("blob-collection").finished_at);
}

TEST_P(BlobCollection, TakesMoreThanAPieceOfThem) {
    constexpr int kFiles = 3 * core::kPieceSize;
    for (int i = 0; i < kFiles; ++i) {
        make_old(path_of(database.files.put("file " + std::to_string(i))));
    }
    EXPECT_EQ(kFiles, collect());
}

}  // namespace
}  // namespace desk::test
