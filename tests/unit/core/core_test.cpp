#include "unit/core/core_test.hpp"

namespace desk::test {

CoreTest::CoreTest() {
    database->run_write([this](core::Tx& tx) {
        support = tx.insert_department({{}, "Support", false});
        sales = tx.insert_department({{}, "Sales", true});
        core::Agent agent;
        agent.login = "ada";
        agent.first_name = "Ada";
        agent.last_name = "Byron";
        agent.id = tx.insert_agent(agent);
        actor.kind = core::Actor::Kind::agent;
        actor.origin = core::Origin::whmcs;
        actor.agent = agent.id;
        actor.agent_name = agent.display_name();
        cynthia = tx.insert_client({{}, "Cynthia Reilly", "cynthia@example.com", "KH01"});
        acme = tx.insert_client({{}, "Acme", "desk@acme.example", "KH02"});
        contact = tx.insert_contact(cynthia, {{}, "Jordan Reilly", "jordan@example.com"});
        core::User user;
        user.name = "Cynthia Owner";
        user.email = "cynthia@example.com";
        user.is_owner = true;
        owner = tx.insert_user(cynthia, user);
        user.name = "Eve Employee";
        user.email = "eve@example.com";
        user.is_owner = false;
        employee = tx.insert_user(cynthia, user);
        service = tx.insert_service(cynthia, "Hosting");
        domain = tx.insert_domain(cynthia, "example.com");
        colour = tx.insert_custom_field(
            {{}, support, "colour", "Colour", core::CustomField::Type::text});
        due = tx.insert_custom_field({{}, support, "due", "Due", core::CustomField::Type::date});
        return true;
    });
}

core::OpenTicketInput CoreTest::client_ticket() const {
    core::OpenTicketInput input;
    input.department.id = support;
    input.client = cynthia;
    input.subject = "Printer on fire";
    input.body = {"It burns.", core::BodyFormat::plain, core::Origin::whmcs};
    return input;
}

core::OpenTicketInput CoreTest::guest_ticket() const {
    core::OpenTicketInput input = client_ticket();
    input.client = {};
    input.requester_name = "Gus Guest";
    input.requester_email = "gus@example.net";
    return input;
}

core::Result<core::OpenedTicket> CoreTest::open(const core::OpenTicketInput& input) {
    return run(&core::open_ticket, input);
}
core::Result<core::UpdatedTicket> CoreTest::update(const core::UpdateTicketInput& input) {
    return run(&core::update_ticket, input);
}
core::Result<core::WrittenMessage> CoreTest::reply(const core::AddReplyInput& input) {
    return run(&core::add_reply, input);
}
core::Result<core::WrittenMessage> CoreTest::note(const core::AddNoteInput& input) {
    return run(&core::add_note, input);
}
core::Result<core::Ticket> CoreTest::get(core::TicketId id) { return get(id, actor); }

core::Result<core::Ticket> CoreTest::get(core::TicketId id, const core::Actor& who) {
    core::Result<core::Ticket> result = core::fail(core::Errc::malformed_request);
    database->run_read([&](core::Tx& tx) {
        result =
            core::get_ticket(tx, who, {{id, {}, {}}, {.messages = true, .custom_fields = true}});
        return true;
    });
    return result;
}

std::vector<core::Event> CoreTest::events(core::TicketId id) {
    std::vector<core::Event> found;
    database->run_read([&](core::Tx& tx) {
        found = tx.ticket_events(id);
        return true;
    });
    return found;
}

std::vector<std::string> CoreTest::event_types(core::TicketId id) {
    std::vector<std::string> types;
    for (const core::Event& event : events(id)) types.push_back(event.type);
    return types;
}

core::TicketId CoreTest::opened(const core::OpenTicketInput& input) {
    const auto result = open(input);
    EXPECT_TRUE(result.has_value());
    return result ? result->id : core::TicketId{};
}

}  // namespace desk::test
