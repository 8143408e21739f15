#include "app/demo_desk.hpp"

#include <stdexcept>

#include "core/add_message.hpp"
#include "core/open_ticket.hpp"
#include "core/update_ticket.hpp"
#include "util/time_text.hpp"

namespace desk::app {

namespace {

using namespace std::chrono_literals;

constexpr core::DepartmentId kSampleDepartment{1};
constexpr core::DepartmentId kNewCategory{2};
constexpr core::ClientId kClient{1};
constexpr core::TicketId kTicket{1};

/// The Keliweb answer's times are all of one morning.
constexpr Timestamp kMorning = std::chrono::sys_days{std::chrono::January / 1 / 2016} + 6h;

template <class T>
T must(core::Result<T> result) {
    if (!result) throw std::logic_error("the demo's own sample was refused");
    return std::move(*result);
}

core::Body plain(std::string text) {
    return {std::move(text), core::BodyFormat::plain, core::Origin::whmcs};
}

void add_departments(core::Tx& tx) {
    tx.insert_department({kSampleDepartment, "Sample Support Department", false});
    tx.insert_department({kNewCategory, "New Category", false});
    for (const char* code : {"custom_field", "extended_field"}) {
        tx.insert_custom_field({{}, kNewCategory, code, code, core::CustomField::Type::text});
    }
    tx.insert_status("New Status");
}

core::Agent add_people(core::Tx& tx, const std::string& password_hash) {
    core::Agent agent;
    agent.login = kDemoAgentLogin;
    agent.first_name = "Demo";
    agent.last_name = "Admin";
    agent.email = "demo@localhost.localdomain";
    agent.id = tx.insert_agent(agent);
    tx.insert_client({kClient, "Cynthia Reilly", std::string(kDemoClientEmail), "KH0001"});
    tx.insert_contact(kClient, {{}, "Jordan Reilly", "jordan@localhost.localdomain"});
    core::User user;
    user.name = "Cynthia Reilly";
    user.email = kDemoClientEmail;
    user.password_hash = password_hash;
    user.is_owner = true;
    tx.insert_user(kClient, user);
    tx.insert_service(kClient, "Web hosting");
    tx.insert_domain(kClient, "example.com");
    return agent;
}

void add_ticket(core::Tx& tx, const core::Actor& agent, const std::string& agent_login) {
    core::OpenTicketInput opening;
    opening.department.id = kSampleDepartment;
    opening.client = kClient;
    opening.subject = "This is a sample ticket";
    opening.body =
        plain("Hey, \r\n\r\nThis is the first ticket message!\r\n\r\nThanks\r\n\r\nCynthia");
    opening.created_at = kMorning + 26min + 29s;
    opening.send_mail = false;
    opening.fixed_id = kTicket;
    opening.fixed_number = "516757";
    opening.fixed_access_code = "KPqH7yG3";
    opening.fixed_code = "ABCXYZ1234";
    must(core::open_ticket(tx, agent, opening));

    core::AddNoteInput note;
    note.ref.id = kTicket;
    note.body = plain("This is a ticket note");
    note.created_at = kMorning + 26min + 42s;
    must(core::add_note(tx, agent, note));

    core::AddReplyInput staff;
    staff.ref.id = kTicket;
    staff.agent_login = agent_login;
    staff.body = plain(
        "Hello, \r\n\r\nThis is the first ticket reply by an admin user!\r\n\r\nThanks\r\n\r\n"
        "Demo Admin");
    staff.created_at = kMorning + 27min + 1s;
    staff.send_mail = false;
    must(core::add_reply(tx, agent, staff));

    core::AddReplyInput client;
    client.ref.id = kTicket;
    client.client = kClient;
    client.body = plain("Hey, \r\n\r\nThis is a second reply!\r\n\r\nThanks\r\n\r\nCynthia");
    client.created_at = kMorning + 30min + 16s;
    client.send_mail = false;
    must(core::add_reply(tx, agent, client));

    core::UpdateTicketInput closing;
    closing.ref.id = kTicket;
    closing.status_title = "Closed";
    must(core::update_ticket(tx, agent, closing));
}

core::IssuedCredential add_credential(core::Tx& tx, core::Origin dialect) {
    core::IssueCredentialInput input;
    input.dialect = dialect;
    if (dialect == core::Origin::keliweb) input.client = kClient;
    return must(core::issue_credential(tx, input));
}

}  // namespace

DemoSecrets fill_demo_desk(core::Tx& tx, std::string client_password,
                           const std::string& password_hash) {
    add_departments(tx);
    const core::Agent agent = add_people(tx, password_hash);
    core::Actor actor;
    actor.kind = core::Actor::Kind::agent;
    actor.origin = core::Origin::whmcs;
    actor.agent = agent.id;
    actor.agent_name = agent.display_name();
    add_ticket(tx, actor, agent.login);
    tx.set_setting("demo", "true");  // a demo desk never sends mail out
    return {std::move(client_password), add_credential(tx, core::Origin::whmcs),
            add_credential(tx, core::Origin::getfly), add_credential(tx, core::Origin::keliweb)};
}

}  // namespace desk::app
