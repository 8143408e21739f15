#include <random>

#include "unit/core/move_test.hpp"

namespace desk::test {
namespace {

/// Random desks, random merges, undone in random order.
class MergeProperty : public MoveTest {
  protected:
    /// All that a merge may touch, but for versions, times of change and the rows' own numbering.
    Rows desk() {
        Rows all = rows(
            "SELECT id, number, department_id, status_id, client_id, subject, flag_agent_id, "
            "opened_at, last_reply_at, reply_count, merged_into, merged_at, status_before_merge, "
            "flag_before_merge, deleted_at FROM ticket ORDER BY id");
        for (const char* sql :
             {"SELECT id, ticket_id, kind, wire_id, author_kind, author_id, author_name, body, "
              "format, origin, rating, created_at, deleted_at, attachment_count, moved_from, "
              "moved_kind, moved_wire_id FROM message ORDER BY id",
              "SELECT id, message_id, position, file_name, stored_name, sha256, removed "
              "FROM attachment ORDER BY id",
              "SELECT department_id, status_id, flag_agent_id, sum(count) FROM ticket_counter "
              "GROUP BY department_id, status_id, flag_agent_id HAVING sum(count) <> 0 "
              "ORDER BY department_id, status_id, flag_agent_id"}) {
            for (auto& row : rows(sql)) all.push_back(std::move(row));
        }
        return all;
    }

    std::size_t below(std::size_t bound) {
        return std::uniform_int_distribution<std::size_t>(0, bound - 1)(chance);
    }

    void fill(int tickets, int messages) {
        for (int i = 0; i < tickets; ++i) ids.push_back(ticket("Ticket " + std::to_string(i)));
        for (int i = 0; i < messages; ++i) {
            const core::TicketId id = ids[below(ids.size())];
            if (below(4) == 0) {
                note_on(id, "note " + std::to_string(i));
                continue;
            }
            const std::int64_t reply = reply_to(id, "reply " + std::to_string(i));
            if (below(5) == 0) {
                EXPECT_TRUE(run(&core::delete_reply, core::DeleteReplyInput{{id, {}, {}}, reply}));
            }
        }
        core::UpdateTicketInput change;
        for (const core::TicketId id : ids) {
            change.ref.id = id;
            change.status_title = below(2) == 0 ? "On Hold" : "Answered";
            change.flag = below(2) == 0 ? actor.agent : core::AgentId{};
            EXPECT_TRUE(update(change));
        }
    }

    /// Merges at random until so many tickets are parts of others. \return the parts
    std::vector<core::TicketId> merge_at_random(std::size_t parts) {
        std::vector<core::TicketId> alone = ids;
        std::vector<core::TicketId> merged;
        while (merged.size() < parts) {
            const std::size_t source = below(alone.size());
            const std::size_t master = below(alone.size());
            if (source == master) continue;
            tick();
            EXPECT_TRUE(merge(alone[master], {alone[source]}));
            merged.push_back(alone[source]);
            alone.erase(alone.begin() + static_cast<std::ptrdiff_t>(source));
        }
        return merged;
    }

    std::mt19937 chance{20261122};
    std::vector<core::TicketId> ids;
};
RUN_ON_BOTH_DATABASES(MergeProperty);

TEST_P(MergeProperty, MergesUndoneInAnyOrderLeaveTheDeskAsItWas) {
    fill(6, 24);
    const Rows before = desk();
    for (int round = 0; round < 8; ++round) {
        std::vector<core::TicketId> merged = merge_at_random(1 + below(5));
        EXPECT_NE(desk(), before);
        std::shuffle(merged.begin(), merged.end(), chance);
        for (const core::TicketId id : merged) {
            tick();
            ASSERT_TRUE(unmerge(id)) << "round " << round;
        }
        ASSERT_EQ(desk(), before) << "round " << round;
    }
}

TEST_P(MergeProperty, DeletionsUndoneLeaveTheDeskAsItWas) {
    fill(5, 10);
    merge_at_random(2);
    const Rows before = desk();
    for (const core::TicketId id : ids) ASSERT_TRUE(remove(id));
    for (const core::TicketId id : ids) ASSERT_TRUE(restore(id));
    EXPECT_EQ(desk(), before);
}

}  // namespace
}  // namespace desk::test
