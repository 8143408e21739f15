#include "unit/core/move_test.hpp"

namespace desk::test {
namespace {

using core::Errc;
using testing::ElementsAre;
using testing::Pair;

/// Three tickets whose messages interleave in time.
class MergeTickets : public MoveTest {
  protected:
    MergeTickets() : master(ticket("Master")), source(ticket("Source")), third(ticket("Third")) {
        first_reply = reply_to(master, "m1");
        source_reply = reply_to(source, "s1");
        reply_to(third, "t1");
        source_note = note_on(source, "sn");
        reply_to(master, "m2");
    }

    core::TicketId master, source, third;
    std::int64_t first_reply = 0, source_reply = 0, source_note = 0;
};
RUN_ON_BOTH_DATABASES(MergeTickets);

TEST_P(MergeTickets, PutsTheMessagesOfTheSourcesIntoTheMasterInTheOrderOfTime) {
    const auto merged = merge(master, {third, source, third});
    ASSERT_TRUE(merged.has_value());
    EXPECT_THAT(merged->sources, ElementsAre(source, third));
    EXPECT_THAT(texts(master), ElementsAre("Opening of Master", "Opening of Source",
                                           "Opening of Third", "m1", "s1", "t1", "sn", "m2"));
    const core::Ticket ticket = get(master).value();
    EXPECT_EQ(ticket.reply_count, 6);
    EXPECT_EQ(ticket.messages[4].wire_id, source_reply);
    EXPECT_EQ(ticket.messages[6].wire_id, source_note);
    EXPECT_EQ(ticket.messages[6].kind, core::MessageKind::note);
    EXPECT_EQ(ticket.messages[1].kind, core::MessageKind::reply);
    EXPECT_GT(ticket.messages[1].wire_id, 0);
    ASSERT_EQ(ticket.messages[1].attachments.size(), 1U);
    EXPECT_EQ(ticket.messages[1].attachments[0].file_name, "Source.txt");
    EXPECT_EQ(ticket.messages[1].author.name, "Cynthia Reilly");
}

TEST_P(MergeTickets, LeavesTheSourceAsAClosedShellOfItsOwn) {
    core::UpdateTicketInput flagged;
    flagged.ref.id = source;
    flagged.flag = actor.agent;
    ASSERT_TRUE(update(flagged));
    ASSERT_TRUE(merge(master, {source}));
    const core::Ticket shell = get(source).value();
    EXPECT_EQ(shell.status_title, "Closed");
    EXPECT_EQ(shell.merged_into, master);
    EXPECT_FALSE(shell.flag.is_set());
    EXPECT_EQ(shell.reply_count, 0);
    EXPECT_EQ(shell.subject, "Source");
    EXPECT_THAT(texts(source), ElementsAre("Opening of Source"));
    EXPECT_EQ(shell.messages[0].attachments.size(), 1U);
    EXPECT_EQ(number("SELECT sum(count) FROM ticket_counter"), 2);
}

TEST_P(MergeTickets, TellsOfItInTheLogsOfAllTickets) {
    ASSERT_TRUE(merge(master, {source, third}));
    EXPECT_EQ(events(master).back().type, "TicketMerge");
    EXPECT_THAT(events(master).back().details,
                ElementsAre(Pair("mergedTicketIds", std::to_string(source.value()) + "," +
                                                        std::to_string(third.value())),
                            Pair("masterTicketId", std::to_string(master.value()))));
    EXPECT_EQ(events(source).back().type, "TicketMergedInto");
    EXPECT_EQ(events(third).back().type, "TicketMergedInto");
}

TEST_P(MergeTickets, MayGiveTheMasterANewSubjectAndChangesNothingElseOfIt) {
    const core::Ticket before = get(master).value();
    core::MergeTicketsInput input;
    input.master.number = before.number;
    input.sources = {{{{}, get(source)->number, {}}, "source"}};
    input.new_subject = "Both of them";
    tick();
    ASSERT_TRUE(run(&core::merge_tickets, input));
    const core::Ticket after = get(master).value();
    EXPECT_EQ(after.subject, "Both of them");
    EXPECT_EQ(after.status, before.status);
    EXPECT_EQ(after.last_reply_at, before.last_reply_at);
    EXPECT_EQ(after.version, before.version + 1);
    EXPECT_EQ(events(master).back().type, "TicketSubjectChange");
    input.new_subject = " ";
    input.sources = {{{third, {}, {}}, "third"}};
    EXPECT_EQ(run(&core::merge_tickets, input).error().code, Errc::subject_required);
}

TEST_P(MergeTickets, TakesTheLastReplyOfALaterSource) {
    reply_to(source, "s2");
    const Timestamp last = database.clock.now();
    ASSERT_TRUE(merge(master, {source}));
    EXPECT_EQ(get(master)->last_reply_at, last);
}

TEST_P(MergeTickets, ListsAllThatCannotBeMergedAndChangesNothing) {
    ASSERT_TRUE(remove(third));
    const core::TicketId merged = ticket("Merged");
    ASSERT_TRUE(merge(master, {merged}));
    const Rows before = rows("SELECT * FROM ticket ORDER BY id");
    core::MergeTicketsInput input;
    input.master.id = master;
    input.sources = {{{source, {}, {}}, "good"},
                     {{core::TicketId{999}, {}, {}}, "999"},
                     {{}, "abc"},
                     {{master, {}, {}}, "itself"},
                     {{third, {}, {}}, "deleted"},
                     {{merged, {}, {}}, "merged"},
                     {{}, "abc"}};
    const auto refused = run(&core::merge_tickets, input);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, Errc::merge_ids_invalid);
    EXPECT_EQ(refused.error().about, "999, abc, itself, deleted, merged");
    EXPECT_EQ(rows("SELECT * FROM ticket ORDER BY id"), before);
}

TEST_P(MergeTickets, RefusesAMasterThatIsNoneAndAnEmptyList) {
    EXPECT_EQ(merge(core::TicketId{999}, {source}).error().code, Errc::ticket_not_found);
    EXPECT_EQ(merge(master, {}).error().code, Errc::merge_ids_required);
    ASSERT_TRUE(merge(master, {source}));
    const auto merged = merge(source, {third});
    EXPECT_EQ(merged.error().code, Errc::ticket_merged);
    EXPECT_EQ(merged.error().about, get(master)->number);
    ASSERT_TRUE(remove(master));
    EXPECT_EQ(merge(master, {third}).error().code, Errc::ticket_not_found);
    actor.client = cynthia;
    EXPECT_EQ(merge(third, {source}).error().code, Errc::not_permitted);
}

TEST_P(MergeTickets, WhatIsWrittenToASourceGoesToItsMasterAndItsFieldsStay) {
    ASSERT_TRUE(merge(third, {source}));
    ASSERT_TRUE(merge(master, {third}));
    const std::int64_t late = reply_to(source, "late");
    note_on(source, "late note");
    EXPECT_EQ(get(master)->messages.back().body.text, "late note");
    EXPECT_EQ(number("SELECT ticket_id FROM message WHERE kind = 1 AND wire_id = " +
                     std::to_string(late)),
              master.value());
    EXPECT_EQ(get(master)->last_reply_at, database.clock.now() - std::chrono::minutes{1});
    EXPECT_EQ(get(source)->status_title, "Closed");
    core::UpdateTicketInput change;
    change.ref.id = source;
    change.status_title = "Open";
    const auto refused = update(change);
    EXPECT_EQ(refused.error().code, Errc::ticket_merged);
    EXPECT_EQ(refused.error().about, get(master)->number);
}

TEST_P(MergeTickets, UnmergeBringsEverythingBackButWhatCameLater) {
    core::UpdateTicketInput flagged;
    flagged.ref.id = source;
    flagged.flag = actor.agent;
    ASSERT_TRUE(update(flagged));
    const core::Ticket before = get(source).value();
    ASSERT_TRUE(merge(master, {source}));
    reply_to(master, "later");
    const auto undone = unmerge(source);
    ASSERT_TRUE(undone.has_value());
    EXPECT_EQ(undone->master, master);
    EXPECT_THAT(texts(source), ElementsAre("Opening of Source", "s1", "sn"));
    EXPECT_THAT(texts(master), ElementsAre("Opening of Master", "m1", "m2", "later"));
    const core::Ticket after = get(source).value();
    EXPECT_EQ(after.status, before.status);
    EXPECT_EQ(after.flag, before.flag);
    EXPECT_EQ(after.last_reply_at, before.last_reply_at);
    EXPECT_EQ(after.reply_count, 1);
    EXPECT_FALSE(after.merged_into.is_set());
    EXPECT_EQ(get(master)->reply_count, 3);
    EXPECT_EQ(events(source).back().type, "TicketUnmerge");
    EXPECT_EQ(events(master).back().type, "TicketUnmerge");
    EXPECT_EQ(unmerge(source).error().code, Errc::not_merged);
    EXPECT_EQ(unmerge(core::TicketId{999}).error().code, Errc::ticket_not_found);
}

TEST_P(MergeTickets, UnmergesAChainInAnyOrder) {
    ASSERT_TRUE(merge(source, {third}));
    ASSERT_TRUE(merge(master, {source}));
    EXPECT_THAT(texts(master), ElementsAre("Opening of Master", "Opening of Source",
                                           "Opening of Third", "m1", "s1", "t1", "sn", "m2"));
    // The middle first: what was merged into it comes along.
    ASSERT_TRUE(unmerge(source));
    EXPECT_THAT(texts(master), ElementsAre("Opening of Master", "m1", "m2"));
    EXPECT_THAT(texts(source),
                ElementsAre("Opening of Source", "Opening of Third", "s1", "t1", "sn"));
    EXPECT_EQ(get(source)->reply_count, 3);
    ASSERT_TRUE(merge(master, {source}));
    // The innermost first: it leaves the outermost, where its messages are.
    const auto undone = unmerge(third);
    EXPECT_EQ(undone->master, master);
    EXPECT_THAT(texts(third), ElementsAre("Opening of Third", "t1"));
    EXPECT_EQ(get(master)->reply_count, 4);
    ASSERT_TRUE(unmerge(source));
    EXPECT_THAT(texts(source), ElementsAre("Opening of Source", "s1", "sn"));
}

TEST_P(MergeTickets, UnmergeKeepsAnEditOfTheReplyThatStoodForTheOpening) {
    ASSERT_TRUE(merge(master, {source}));
    const std::int64_t copy = get(master)->messages[1].id.value();
    rows("UPDATE message SET body = 'Edited', rating = 4 WHERE id = " + std::to_string(copy) +
         " RETURNING id");
    ASSERT_TRUE(unmerge(source));
    EXPECT_EQ(texts(source)[0], "Edited");
    EXPECT_EQ(get(source)->messages[0].rating, 4);
}

TEST_P(MergeTickets, UnmergeBringsBackWhatIsLeftOfAPurgedMaster) {
    ASSERT_TRUE(merge(master, {source}));
    ASSERT_TRUE(purge(master));
    EXPECT_THAT(texts(source), ElementsAre("Opening of Source"));
    ASSERT_TRUE(unmerge(source));
    EXPECT_THAT(texts(source), ElementsAre("Opening of Source"));
    EXPECT_EQ(get(source)->reply_count, 0);
    EXPECT_NE(get(source)->status_title, "Closed");
}

TEST_P(MergeTickets, ADeletedShellComesBackAsOneAndAPurgedOneLeavesItsMessagesBehind) {
    ASSERT_TRUE(merge(master, {source, third}));
    ASSERT_TRUE(remove(source));
    EXPECT_EQ(unmerge(source).error().code, Errc::ticket_not_found);
    ASSERT_TRUE(restore(source));
    EXPECT_EQ(number("SELECT sum(count) FROM ticket_counter"), 1);
    ASSERT_TRUE(unmerge(source));
    ASSERT_TRUE(purge(third));
    EXPECT_THAT(texts(master),
                ElementsAre("Opening of Master", "Opening of Third", "m1", "t1", "m2"));
}

TEST_P(MergeTickets, DeletedRepliesStayDeletedThroughMergeAndUnmerge) {
    ASSERT_TRUE(run(&core::delete_reply, core::DeleteReplyInput{{source, {}, {}}, source_reply}));
    ASSERT_TRUE(merge(master, {source}));
    EXPECT_EQ(get(master)->reply_count, 3);
    ASSERT_TRUE(unmerge(source));
    EXPECT_THAT(texts(source), ElementsAre("Opening of Source", "sn"));
    EXPECT_EQ(number("SELECT ticket_id FROM message WHERE deleted_at > 0"), source.value());
}

}  // namespace
}  // namespace desk::test
