#include "both_databases.hpp"

namespace desk::test {

using namespace std::chrono;
using testing::ElementsAre;
using testing::MatchesRegex;

class MessageRows : public BothDatabases {
  protected:
    core::NewMessage message(core::TicketId ticket, core::MessageKind kind, const std::string& text,
                             std::int64_t second) {
        core::NewMessage made;
        made.ticket = ticket;
        made.kind = kind;
        made.author = {core::Author::Kind::agent, agent.value(), "Ada Min", ""};
        made.body = {text, core::BodyFormat::markdown, core::Origin::keliweb};
        made.created_at = Timestamp{seconds{second}};
        made.event = {core::event_type::kTicketAdminReply, {}};
        return made;
    }

    static core::NewAttachment file(const std::string& name, char hash) {
        return {name, "text/plain", {}, std::string(64, hash), 12};
    }
};
RUN_ON_BOTH_DATABASES(MessageRows);

TEST_P(MessageRows, CountRepliesAndNotesApart) {
    const core::TicketId id = insert("100001");
    const core::TicketId other = insert("100002");
    write([&](Tx& tx) {
        using core::MessageKind;
        EXPECT_EQ(1, tx.insert_message(message(id, MessageKind::reply, "a", 1), actor).wire_id);
        EXPECT_EQ(1, tx.insert_message(message(id, MessageKind::note, "b", 2), actor).wire_id);
        EXPECT_EQ(2, tx.insert_message(message(other, MessageKind::reply, "c", 3), actor).wire_id);
        EXPECT_EQ(2, tx.insert_message(message(id, MessageKind::note, "d", 4), actor).wire_id);
    });
    EXPECT_EQ(6, number("SELECT count(*) FROM event"));
}

TEST_P(MessageRows, StandInTheirOrderWithTheOpeningFirst) {
    const core::TicketId id = insert("100001");
    write([&](Tx& tx) {
        tx.insert_message(message(id, core::MessageKind::note, "third", 30), actor);
        tx.insert_message(message(id, core::MessageKind::reply, "fourth", 30), actor);
        tx.insert_message(message(id, core::MessageKind::reply, "second", 20), actor);
    });
    std::vector<std::string> texts;
    const auto ticket = find({id, {}, {}});
    for (const core::Message& m : ticket->messages) texts.push_back(m.body.text);
    EXPECT_THAT(texts, ElementsAre("Message of 100001", "second", "third", "fourth"))
        << "the opening is the youngest of all, and still first";
}

TEST_P(MessageRows, ReadBackEveryColumn) {
    const core::TicketId id = insert("100001");
    core::WrittenMessage written;
    write([&](Tx& tx) {
        written = tx.insert_message(message(id, core::MessageKind::note, "Text", 1234), actor);
    });
    const core::Message note = find({id, {}, {}})->messages.at(1);
    EXPECT_EQ(written.id, note.id);
    EXPECT_EQ(id, note.ticket);
    EXPECT_EQ(core::MessageKind::note, note.kind);
    EXPECT_EQ(written.wire_id, note.wire_id);
    EXPECT_EQ(core::Author::Kind::agent, note.author.kind);
    EXPECT_EQ(agent.value(), note.author.id);
    EXPECT_EQ("Ada Min", note.author.name);
    EXPECT_EQ((core::Body{"Text", core::BodyFormat::markdown, core::Origin::keliweb}), note.body);
    EXPECT_EQ(0, note.rating);
    EXPECT_EQ(1234, note.created_at.time_since_epoch().count());
    EXPECT_EQ(0, note.attachment_count);
}

TEST_P(MessageRows, AreFoundByKindAndWireIdWithoutTheirText) {
    const core::TicketId id = insert("100001");
    write([&](Tx& tx) {
        tx.insert_message(message(id, core::MessageKind::reply, "Reply", 1), actor);
    });
    read([&](Tx& tx) {
        const auto found = tx.find_message(core::MessageKind::reply, 1);
        ASSERT_TRUE(found);
        EXPECT_EQ(id, found->ticket);
        EXPECT_EQ("", found->body.text);
        EXPECT_FALSE(tx.find_message(core::MessageKind::note, 1));
        EXPECT_FALSE(tx.find_message(core::MessageKind::reply, 2));
        EXPECT_FALSE(tx.find_message(core::MessageKind::opening, 0));
    });
    store.database.sql("UPDATE ticket SET deleted_at = 1");
    read([&](Tx& tx) { EXPECT_FALSE(tx.find_message(core::MessageKind::reply, 1)); });
}

TEST_P(MessageRows, OfDeletedMessagesAreInvisible) {
    const core::TicketId id = insert("100001");
    write([&](Tx& tx) {
        tx.insert_message(message(id, core::MessageKind::reply, "Reply", 1), actor);
    });
    store.database.sql("UPDATE message SET deleted_at = 1 WHERE kind = 1");
    EXPECT_EQ(1U, find({id, {}, {}})->messages.size());
    read([&](Tx& tx) { EXPECT_FALSE(tx.find_message(core::MessageKind::reply, 1)); });
}

TEST_P(MessageRows, ChangeTheOpeningAlone) {
    const core::TicketId id = insert("100001");
    const core::TicketId other = insert("100002");
    const core::Body body{"<p>New</p>", core::BodyFormat::html, core::Origin::getfly};
    write([&](Tx& tx) {
        tx.insert_message(message(id, core::MessageKind::reply, "Reply", 1), actor);
        tx.update_opening_message(id, body, Timestamp{seconds{77}});
        const core::Message opening = tx.opening_message(id);
        EXPECT_EQ(body, opening.body);
        EXPECT_EQ(77, opening.created_at.time_since_epoch().count());
        EXPECT_EQ("Cynthia Reilly", opening.author.name);
    });
    EXPECT_EQ("Reply", find({id, {}, {}})->messages[1].body.text);
    EXPECT_EQ("Message of 100002", find({other, {}, {}})->messages[0].body.text);
}

TEST_P(MessageRows, CarryTheirAttachmentsInOrder) {
    core::NewTicket made = new_ticket("100001");
    made.attachments = {file("z.txt", 'a'), file("a.txt", 'b')};
    core::TicketId id;
    core::MessageId reply;
    write([&](Tx& tx) {
        id = tx.insert_ticket(made, actor).value();
        core::NewMessage with_file = message(id, core::MessageKind::reply, "Reply", 1);
        with_file.attachments = {file("a.txt", 'a')};
        reply = tx.insert_message(with_file, actor).id;
    });
    const auto messages = find({id, {}, {}})->messages;
    ASSERT_EQ(2U, messages.size());
    EXPECT_EQ(2, messages[0].attachment_count);
    ASSERT_EQ(2U, messages[0].attachments.size());
    const core::Attachment& second = messages[0].attachments[1];
    EXPECT_EQ("z.txt", messages[0].attachments[0].file_name);
    EXPECT_EQ("a.txt", second.file_name);
    EXPECT_EQ(1, second.position);
    EXPECT_THAT(second.stored_name, MatchesRegex("[0-9]{6}_a\\.txt"));
    EXPECT_EQ("text/plain", second.media_type);
    EXPECT_EQ(std::string(64, 'b'), second.sha256);
    EXPECT_EQ(12, second.size);
    EXPECT_FALSE(second.removed);
    ASSERT_EQ(1U, messages[1].attachments.size());
    read([&](Tx& tx) {
        EXPECT_EQ(1U, tx.attachments(reply).size());
        EXPECT_EQ(reply, tx.attachments(reply)[0].message);
        EXPECT_TRUE(tx.attachments(core::MessageId(999)).empty());
        EXPECT_EQ(2U, tx.opening_message(id).attachments.size());
    });
    EXPECT_EQ(2, number("SELECT count(*) FROM blob")) << "bytes live once per hash";
}

TEST_P(MessageRows, LeadToTheBytesOfAnAttachment) {
    const std::string sha256 = store.files.put("the bytes");
    read([&](Tx& tx) { EXPECT_EQ("the bytes", tx.attachment_bytes(sha256)); });
}

}  // namespace desk::test
