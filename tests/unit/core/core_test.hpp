#pragma once
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/add_message.hpp"
#include "core/get_ticket.hpp"
#include "core/open_ticket.hpp"
#include "core/update_ticket.hpp"
#include "support/fakes.hpp"
#include "support/test_database.hpp"

namespace desk::test {

/// Two departments (the second forbids clients to close), an agent, two clients with what can
/// belong to them, on a real store of each kind; use cases run as in the product, a transaction
/// each.
class CoreTest : public testing::TestWithParam<DatabaseKind> {
  protected:
    CoreTest();

    core::OpenTicketInput client_ticket() const;
    core::OpenTicketInput guest_ticket() const;

    core::Result<core::OpenedTicket> open(const core::OpenTicketInput& input);
    core::Result<core::UpdatedTicket> update(const core::UpdateTicketInput& input);
    core::Result<core::WrittenMessage> reply(const core::AddReplyInput& input);
    core::Result<core::WrittenMessage> note(const core::AddNoteInput& input);
    core::Result<core::Ticket> get(core::TicketId id);
    core::Result<core::Ticket> get(core::TicketId id, const core::Actor& actor);
    std::vector<core::Event> events(core::TicketId id);
    /// The types alone.
    std::vector<std::string> event_types(core::TicketId id);
    core::TicketId opened(const core::OpenTicketInput& input);

    template <class Out, class In>
    core::Result<Out> run(core::Result<Out> (*use_case)(core::Tx&, const core::Actor&, const In&),
                          const In& input) {
        core::Result<Out> result = core::fail(core::Errc::malformed_request);
        const core::Outcome outcome = database->run_write([&](core::Tx& tx) {
            result = use_case(tx, actor, input);
            return result.has_value();
        });
        EXPECT_TRUE(outcome == core::Outcome::done || outcome == core::Outcome::refused);
        return result;
    }

    TestStore database{GetParam()};
    core::Actor actor;
    core::DepartmentId support;
    core::DepartmentId sales;  ///< prevents client closure
    core::ClientId cynthia;
    core::ClientId acme;
    core::ContactId contact;
    core::UserId owner;
    core::UserId employee;
    core::ServiceId service;
    core::DomainId domain;
    core::CustomFieldId colour;
    core::CustomFieldId due;
};

}  // namespace desk::test
