#pragma once
#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <vector>

#include "app/desk_jobs.hpp"
#include "unit/core/core_test.hpp"

namespace desk::test {

/// The desk's jobs on a real store of each kind, with the time in the test's hands.
class JobsTest : public CoreTest {
  protected:
    using Ended = app::JobRunner::Ended;

    /// The desk's own jobs on some node's store.
    std::vector<std::unique_ptr<app::Chore>> chores(store::Store& store) {
        return app::desk_chores(store.executor(), database.clock, database.files.root());
    }
    /// A node of its own over the same store.
    app::JobRunner runner() { return runner("node-1", chores(*database)); }
    app::JobRunner runner(std::string node, std::vector<std::unique_ptr<app::Chore>> list) {
        return {database->executor(), database.clock, database.metrics, std::move(list),
                std::move(node)};
    }
    /// Runs what is due, on a node that has just come.
    void run_due() { runner().run_due(); }

    /// As a command sets it; at once, and not within half a second.
    void set(const std::string& name, const std::string& value) {
        database->run_write([&](core::Tx& tx) {
            tx.set_setting(name, value);
            return true;
        });
        database.reopen();
    }
    core::JobState state(const std::string& job) {
        core::JobState found;
        database->run_read([&](core::Tx& tx) {
            found = tx.housekeeping().job_state(job);
            return true;
        });
        return found;
    }
    std::string status(core::TicketId id) { return get(id)->status_title; }
    std::int64_t count(const std::string& sql) {
        return std::stoll(database.database.sql(sql).at(0));
    }

    /// A client's ticket that the agent has answered.
    core::TicketId answered() {
        const core::TicketId id = opened(client_ticket());
        core::AddReplyInput input;
        input.ref.id = id;
        input.agent_login = "ada";
        input.body = {"Is it out?", core::BodyFormat::plain, core::Origin::whmcs};
        EXPECT_TRUE(reply(input).has_value());
        return id;
    }
};

}  // namespace desk::test
