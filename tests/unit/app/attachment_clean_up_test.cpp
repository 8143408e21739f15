#include "core/get_attachment.hpp"
#include "unit/app/jobs_test.hpp"

namespace desk::test {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;

constexpr auto kDay = 24h;

class AttachmentCleanUp : public JobsTest {
  protected:
    core::NewAttachment file(const std::string& name) {
        core::NewAttachment made;
        made.file_name = name;
        made.media_type = "text/plain";
        made.sha256 = database.files.put("bytes of " + name);
        made.size = 10;
        return made;
    }
    core::TicketId with_files(std::vector<std::string> names) {
        core::OpenTicketInput input = client_ticket();
        for (const std::string& name : names) input.attachments.push_back(file(name));
        return opened(input);
    }
    void set_status(core::TicketId id, const std::string& title) {
        core::UpdateTicketInput input;
        input.ref.id = id;
        input.status_title = title;
        ASSERT_TRUE(update(input).has_value());
    }
    bool is_removed(core::TicketId id) {
        bool all = true;
        const auto ticket = get(id);
        for (const core::Attachment& each : ticket->messages.at(0).attachments) {
            all = all && each.removed;
        }
        return all;
    }
};
RUN_ON_BOTH_DATABASES(AttachmentCleanUp);

TEST_P(AttachmentCleanUp, TakesTheFilesOfATicketThatHasBeenClosedForThePeriod) {
    set("attachment_keep_days", "30");
    const core::TicketId id = with_files({"a.txt", "b.txt"});
    database.clock.advance(12h);
    set_status(id, "Closed");
    database.clock.advance(30 * kDay - 1s);
    run_due();
    EXPECT_FALSE(is_removed(id));
    database.clock.advance(1s);
    run_due();
    EXPECT_TRUE(is_removed(id));
    EXPECT_EQ(2, state("attachment-cleanup").done_count);
    EXPECT_THAT(event_types(id), Contains("TicketAttachmentsRemoved"));
}

TEST_P(AttachmentCleanUp, KeepsTheNamesAndSaysThatTheFilesAreGone) {
    set("attachment_keep_days", "30");
    const core::TicketId id = with_files({"a.txt", "b.txt"});
    set_status(id, "Closed");
    database.clock.advance(30 * kDay);
    run_due();
    const auto ticket = get(id);
    const auto& attachments = ticket->messages.at(0).attachments;
    ASSERT_EQ(2U, attachments.size());
    EXPECT_EQ("a.txt", attachments[0].file_name);
    const auto read = run(&core::get_attachment,
                          core::GetAttachmentInput{core::MessageKind::opening, id.value(), 0});
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(core::Errc::attachments_deleted, read.error().code);
}

TEST_P(AttachmentCleanUp, CountsFromTheLastChangeHoweverOftenItLooked) {
    set("attachment_keep_days", "10");
    const core::TicketId id = with_files({"a.txt"});
    for (int day = 0; day < 25; ++day) {
        database.clock.advance(kDay);
        run_due();
    }
    EXPECT_FALSE(is_removed(id)) << "an open ticket keeps its files";
    set_status(id, "Closed");
    database.clock.advance(9 * kDay);
    run_due();
    set_status(id, "Open");
    database.clock.advance(5 * kDay);
    run_due();
    set_status(id, "Closed");
    database.clock.advance(10 * kDay - 1s);
    run_due();
    EXPECT_FALSE(is_removed(id));
    database.clock.advance(1s);
    run_due();
    EXPECT_TRUE(is_removed(id));
}

TEST_P(AttachmentCleanUp, IsOffUntilItsSettingSaysAfterHowLong) {
    const core::TicketId id = with_files({"a.txt"});
    set_status(id, "Closed");
    database.clock.advance(1000 * kDay);
    run_due();
    EXPECT_FALSE(is_removed(id));
    set("attachment_keep_days", "1000");
    run_due();
    EXPECT_TRUE(is_removed(id));
}

TEST_P(AttachmentCleanUp, LooksAtATicketOnceAPeriodAndNotBetween) {
    set("attachment_keep_days", "10");
    with_files({"a.txt", "b.txt"});
    with_files({"c.txt"});
    database.clock.advance(10 * kDay);
    app::JobRunner node = runner();
    node.run_due();
    EXPECT_EQ("done", state("attachment-cleanup").outcome);
    std::optional<Timestamp> next;
    database->run_read([&](core::Tx& tx) {
        next = node.overview(tx).at(2).next_run;
        return true;
    });
    EXPECT_EQ(database.clock.now() + 10 * kDay, next);
}

}  // namespace
}  // namespace desk::test
