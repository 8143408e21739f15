#pragma once
#include <gmock/gmock.h>

#include "core/delete_message.hpp"
#include "core/delete_ticket.hpp"
#include "core/merge_tickets.hpp"
#include "core/split_ticket.hpp"
#include "core/unmerge_ticket.hpp"
#include "support/desk_audit.hpp"
#include "support/sql_rows.hpp"
#include "unit/core/core_test.hpp"

namespace desk::test {

/// What the suites of deletion, merge and split share. After each test the desk is audited.
class MoveTest : public CoreTest {
  protected:
    void TearDown() override {
        const AuditedDesk desk{
            [this](const std::string& sql) { return rows(sql); },
            [this](const std::string& hash) { return database.files.get(hash); }};
        EXPECT_THAT(audit(desk, {}), testing::IsEmpty());
    }

    Rows rows(const std::string& sql) { return sql_rows(database.database.url(), sql); }
    std::int64_t number(const std::string& sql) { return std::stoll(rows(sql).at(0).at(0)); }

    /// A ticket with a file, opened a minute after the last thing that happened.
    core::TicketId ticket(const std::string& subject) {
        tick();
        core::OpenTicketInput input = client_ticket();
        input.subject = subject;
        input.body.text = "Opening of " + subject;
        input.attachments = {file(subject + ".txt")};
        return opened(input);
    }
    std::int64_t reply_to(core::TicketId id, const std::string& text) {
        tick();
        core::AddReplyInput input;
        input.ref.id = id;
        input.body.text = text;
        input.client = cynthia;
        input.attachments = {file(text + ".txt")};
        return reply(input).value().wire_id;
    }
    std::int64_t note_on(core::TicketId id, const std::string& text) {
        tick();
        core::AddNoteInput input;
        input.ref.id = id;
        input.body.text = text;
        return note(input).value().wire_id;
    }
    core::NewAttachment file(const std::string& name) {
        core::NewAttachment file{name, "text/plain", {}, {}, 0};
        file.sha256 = database.files.put(name);
        file.size = static_cast<std::int64_t>(name.size());
        return file;
    }
    void tick() { database.clock.advance(std::chrono::minutes{1}); }

    /// The texts of the messages in the order in which they are read.
    std::vector<std::string> texts(core::TicketId id) {
        std::vector<std::string> result;
        const auto found = get(id);
        EXPECT_TRUE(found.has_value());
        if (!found) return result;
        for (const core::Message& message : found->messages) result.push_back(message.body.text);
        return result;
    }

    core::Result<core::DeletedTicket> remove(core::TicketId id) {
        return run(&core::delete_ticket, core::TicketRef{id, {}, {}});
    }
    core::Result<core::DeletedTicket> restore(core::TicketId id) {
        return run(&core::restore_ticket, core::TicketRef{id, {}, {}});
    }
    core::Result<core::DeletedTicket> purge(core::TicketId id) {
        return run(&core::purge_ticket, core::TicketRef{id, {}, {}});
    }
    core::Result<core::MergedTickets> merge(core::TicketId master,
                                            const std::vector<core::TicketId>& sources) {
        core::MergeTicketsInput input;
        input.master.id = master;
        for (const core::TicketId id : sources) {
            input.sources.push_back({{id, {}, {}}, std::to_string(id.value())});
        }
        return run(&core::merge_tickets, input);
    }
    core::Result<core::UnmergedTicket> unmerge(core::TicketId id) {
        return run(&core::unmerge_ticket, core::TicketRef{id, {}, {}});
    }
    core::Result<core::SplitTicket> split(core::TicketId id, std::vector<std::int64_t> replies,
                                          const std::string& subject) {
        core::SplitTicketInput input;
        input.ref.id = id;
        input.replies = std::move(replies);
        input.subject = subject;
        return run(&core::split_ticket, input);
    }
};

}  // namespace desk::test
