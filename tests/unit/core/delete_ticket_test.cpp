#include "core/purge_deleted.hpp"
#include "unit/core/move_test.hpp"

namespace desk::test {
namespace {

using core::Errc;
using testing::ElementsAre;

class DeleteTicket : public MoveTest {
  protected:
    DeleteTicket() : id(ticket("Lost parcel")) {
        reply_id = reply_to(id, "Still lost");
        note_id = note_on(id, "Ask the carrier");
    }

    core::TicketId id;
    std::int64_t reply_id = 0;
    std::int64_t note_id = 0;
};
RUN_ON_BOTH_DATABASES(DeleteTicket);

TEST_P(DeleteTicket, TakesItOutOfEveryReadersSight) {
    const core::Ticket before = get(id).value();
    const auto deleted = remove(id);
    ASSERT_TRUE(deleted.has_value());
    EXPECT_EQ(deleted->number, before.number);
    EXPECT_EQ(get(id).error().code, Errc::ticket_not_found);
    database->run_read([&](core::Tx& tx) {
        EXPECT_FALSE(tx.find_ticket({{}, before.number, {}}, {}).has_value());
        EXPECT_FALSE(tx.find_ticket({{}, {}, before.code}, {}).has_value());
        EXPECT_FALSE(tx.find_message(core::MessageKind::reply, reply_id).has_value());
        EXPECT_FALSE(tx.find_message(core::MessageKind::note, note_id).has_value());
        return true;
    });
    core::UpdateTicketInput change;
    change.ref.id = id;
    change.subject = "New";
    EXPECT_EQ(update(change).error().code, Errc::ticket_not_found);
    EXPECT_EQ(number("SELECT sum(count) FROM ticket_counter"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM message"), 3);
    EXPECT_EQ(events(id).back().type, "TicketDelete");
    EXPECT_THAT(events(id).back().details,
                ElementsAre(testing::Pair("ticketId", std::to_string(id.value())),
                            testing::Pair("adminId", std::to_string(actor.agent.value()))));
}

TEST_P(DeleteTicket, KeepsItsNumberTaken) {
    const std::string number = get(id)->number;
    ASSERT_TRUE(remove(id));
    core::OpenTicketInput same = client_ticket();
    same.fixed_number = number;
    EXPECT_EQ(open(same).error().code, Errc::number_exhausted);
}

TEST_P(DeleteTicket, RefusesOneThatIsUnknownOrDeletedAlready) {
    EXPECT_EQ(remove(core::TicketId{999}).error().code, Errc::ticket_not_found);
    EXPECT_EQ(remove({}).error().code, Errc::ticket_not_found);
    ASSERT_TRUE(remove(id));
    EXPECT_EQ(remove(id).error().code, Errc::ticket_not_found);
}

TEST_P(DeleteTicket, IsForStaffAlone) {
    actor.client = cynthia;
    EXPECT_EQ(remove(id).error().code, Errc::not_permitted);
    EXPECT_EQ(purge(id).error().code, Errc::not_permitted);
    actor.client = acme;
    EXPECT_EQ(remove(id).error().code, Errc::ticket_not_found);
}

TEST_P(DeleteTicket, IsUndoneByRestoringIt) {
    const core::Ticket before = get(id).value();
    EXPECT_EQ(restore(id).error().code, Errc::not_deleted);
    ASSERT_TRUE(remove(id));
    ASSERT_TRUE(restore(id));
    const core::Ticket after = get(id).value();
    EXPECT_EQ(after.number, before.number);
    EXPECT_EQ(after.status, before.status);
    EXPECT_EQ(after.reply_count, 1);
    EXPECT_EQ(after.messages.size(), 3U);
    EXPECT_EQ(after.messages[0].attachments.size(), 1U);
    EXPECT_EQ(after.version, before.version + 2);
    EXPECT_EQ(number("SELECT sum(count) FROM ticket_counter"), 1);
    EXPECT_EQ(events(id).back().type, "TicketRestore");
    EXPECT_EQ(restore(id).error().code, Errc::not_deleted);
    EXPECT_EQ(restore(core::TicketId{999}).error().code, Errc::ticket_not_found);
}

TEST_P(DeleteTicket, PurgeLeavesNothingThatAnybodyWrote) {
    core::UpdateTicketInput change;
    change.ref.id = id;
    change.subject = "A secret subject";
    change.cc = std::vector<std::string>{"copy@example.com"};
    change.emergency_phone = "+39 02 1234";
    change.custom_fields = {{colour, {}, "red", false}};
    ASSERT_TRUE(update(change));
    const core::Ticket before = get(id).value();
    ASSERT_TRUE(remove(id));
    ASSERT_TRUE(purge(id));

    EXPECT_EQ(number("SELECT count(*) FROM message"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM attachment"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM custom_field_value"), 0);
    EXPECT_EQ(rows("SELECT number, code, access_code, subject, cc, emergency_phone, client_id "
                   "FROM ticket"),
              (Rows{{before.number, before.code, "", "", "", "", "0"}}));
    for (const auto& event : rows("SELECT details FROM event")) {
        EXPECT_THAT(event[0], testing::Not(testing::HasSubstr("ecret")));
        EXPECT_THAT(event[0], testing::Not(testing::HasSubstr("parcel")));
    }
    EXPECT_EQ(events(id).back().type, "TicketPurge");
    EXPECT_EQ(restore(id).error().code, Errc::ticket_not_found);
    EXPECT_EQ(purge(id).error().code, Errc::ticket_not_found);
    EXPECT_EQ(get(id).error().code, Errc::ticket_not_found);
}

TEST_P(DeleteTicket, PurgedNumbersAndCodesAreNotGivenAgain) {
    const core::Ticket before = get(id).value();
    ASSERT_TRUE(purge(id));  // at once, from among the living
    EXPECT_EQ(number("SELECT sum(count) FROM ticket_counter"), 0);
    core::OpenTicketInput same = client_ticket();
    same.fixed_number = before.number;
    EXPECT_EQ(open(same).error().code, Errc::number_exhausted);
    same.fixed_number = "999999";
    same.fixed_code = before.code;
    EXPECT_EQ(open(same).error().code, Errc::number_exhausted);
}

TEST_P(DeleteTicket, TakesSingleRepliesAndNotesOutOfSight) {
    const core::Ticket before = get(id).value();
    tick();
    const auto reply = run(&core::delete_reply, core::DeleteReplyInput{{id, {}, {}}, reply_id});
    ASSERT_TRUE(reply.has_value());
    const auto note = run(&core::delete_note, note_id);
    ASSERT_TRUE(note.has_value());
    EXPECT_EQ(note->ticket, id);
    EXPECT_THAT(texts(id), ElementsAre("Opening of Lost parcel"));
    const core::Ticket after = get(id).value();
    EXPECT_EQ(after.reply_count, 0);
    EXPECT_EQ(after.status, before.status);
    EXPECT_EQ(after.last_reply_at, before.last_reply_at);
    EXPECT_GT(after.updated_at, before.updated_at);
    EXPECT_THAT(event_types(id), ElementsAre("TicketOpen", "TicketUserReply", "TicketAddNote",
                                             "TicketDeleteReply", "TicketDeleteNote"));
    EXPECT_THAT(events(id)[3].details,
                ElementsAre(testing::Pair("ticketId", std::to_string(id.value())),
                            testing::Pair("replyId", std::to_string(reply_id)),
                            testing::Pair("adminId", std::to_string(actor.agent.value()))));
}

TEST_P(DeleteTicket, RefusesRepliesAndNotesThatAreNotThere) {
    const core::TicketId other = ticket("Another");
    const auto code = [this](core::TicketId ticket, std::int64_t reply) {
        return run(&core::delete_reply, core::DeleteReplyInput{{ticket, {}, {}}, reply})
            .error()
            .code;
    };
    EXPECT_EQ(code(id, 0), Errc::reply_not_found);
    EXPECT_EQ(code(id, 999), Errc::reply_not_found);
    EXPECT_EQ(code(other, reply_id), Errc::reply_not_found);
    EXPECT_EQ(code(core::TicketId{999}, reply_id), Errc::ticket_not_found);
    EXPECT_EQ(run(&core::delete_note, std::int64_t{999}).error().code, Errc::record_not_found);
    ASSERT_TRUE(run(&core::delete_note, note_id));
    EXPECT_EQ(run(&core::delete_note, note_id).error().code, Errc::record_not_found);
    ASSERT_TRUE(run(&core::delete_reply, core::DeleteReplyInput{{id, {}, {}}, reply_id}));
    EXPECT_EQ(code(id, reply_id), Errc::reply_not_found);
}

TEST_P(DeleteTicket, IsPurgedByTheJobWhenItsTimeIsOver) {
    const auto purge_due = [this] {
        core::Piece piece;
        database->run_write([&](core::Tx& tx) {
            piece = core::purge_deleted(tx);
            return true;
        });
        return piece.done;
    };
    const auto due_at = [this] {
        std::optional<Timestamp> next;
        database->run_read([&](core::Tx& tx) {
            next = core::next_purge(tx, {});
            return true;
        });
        return next;
    };
    constexpr std::chrono::days kPeriod{30};
    EXPECT_EQ(due_at(), std::nullopt);
    const core::TicketId other = ticket("Another");
    const std::int64_t reply = reply_to(other, "a slip");
    ASSERT_TRUE(run(&core::delete_reply, core::DeleteReplyInput{{other, {}, {}}, reply}));
    const Timestamp first = database.clock.now();
    tick();
    ASSERT_TRUE(remove(id));
    EXPECT_EQ(due_at(), first + kPeriod);

    database.clock.set(first + kPeriod - std::chrono::seconds{1});
    EXPECT_EQ(purge_due(), 0);
    database.clock.advance(std::chrono::seconds{1});
    EXPECT_EQ(purge_due(), 1);
    EXPECT_EQ(number("SELECT count(*) FROM message WHERE deleted_at > 0"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM attachment WHERE file_name = 'a slip.txt'"), 0);
    EXPECT_EQ(due_at(), first + std::chrono::minutes{1} + kPeriod);
    tick();
    EXPECT_EQ(purge_due(), 1);
    EXPECT_EQ(due_at(), std::nullopt);
    EXPECT_EQ(restore(id).error().code, Errc::ticket_not_found);
    EXPECT_EQ(events(id).back().type, "TicketPurge");
    EXPECT_THAT(texts(other), ElementsAre("Opening of Another"));
}

TEST_P(DeleteTicket, IsKeptForGoodWhereTheDeskSaysSo) {
    database->run_write([](core::Tx& tx) {
        tx.set_setting("purge_days", "0");
        return true;
    });
    database->reload_settings();
    ASSERT_TRUE(remove(id));
    database.clock.advance(std::chrono::days{3650});
    database->run_write([](core::Tx& tx) {
        EXPECT_EQ(core::next_purge(tx, {}), std::nullopt);
        EXPECT_EQ(core::purge_deleted(tx).done, 0);
        return true;
    });
    EXPECT_TRUE(restore(id));
}

}  // namespace
}  // namespace desk::test
