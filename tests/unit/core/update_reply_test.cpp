#include "core/update_reply.hpp"

#include "core/body.hpp"
#include "core/move_ports.hpp"
#include "unit/core/move_test.hpp"

namespace desk::test {
namespace {

using core::Errc;
using testing::ElementsAre;

class UpdateReply : public MoveTest {
  protected:
    UpdateReply() : id(ticket("Lost parcel")) {
        first = reply_to(id, "Still lost");
        second = reply_to(id, "Found");
    }

    core::Result<core::UpdatedReply> change(std::int64_t reply, const std::string& text) {
        tick();
        core::UpdateReplyInput input;
        input.reply = reply;
        input.body_text = text;
        return run(&core::update_reply, input);
    }
    core::Result<core::UpdatedReply> move(std::int64_t reply, Timestamp time) {
        core::UpdateReplyInput input;
        input.reply = reply;
        input.created_at = time;
        return run(&core::update_reply, input);
    }
    core::Message message(std::size_t index) { return get(id)->messages.at(index); }
    void store_body(std::int64_t reply, const core::Body& body) {
        database->run_write([&](core::Tx& tx) {
            const auto kept = tx.moves().find_message(core::MessageKind::reply, reply);
            tx.moves().rewrite(kept->message.id, body, kept->message.created_at);
            return true;
        });
    }

    core::TicketId id;
    std::int64_t first = 0;
    std::int64_t second = 0;
};
RUN_ON_BOTH_DATABASES(UpdateReply);

TEST_P(UpdateReply, ChangesTheTextAlone) {
    const core::Ticket before = get(id).value();
    const auto updated = change(first, "Still not here");
    ASSERT_TRUE(updated.has_value());
    EXPECT_EQ(updated->ticket, id);
    EXPECT_THAT(texts(id), ElementsAre("Opening of Lost parcel", "Still not here", "Found"));
    const core::Ticket after = get(id).value();
    EXPECT_EQ(after.status, before.status);
    EXPECT_EQ(after.last_reply_at, before.last_reply_at);
    EXPECT_EQ(after.version, before.version + 1);
    EXPECT_EQ(after.messages[1].created_at, before.messages[1].created_at);
    EXPECT_EQ(after.messages[1].attachments.size(), 1U);
    EXPECT_EQ(events(id).back().type, "TicketUpdate");
    EXPECT_THAT(events(id).back().details,
                ElementsAre(testing::Pair("replyid", std::to_string(first)),
                            testing::Pair("fields", "message")));
}

TEST_P(UpdateReply, OfTheSameTextIsNoChange) {
    const core::Ticket before = get(id).value();
    ASSERT_TRUE(change(first, "Still lost"));
    ASSERT_TRUE(move(first, before.messages[1].created_at));
    EXPECT_EQ(get(id)->version, before.version);
    EXPECT_EQ(events(id).size(), 3U);
}

TEST_P(UpdateReply, LeavesHtmlThatWasReadAsTextAndSentBackAlone) {
    const core::Body html{"<p>Still <b>lost</b></p>", core::BodyFormat::html, core::Origin::getfly};
    store_body(first, html);
    actor.origin = core::Origin::whmcs;
    ASSERT_TRUE(change(first, core::body_as_text(html)));
    EXPECT_EQ(message(1).body, html);
    ASSERT_TRUE(change(first, "Other words"));
    EXPECT_EQ(message(1).body,
              (core::Body{"Other words", core::BodyFormat::plain, core::Origin::whmcs}));
}

TEST_P(UpdateReply, TellsALongTextToBeComparedInTheSlowLane) {
    core::UpdateReplyInput input;
    input.reply = first;
    input.body_text = "Other words";
    const auto to_compare = [&] {
        std::optional<core::Body> stored;
        database->run_read([&](core::Tx& tx) {
            stored = core::text_to_compare(tx, actor, input);
            return true;
        });
        return stored;
    };
    EXPECT_FALSE(to_compare().has_value());
    const core::Body html{std::string(100'000, 'x'), core::BodyFormat::html, core::Origin::getfly};
    store_body(first, html);
    ASSERT_TRUE(to_compare().has_value());
    EXPECT_EQ(*to_compare(), html);
    input.reply = 999;
    EXPECT_FALSE(to_compare().has_value());
}

TEST_P(UpdateReply, MovesTheLastReplyToTheLatestThatThereIs) {
    const Timestamp opened_at = get(id)->opened_at;
    const Timestamp first_at = message(1).created_at;
    ASSERT_TRUE(move(second, opened_at + std::chrono::seconds{1}));
    EXPECT_EQ(get(id)->last_reply_at, first_at);
    EXPECT_THAT(texts(id), ElementsAre("Opening of Lost parcel", "Found", "Still lost"));
    EXPECT_THAT(events(id).back().details[1], testing::Pair("fields", "created"));
    EXPECT_EQ(move(second, database.clock.now() + std::chrono::minutes{2}).error().code,
              Errc::date_in_future);
}

TEST_P(UpdateReply, IsForStaffAlone) {
    actor.client = cynthia;
    EXPECT_EQ(change(first, "Mine").error().code, Errc::not_permitted);
    actor.client = acme;
    EXPECT_EQ(change(first, "Mine").error().code, Errc::reply_not_found);
}

TEST_P(UpdateReply, RefusesOneThatIsNotThere) {
    EXPECT_EQ(change(999, "M").error().code, Errc::reply_not_found);
    EXPECT_EQ(change(0, "M").error().code, Errc::reply_not_found);
    EXPECT_EQ(change(first, std::string(core::kMaxMessageBytes + 1, 'x')).error().code,
              Errc::message_too_long);
    ASSERT_TRUE(run(&core::delete_reply, core::DeleteReplyInput{{id, {}, {}}, first}));
    EXPECT_EQ(change(first, "M").error().code, Errc::reply_not_found);
    ASSERT_TRUE(remove(id));
    EXPECT_EQ(change(second, "M").error().code, Errc::reply_not_found);
}

TEST_P(UpdateReply, FollowsAMergeAndIsKeptWhenThatIsUndone) {
    const core::TicketId master = ticket("Master");
    ASSERT_TRUE(merge(master, {id}));
    const core::Ticket merged = get(master).value();
    ASSERT_EQ(merged.messages.size(), 4U);
    const core::Message& opening = merged.messages[1];
    ASSERT_EQ(opening.body.text, "Opening of Lost parcel");
    EXPECT_EQ(change(opening.wire_id, "Lost for good")->ticket, master);
    EXPECT_EQ(change(first, "Really")->ticket, master);
    ASSERT_TRUE(unmerge(id));
    EXPECT_THAT(texts(id), ElementsAre("Lost for good", "Really", "Found"));
}

}  // namespace
}  // namespace desk::test
