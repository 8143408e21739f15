#include "core/list_departments.hpp"

#include <gmock/gmock.h>

#include "unit/core/core_test.hpp"

namespace desk::test {

using namespace testing;
using core::Errc;

class ListDepartments : public CoreTest {
  protected:
    void SetUp() override {
        core::OpenTicketInput input = client_ticket();
        opened(input);
        const core::TicketId answered = opened(input);
        close(opened(input), "Answered");
        close(answered, "Closed");
        input.department.id = sales;
        opened(input);
    }
    void close(core::TicketId id, const char* status) {
        core::UpdateTicketInput change;
        change.ref.id = id;
        change.status_title = status;
        ASSERT_TRUE(update(change));
    }
    /// "name awaiting/active" of each.
    std::vector<std::string> departments(bool only_assigned) {
        std::vector<std::string> lines;
        const auto listed = run(core::list_departments, core::ListDepartmentsInput{only_assigned});
        for (const core::DepartmentCounts& d : listed.value()) {
            lines.push_back(d.name + " " + std::to_string(d.awaiting_reply) + "/" +
                            std::to_string(d.active));
        }
        return lines;
    }
    /// "title count" of those that have tickets.
    std::vector<std::string> statuses(core::ListStatusesInput input) {
        std::vector<std::string> lines;
        const auto listed = run(core::list_statuses, input);
        for (const core::StatusCounts& s : listed.value()) {
            if (s.tickets != 0) lines.push_back(s.title + " " + std::to_string(s.tickets));
        }
        return lines;
    }
    void leave_support() {
        database.database.sql("DELETE FROM agent_department WHERE department_id = " +
                              std::to_string(support.value()));
    }
};

TEST_P(ListDepartments, CountsWhatAwaitsAReplyAndWhatIsActive) {
    EXPECT_THAT(departments(false), ElementsAre("Support 1/2", "Sales 1/1"));
}

TEST_P(ListDepartments, LeavesOutThoseThatTheAgentIsNotAssignedTo) {
    leave_support();
    EXPECT_THAT(departments(true), ElementsAre("Sales 1/1"));
    EXPECT_THAT(departments(false), SizeIs(2));
    actor.agent = {};
    EXPECT_THAT(departments(true), SizeIs(2)) << "the system has no assignments";
}

TEST_P(ListDepartments, IsForStaffAlone) {
    actor.client = cynthia;
    EXPECT_EQ(Errc::not_permitted,
              run(core::list_departments, core::ListDepartmentsInput{}).error().code);
    EXPECT_EQ(Errc::not_permitted,
              run(core::list_statuses, core::ListStatusesInput{}).error().code);
}

TEST_P(ListDepartments, CountsStatusesInAllOrInOneDepartment) {
    EXPECT_THAT(statuses({}), ElementsAre("Open 2", "Answered 1", "Closed 1"));
    EXPECT_THAT(statuses({sales, false}), ElementsAre("Open 1"));
    EXPECT_THAT(statuses({core::DepartmentId(99), false}), IsEmpty());
    const auto all = run(core::list_statuses, core::ListStatusesInput{}).value();
    ASSERT_EQ(6U, all.size());
    EXPECT_EQ("#779500", all.front().colour);
    EXPECT_TRUE(all.front().awaits_reply);
    EXPECT_FALSE(all.back().is_active);
}

TEST_P(ListDepartments, CountsStatusesInTheAgentsDepartments) {
    leave_support();
    EXPECT_THAT(statuses({{}, true}), ElementsAre("Open 1"));
    EXPECT_THAT(statuses({support, true}), IsEmpty());
}

RUN_ON_BOTH_DATABASES(ListDepartments);

}  // namespace desk::test
