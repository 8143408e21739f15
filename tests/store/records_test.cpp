#include "both_databases.hpp"

namespace desk::test {

using namespace std::chrono;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Records : public BothDatabases {};
RUN_ON_BOTH_DATABASES(Records);

TEST_P(Records, OfAFreshDeskAreTheSixStatusesAlone) {
    TestStore fresh(GetParam());
    fresh->run_read([](Tx& tx) {
        EXPECT_TRUE(tx.is_empty_desk());
        std::vector<std::string> titles;
        for (const core::Status& status : tx.statuses()) titles.push_back(status.title);
        EXPECT_THAT(titles, ElementsAre("Open", "Answered", "Customer-Reply", "On Hold",
                                        "In Progress", "Closed"));
        return true;
    });
    read([](Tx& tx) { EXPECT_FALSE(tx.is_empty_desk()); });
}

TEST_P(Records, OfDepartmentsAreFoundByIdAndByFoldedName) {
    write([](Tx& tx) { tx.insert_department({core::DepartmentId(40), "Đơn Hàng", true}); });
    read([](Tx& tx) {
        const auto by_id = tx.find_department({core::DepartmentId(40), ""});
        EXPECT_EQ("Đơn Hàng", by_id->name);
        EXPECT_TRUE(by_id->prevent_client_closure);
        EXPECT_EQ(40, tx.find_department({{}, "đơn hàng"})->id.value());
        EXPECT_EQ(40, tx.find_department({{}, "  ĐƠN HÀNG "})->id.value());
        EXPECT_FALSE(tx.find_department({{}, "don hang"}));
        EXPECT_FALSE(tx.find_department({{}, ""}));
        EXPECT_FALSE(tx.find_department({core::DepartmentId(41), "Support"}));
    });
    write([](Tx& tx) { EXPECT_EQ(41, tx.insert_department({{}, "Next", false}).value()); });
}

TEST_P(Records, OfDepartmentsHaveNamesOnce) {
    EXPECT_EQ(Outcome::failed, store->run_write([](Tx& tx) {
        tx.insert_department({{}, "SUPPORT", false});
        return true;
    }));
}

TEST_P(Records, OfStatusesAreFoundInAnyLetterCase) {
    core::StatusId id;
    write([&](Tx& tx) { id = tx.insert_status("New Status"); });
    read([&](Tx& tx) {
        EXPECT_EQ(id, tx.find_status("new STATUS")->id);
        EXPECT_EQ("New Status", tx.find_status("NEW STATUS")->title);
        EXPECT_EQ("Customer-Reply", tx.find_status("customer-reply")->title);
        EXPECT_FALSE(tx.find_status("new"));
        EXPECT_EQ("New Status", tx.statuses().back().title);
    });
}

TEST_P(Records, OfClientsAreFoundByIdCodeAndEmail) {
    read([&](Tx& tx) {
        const auto found = tx.find_client(client);
        EXPECT_EQ("Cynthia Reilly", found->name);
        EXPECT_EQ("cynthia@example.com", found->email);
        EXPECT_EQ("ACC1", found->code);
        EXPECT_EQ(client, tx.find_client_by_code("ACC1")->id);
        EXPECT_EQ(client, tx.find_client_by_email("Cynthia@Example.COM")->id);
        EXPECT_FALSE(tx.find_client(core::ClientId(99)));
        EXPECT_FALSE(tx.find_client_by_code("")) << "though a client has none";
        EXPECT_FALSE(tx.find_client_by_email(""));
        EXPECT_FALSE(tx.find_client_by_email("nobody@example.com"));
    });
}

TEST_P(Records, OfClientsWhoShareAnEmailTheFirstIsFound) {
    write([&](Tx& tx) { tx.insert_client({{}, "Another", "CYNTHIA@example.com", ""}); });
    read([&](Tx& tx) { EXPECT_EQ(client, tx.find_client_by_email("cynthia@example.com")->id); });
}

TEST_P(Records, OfUsersAreFoundOnlyAmongTheirClients) {
    core::UserId id;
    write([&](Tx& tx) {
        id = tx.insert_user(client, {{}, "Uma", "Uma@example.com", "$argon2id$x", true, true});
    });
    read([&](Tx& tx) {
        const auto user = tx.find_client_user(client, "uma@EXAMPLE.com");
        ASSERT_TRUE(user);
        EXPECT_EQ(id, user->id);
        EXPECT_EQ("Uma", user->name);
        EXPECT_EQ("Uma@example.com", user->email);
        EXPECT_EQ("$argon2id$x", user->password_hash);
        EXPECT_TRUE(user->disabled);
        EXPECT_TRUE(user->is_owner);
        EXPECT_FALSE(tx.find_client_user(other_client, "uma@example.com"));
        EXPECT_EQ("Uma", tx.find_user(id)->name);
        EXPECT_FALSE(tx.find_user(core::UserId(99)));
    });
}

TEST_P(Records, OfAgentsJoinEveryDepartment) {
    core::AgentId second;
    write([&](Tx& tx) {
        tx.insert_department({{}, "Sales", false});
        core::Agent row;
        row.login = "Second";
        row.first_name = "Sec";
        row.last_name = "Ond";
        row.email = "second@example.com";
        second = tx.insert_agent(row);
    });
    EXPECT_EQ(2, number("SELECT count(*) FROM agent_department WHERE agent_id = " +
                        std::to_string(second.value())));
    read([&](Tx& tx) {
        EXPECT_EQ("Sec Ond", tx.find_agent(second)->display_name());
        EXPECT_EQ(second, tx.find_agent_by_login("sECOND")->id);
        EXPECT_FALSE(tx.find_agent(core::AgentId(99)));
        EXPECT_FALSE(tx.find_agent_by_login("nobody"));
        EXPECT_EQ(agent, tx.first_api_agent()->id);
    });
    store.database.sql("UPDATE agent SET disabled = 1 WHERE login = 'admin'");
    read([&](Tx& tx) {
        EXPECT_EQ(second, tx.first_api_agent()->id);
        EXPECT_TRUE(tx.find_agent(agent)->disabled);
    });
    store.database.sql("UPDATE agent SET api_access = 0");
    read([&](Tx& tx) { EXPECT_FALSE(tx.first_api_agent()); });
}

TEST_P(Records, OfCustomFieldsAnswerForATicket) {
    const core::TicketId id = insert("100001");
    core::CustomFieldId text, choice;
    core::DepartmentId sales;
    write([&](Tx& tx) {
        sales = tx.insert_department({{}, "Sales", false});
        text = tx.insert_custom_field({{}, department, "note", "A note", {}});
        choice = tx.insert_custom_field(
            {{}, department, "size", "Size", core::CustomField::Type::choice, {"Đỏ", "M"}});
        tx.insert_custom_field({{}, sales, "note", "Of sales", {}});
        tx.set_custom_field(id, {text, {}, "first", false});
        tx.set_custom_field(id, {text, {}, "second", false});
        tx.set_custom_field(id, {choice, {}, "", false});
    });
    read([&](Tx& tx) {
        const auto fields = tx.custom_fields(department);
        ASSERT_THAT(fields, SizeIs(2));
        EXPECT_EQ("note", fields[0].code);
        EXPECT_EQ("A note", fields[0].name);
        EXPECT_EQ(core::CustomField::Type::choice, fields[1].type);
        EXPECT_THAT(fields[0].options, IsEmpty());
        EXPECT_THAT(fields[1].options, ElementsAre("Đỏ", "M"));
        EXPECT_EQ(department, fields[1].department);
        const auto answers = tx.custom_field_answers(id, department);
        ASSERT_THAT(answers, SizeIs(2));
        EXPECT_EQ("second", answers[0].value);
        EXPECT_TRUE(answers[0].has_value);
        EXPECT_EQ("", answers[1].value);
        EXPECT_TRUE(answers[1].has_value) << "empty is an answer";
        const auto of_sales = tx.custom_field_answers(id, sales);
        ASSERT_THAT(of_sales, SizeIs(1));
        EXPECT_FALSE(of_sales[0].has_value);
    });
    write([&](Tx& tx) {
        tx.set_custom_field(id, {text, {}, "", true});
        tx.set_custom_field(id, {text, {}, "", true});
    });
    read([&](Tx& tx) { EXPECT_FALSE(tx.custom_field_answers(id, department)[0].has_value); });
}

TEST_P(Records, OfCredentialsComeWithTheirAgent) {
    core::Credential made;
    made.dialect = core::Origin::keliweb;
    made.identifier = "identifier";
    made.secret_sha256 = std::string(64, 'f');
    made.agent = agent;
    made.client = client;
    made.actions = {"openticket", "getticket"};
    made.networks = {"10.0.0.0/8", "::1"};
    made.notes_hidden = true;
    made.disabled = true;
    core::CredentialId id;
    write([&](Tx& tx) { id = tx.insert_credential(made); });
    read([&](Tx& tx) {
        const auto found = tx.find_credential(core::Origin::keliweb, "identifier");
        ASSERT_TRUE(found);
        EXPECT_EQ(id, found->credential.id);
        EXPECT_EQ(core::Origin::keliweb, found->credential.dialect);
        EXPECT_EQ("identifier", found->credential.identifier);
        EXPECT_EQ(made.secret_sha256, found->credential.secret_sha256);
        EXPECT_EQ(client, found->credential.client);
        EXPECT_EQ(made.actions, found->credential.actions);
        EXPECT_EQ(made.networks, found->credential.networks);
        EXPECT_TRUE(found->credential.notes_hidden);
        EXPECT_TRUE(found->credential.disabled);
        EXPECT_EQ("Ada Min", found->agent.display_name());
        EXPECT_EQ(id, tx.find_credential(id)->credential.id);
        EXPECT_FALSE(tx.find_credential(core::Origin::whmcs, "identifier"));
        EXPECT_FALSE(tx.find_credential(core::Origin::keliweb, "IDENTIFIER"));
        EXPECT_FALSE(tx.find_credential(core::CredentialId(99)));
    });
}

TEST_P(Records, OfCredentialsWithoutLimitsOrAgent) {
    core::Credential made;
    made.dialect = core::Origin::getfly;
    made.identifier = "key";
    write([&](Tx& tx) { tx.insert_credential(made); });
    read([&](Tx& tx) {
        const auto found = tx.find_credential(core::Origin::getfly, "key");
        ASSERT_TRUE(found);
        EXPECT_FALSE(found->agent.id.is_set());
        EXPECT_TRUE(found->credential.actions.empty());
        EXPECT_TRUE(found->credential.networks.empty());
    });
}

TEST_P(Records, OfTokensAreRevokedOnce) {
    core::AccessToken made;
    made.access_sha256 = std::string(64, 'a');
    made.refresh_sha256 = std::string(64, 'b');
    made.credential = core::CredentialId(3);
    made.client = client;
    made.user = core::UserId(4);
    made.issued_at = Timestamp{seconds{1}};
    made.expires_at = Timestamp{seconds{2}};
    made.refresh_expires_at = Timestamp{seconds{3}};
    write([&](Tx& tx) { tx.insert_access_token(made); });
    core::TokenId id;
    read([&](Tx& tx) {
        const auto found = tx.find_access_token(made.access_sha256);
        ASSERT_TRUE(found);
        id = found->id;
        EXPECT_TRUE(id.is_set());
        EXPECT_EQ(made.refresh_sha256, found->refresh_sha256);
        EXPECT_EQ(3, found->credential.value());
        EXPECT_EQ(client, found->client);
        EXPECT_EQ(4, found->user.value());
        EXPECT_EQ(made.issued_at, found->issued_at);
        EXPECT_EQ(made.expires_at, found->expires_at);
        EXPECT_EQ(made.refresh_expires_at, found->refresh_expires_at);
        EXPECT_FALSE(found->revoked);
        EXPECT_EQ(id, tx.find_refresh_token(made.refresh_sha256)->id);
        EXPECT_FALSE(tx.find_access_token(made.refresh_sha256));
        EXPECT_FALSE(tx.find_refresh_token(made.access_sha256));
    });
    write([&](Tx& tx) {
        EXPECT_TRUE(tx.revoke_access_token(id));
        EXPECT_FALSE(tx.revoke_access_token(id));
    });
    read([&](Tx& tx) { EXPECT_TRUE(tx.find_access_token(made.access_sha256)->revoked); });
}

TEST_P(Records, OfEventsReadBackInOrder) {
    const core::TicketId id = insert("100001");
    const core::TicketId other = insert("100002");
    store.clock.advance(seconds{5});
    actor.kind = core::Actor::Kind::credential;
    actor.credential = core::CredentialId(12);
    actor.origin = core::Origin::getfly;
    write([&](Tx& tx) {
        tx.append_event(id, {"TicketUpdate", {{"z", "1"}, {"a", "\"quoted\" \\ 🎫\n"}}}, actor);
    });
    read([&](Tx& tx) {
        const auto events = tx.ticket_events(id);
        ASSERT_THAT(events, SizeIs(2));
        EXPECT_EQ("TicketOpen", events[0].type);
        EXPECT_EQ(core::Actor::Kind::agent, events[0].actor_kind);
        EXPECT_EQ(agent.value(), events[0].actor_id);
        EXPECT_EQ("Ada Min", events[0].actor_name);
        EXPECT_EQ("TicketUpdate", events[1].type);
        EXPECT_EQ(core::Actor::Kind::credential, events[1].actor_kind);
        EXPECT_EQ(12, events[1].actor_id);
        EXPECT_EQ(core::Origin::getfly, events[1].origin);
        EXPECT_EQ((core::EventDetails{{"z", "1"}, {"a", "\"quoted\" \\ 🎫\n"}}), events[1].details);
        EXPECT_EQ(store.clock.now(), events[1].created_at);
    });

    store.database.wait_for_feed();
    read([&](Tx& tx) {
        const auto events = tx.ticket_events(id);
        const auto first = tx.events_after({}, 2);
        ASSERT_THAT(first, SizeIs(2));
        EXPECT_EQ(id, first[0].ticket);
        EXPECT_EQ(other, first[1].ticket);
        EXPECT_LT(first[0].id, first[1].id);
        EXPECT_THAT(tx.events_after(first[1].id, 1000), SizeIs(1));
        EXPECT_THAT(tx.events_after(events[1].id, 1000), SizeIs(0));
        EXPECT_THAT(tx.events_after({}, 0), SizeIs(1)) << "at least one";
    });
}

TEST_P(Records, OfSettingsAreReadAtTheStart) {
    EXPECT_EQ("%n%n%n%n%n%n", store->settings().now()->number_mask);
    write([](Tx& tx) {
        tx.set_setting("number_mask", "T-%n%n");
        tx.set_setting("number_mask", "T-%n%n%n");
        tx.set_setting("number_growth", "0");
        tx.set_setting("time_zone", "Asia/Ho_Chi_Minh");
        tx.set_setting("attachment_max_bytes", "1000");
        tx.set_setting("attachment_extensions", "PNG, txt,");
        tx.set_setting("strict_accounts", "true");
        tx.set_setting("of_another_version", "?");
    });
    store.reopen();
    const core::SettingsNow now = store->settings().now();
    const core::Settings& settings = *now;
    EXPECT_EQ("T-%n%n%n", settings.number_mask);
    EXPECT_FALSE(settings.number_growth);
    EXPECT_EQ("Asia/Ho_Chi_Minh", settings.time_zone.name());
    EXPECT_EQ(1000, settings.attachment_max_bytes);
    EXPECT_THAT(settings.attachment_extensions, ElementsAre("png", "txt"));
    EXPECT_TRUE(settings.strict_accounts);
}

TEST_P(Records, OfSettingsThatCannotBeUsedAreLeftOut) {
    write([](Tx& tx) {
        tx.set_setting("number_mask", "");
        tx.set_setting("number_growth", "perhaps");
        tx.set_setting("time_zone", "Nowhere/At_All");
        tx.set_setting("attachment_max_bytes", "many");
    });
    store.reopen();
    EXPECT_EQ("%n%n%n%n%n%n", store->settings().now()->number_mask);
    EXPECT_TRUE(store->settings().now()->number_growth);
    EXPECT_EQ("UTC", store->settings().now()->time_zone.name());
    EXPECT_EQ(25 * 1024 * 1024, store->settings().now()->attachment_max_bytes);
}

TEST_P(Records, SurviveAClosingOfTheStore) {
    const core::TicketId id = insert("100001");
    store.reopen();
    EXPECT_EQ("100001", find({id, {}, {}})->number);
}

}  // namespace desk::test
