#include "core/records.hpp"

#include <gmock/gmock.h>

#include "core/access_token.hpp"
#include "core/issue_credential.hpp"
#include "core/open_ticket.hpp"
#include "support/test_database.hpp"

/// The use cases of all kinds of records, on both databases.
namespace desk::test {
namespace {

using core::Errc;
using core::kind_of;
using core::Record;
using core::RecordFault;
using core::RecordInput;
using core::RecordType;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class Records : public testing::TestWithParam<DatabaseKind> {
  protected:
    core::RecordValues checked(RecordType type, const RecordInput& input, core::RecordCheck check) {
        auto values = core::check_record(kind_of(type), input, check, TimeZone());
        if (!values) throw std::runtime_error("not even checked: " + values.error().front().text);
        return *values;
    }
    core::RecordResult<Record> write(
        RecordType type,
        const std::function<core::RecordResult<Record>(core::RecordWriter&)>& run) {
        core::RecordResult<Record> result;
        const core::Outcome outcome = store->run_write([&](core::Tx& tx) {
            core::RecordWriter writer(tx, kind_of(type));
            result = run(writer);
            return result.has_value();
        });
        EXPECT_TRUE(outcome == core::Outcome::done || outcome == core::Outcome::refused);
        return result;
    }
    core::RecordResult<Record> add(RecordType type, const RecordInput& input) {
        const auto values = checked(type, input, core::RecordCheck::whole);
        return write(type, [&](core::RecordWriter& writer) { return writer.add(values); });
    }
    core::RecordResult<Record> set(RecordType type, const std::string& ref,
                                   const RecordInput& input) {
        const auto values = checked(type, input, core::RecordCheck::change);
        return write(type, [&](core::RecordWriter& writer) { return writer.change(ref, values); });
    }
    core::RecordResult<Record> remove(RecordType type, const std::string& ref) {
        return write(type, [&](core::RecordWriter& writer) { return writer.remove(ref); });
    }
    core::RecordResult<Record> find(RecordType type, const std::string& ref) {
        core::RecordResult<Record> result;
        store->run_read([&](core::Tx& tx) {
            result = core::find_record(tx, kind_of(type), ref);
            return true;
        });
        return result;
    }
    static std::string value(RecordType type, const Record& record, std::string_view field) {
        return record.values[core::field_index(kind_of(type), field)];
    }
    /// What one field of a stored record says.
    std::string value(RecordType type, const std::string& ref, std::string_view field) {
        const auto record = find(type, ref);
        return record ? value(type, *record, field) : "(" + record.error().text + ")";
    }
    core::TicketId open_ticket(const core::OpenTicketInput& input) {
        core::TicketId id;
        store->run_write([&](core::Tx& tx) {
            id = core::open_ticket(tx, core::Actor{}, input).value().id;
            return true;
        });
        return id;
    }
    /// Department 1, client 1 with a ticket of it.
    core::OpenTicketInput ticket_of_client() {
        EXPECT_TRUE(add(RecordType::department, {{"name", "Support"}}));
        EXPECT_TRUE(add(RecordType::client, {{"first_name", "Ada"}, {"email", "ada@example.com"}}));
        core::OpenTicketInput input;
        input.department.id = core::DepartmentId{1};
        input.client = core::ClientId{1};
        input.subject = "Hello";
        input.body = {"World", core::BodyFormat::plain, core::Origin::local};
        return input;
    }

    TestStore store{GetParam()};
};
RUN_ON_BOTH_DATABASES(Records);

TEST_P(Records, OfEveryKindAreMadeFoundChangedListedAndRemoved) {
    struct Sample {
        RecordType type;
        RecordInput input;
        RecordInput change;
    };
    ASSERT_TRUE(add(RecordType::department, {{"name", "Needed"}, {"id", "50"}}));
    ASSERT_TRUE(add(RecordType::client, {{"company", "Needed"}, {"id", "50"}}));
    ASSERT_TRUE(add(RecordType::predefined_category, {{"name", "Needed"}, {"id", "50"}}));
    const std::vector<Sample> samples{
        {RecordType::department,
         {{"name", "Sales"}, {"hidden", "true"}},
         {{"email", "s@e.example"}}},
        {RecordType::status, {{"title", "Waiting"}, {"colour", "#112233"}}, {{"auto_close", "1"}}},
        {RecordType::agent, {{"login", "ada"}, {"email", "a@e.example"}}, {{"signature", "A\nL"}}},
        {RecordType::role, {{"name", "Readers"}, {"actions", "getticket"}}, {{"actions", ""}}},
        {RecordType::client, {{"company", "ACME"}, {"code", "ACC1"}}, {{"notes", "good"}}},
        {RecordType::contact, {{"client", "50"}, {"name", "Eve"}}, {{"phone", "123"}}},
        {RecordType::user, {{"email", "u@e.example"}, {"name", "U"}}, {{"clients", "50"}}},
        {RecordType::service, {{"client", "Needed"}, {"name", "Web"}}, {{"status", "pending"}}},
        {RecordType::domain, {{"client", "50"}, {"name", "e.example"}}, {{"status", "Expired"}}},
        {RecordType::custom_field,
         {{"department", "needed"}, {"code", "size"}, {"type", "choice"}, {"options", "S, M"}},
         {{"required", "yes"}}},
        {RecordType::ban, {{"network", "192.0.2.0/24"}}, {{"reason", "noise"}}},
        {RecordType::escalation_rule,
         {{"name", "Late"},
          {"minutes", "30"},
          {"statuses", "1,2"},
          {"priorities", "low"},
          {"set_priority", "High"}},
         {{"departments", "50"}}},
        {RecordType::predefined_category, {{"name", "Orders"}}, {{"parent", "50"}}},
        {RecordType::predefined_reply,
         {{"category", "Needed"}, {"name", "Where"}, {"reply", "On its way,\n[NAME]"}},
         {{"reply", "There"}}},
        {RecordType::spam_rule, {{"type", "phrase"}, {"content", "Win now"}}, {{"content", "Win"}}},
    };
    for (const Sample& sample : samples) {
        const core::RecordKind& kind = kind_of(sample.type);
        SCOPED_TRACE(kind.name);
        const auto made = add(sample.type, sample.input);
        ASSERT_TRUE(made) << made.error().text;
        const std::string id = std::to_string(made->id);
        ASSERT_TRUE(find(sample.type, id));
        EXPECT_EQ(find(sample.type, id)->values, made->values);
        for (const auto& [field, written] : sample.input) {
            if (kind.fields[core::field_index(kind, field)].type == core::ValueType::record)
                continue;
            const auto expected = checked(sample.type, sample.input, core::RecordCheck::whole);
            EXPECT_EQ(value(sample.type, id, field),
                      *expected.values[core::field_index(kind, field)]);
        }
        const auto changed = set(sample.type, id, sample.change);
        ASSERT_TRUE(changed) << changed.error().text;
        EXPECT_EQ(find(sample.type, id)->values, changed->values);
        EXPECT_NE(changed->values, made->values);
        store->run_read([&](core::Tx& tx) {
            const auto page = tx.records().list(sample.type, {made->id - 1, 1, {}, 0});
            EXPECT_THAT(page, SizeIs(1));
            EXPECT_EQ(page.at(0).values, changed->values);
            return true;
        });
        ASSERT_TRUE(remove(sample.type, id));
        EXPECT_EQ(find(sample.type, id).error().code, Errc::record_not_found);
    }
}

TEST_P(Records, NewOnesAreWhatTheTableSays) {
    ASSERT_TRUE(add(RecordType::department, {{"name", "A"}}));
    ASSERT_TRUE(add(RecordType::department, {{"name", "B"}}));
    EXPECT_EQ(value(RecordType::department, "1", "order"), "1");
    EXPECT_EQ(value(RecordType::department, "2", "order"), "2");
    EXPECT_EQ(value(RecordType::department, "2", "hidden"), "0");
    ASSERT_TRUE(add(RecordType::agent, {{"login", "ada"}}));
    EXPECT_EQ(value(RecordType::agent, "ada", "departments"), "1,2");
    EXPECT_EQ(value(RecordType::agent, "ada", "api_access"), "1");
    ASSERT_TRUE(add(RecordType::agent, {{"login", "bob"}, {"departments", "B"}}));
    EXPECT_EQ(value(RecordType::agent, "bob", "departments"), "2");
    ASSERT_TRUE(add(RecordType::agent, {{"login", "eve"}, {"departments", ""}}));
    EXPECT_EQ(value(RecordType::agent, "eve", "departments"), "");
    ASSERT_TRUE(add(RecordType::status, {{"title", "New"}}));
    EXPECT_EQ(value(RecordType::status, "New", "order"), "7") << "behind the six there are";
    ASSERT_TRUE(add(RecordType::client, {{"last_name", "Reilly"}, {"first_name", "Cynthia"}}));
    EXPECT_EQ(value(RecordType::client, "1", "name"), "Cynthia Reilly");
    EXPECT_EQ(value(RecordType::client, "1", "created_at"),
              std::to_string(store.clock.now().time_since_epoch().count()));
    ASSERT_TRUE(add(RecordType::custom_field, {{"department", "1"}, {"code", "c"}}));
    EXPECT_EQ(value(RecordType::custom_field, "1", "name"), "c");
    EXPECT_EQ(value(RecordType::custom_field, "1", "type"), "0");
}

TEST_P(Records, PredefinedCategoriesAreInNoneOfTheirOwn) {
    ASSERT_TRUE(add(RecordType::predefined_category, {{"name", "Orders"}}));
    ASSERT_TRUE(add(RecordType::predefined_category, {{"name", "Late"}, {"parent", "orders"}}));
    ASSERT_TRUE(add(RecordType::predefined_category, {{"name", "Very late"}, {"parent", "2"}}));
    for (const char* parent : {"1", "2", "3"}) {
        const auto refused = set(RecordType::predefined_category, "1", {{"parent", parent}});
        ASSERT_FALSE(refused) << parent;
        EXPECT_EQ(refused.error().field, "parent");
    }
    EXPECT_TRUE(set(RecordType::predefined_category, "3", {{"parent", "1"}}));
    EXPECT_EQ(
        add(RecordType::predefined_category, {{"name", "LATE"}, {"parent", "1"}}).error().code,
        Errc::already_exists);
    EXPECT_TRUE(add(RecordType::predefined_category, {{"name", "LATE"}}))
        << "the same name, but elsewhere";
    ASSERT_TRUE(add(RecordType::predefined_reply,
                    {{"category", "3"}, {"name", "Sorry"}, {"reply", "Sorry"}}));
    const auto needed = remove(RecordType::predefined_category, "3");
    ASSERT_FALSE(needed);
    EXPECT_THAT(needed.error().text, HasSubstr("by 1 text."));
    EXPECT_THAT(remove(RecordType::predefined_category, "1").error().text,
                HasSubstr("by 2 inner ones."));
}

TEST_P(Records, SpamRulesForSendersAreAddresses) {
    EXPECT_EQ(add(RecordType::spam_rule, {{"type", "sender"}, {"content", "nobody"}}).error().field,
              "content");
    ASSERT_TRUE(add(RecordType::spam_rule, {{"type", "sender"}, {"content", "a@e.example"}}));
    EXPECT_EQ(
        add(RecordType::spam_rule, {{"type", "sender"}, {"content", "A@E.example"}}).error().code,
        Errc::already_exists);
    EXPECT_TRUE(add(RecordType::spam_rule, {{"type", "phrase"}, {"content", "A@E.example"}}));
}

TEST_P(Records, HaveNamesOnceAfterFolding) {
    ASSERT_TRUE(add(RecordType::department, {{"name", "Đơn Hàng"}}));
    const auto again = add(RecordType::department, {{"name", " đơn hàng "}});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, Errc::already_exists);
    EXPECT_EQ(again.error().field, "name");
    EXPECT_THAT(again.error().text, HasSubstr("department 1"));
    ASSERT_TRUE(add(RecordType::department, {{"name", "Other"}}));
    EXPECT_EQ(set(RecordType::department, "2", {{"name", "ĐƠN HÀNG"}}).error().code,
              Errc::already_exists);
    EXPECT_TRUE(set(RecordType::department, "1", {{"name", "ĐƠN HÀNG"}}))
        << "its own name in other letters";
    EXPECT_EQ(value(RecordType::department, "đơn hàng", "name"), "ĐƠN HÀNG");
    EXPECT_EQ(add(RecordType::status, {{"title", "OPEN"}}).error().code, Errc::already_exists);
    ASSERT_TRUE(add(RecordType::user, {{"email", "A@e.example"}, {"name", "A"}}));
    EXPECT_EQ(add(RecordType::user, {{"email", "a@E.example"}, {"name", "B"}}).error().code,
              Errc::already_exists);
    EXPECT_EQ(add(RecordType::department, {{"name", "New"}, {"id", "2"}}).error().field, "id");
}

TEST_P(Records, OfCustomFieldsHaveCodesOnceInADepartment) {
    ASSERT_TRUE(add(RecordType::department, {{"name", "A"}}));
    ASSERT_TRUE(add(RecordType::department, {{"name", "B"}}));
    ASSERT_TRUE(add(RecordType::custom_field, {{"department", "A"}, {"code", "size"}}));
    EXPECT_TRUE(add(RecordType::custom_field, {{"department", "B"}, {"code", "size"}}));
    const auto again = add(RecordType::custom_field, {{"department", "a"}, {"code", "size"}});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, Errc::already_exists);
    const auto unclear = find(RecordType::custom_field, "size");
    ASSERT_FALSE(unclear);
    EXPECT_THAT(unclear.error().text, HasSubstr("give the id of one of them: 1, 2."));
    EXPECT_EQ(add(RecordType::custom_field,
                  {{"department", "1"}, {"code", "n"}, {"type", "number"}, {"options", "1,2"}})
                  .error()
                  .field,
              "options");
}

TEST_P(Records, ReferToWhatThereIs) {
    ASSERT_TRUE(add(RecordType::client,
                    {{"first_name", "Ada"}, {"code", "ACC1"}, {"email", "ada@example.com"}}));
    ASSERT_TRUE(add(RecordType::client, {{"first_name", "Bob"}}));
    for (const char* ref : {"1", "ACC1", "ADA", "Ada@Example.com"}) {
        const auto contact = add(RecordType::contact, {{"client", ref}, {"name", "C"}});
        ASSERT_TRUE(contact) << ref;
        EXPECT_EQ(value(RecordType::contact, *contact, "client"), "1");
    }
    const auto unknown = add(RecordType::contact, {{"client", "nobody"}, {"name", "C"}});
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, Errc::record_not_found);
    EXPECT_EQ(unknown.error().field, "client");
    EXPECT_THAT(unknown.error().text, HasSubstr("polydesk client list"));
    ASSERT_TRUE(
        add(RecordType::user,
            {{"email", "u@e.example"}, {"name", "U"}, {"clients", "2"}, {"owner_of", "ACC1"}}));
    EXPECT_EQ(value(RecordType::user, "u@e.example", "clients"), "1,2");
    EXPECT_EQ(value(RecordType::user, "u@e.example", "owner_of"), "1");
    ASSERT_TRUE(set(RecordType::user, "1", {{"owner_of", ""}}));
    EXPECT_EQ(value(RecordType::user, "1", "clients"), "1,2") << "still a member";
    EXPECT_EQ(value(RecordType::user, "1", "owner_of"), "");
}

TEST_P(Records, OfClientsNeedSomeName) {
    const auto nameless = add(RecordType::client, {{"email", "x@example.com"}});
    ASSERT_FALSE(nameless);
    EXPECT_EQ(nameless.error().code, Errc::field_required);
    ASSERT_TRUE(add(RecordType::client, {{"company", "ACME"}}));
    EXPECT_EQ(value(RecordType::client, "1", "name"), "ACME");
    ASSERT_TRUE(set(RecordType::client, "1", {{"first_name", "Ada"}}));
    EXPECT_EQ(value(RecordType::client, "1", "name"), "Ada");
    ASSERT_TRUE(set(RecordType::client, "1", {{"first_name", ""}}));
    EXPECT_EQ(value(RecordType::client, "1", "name"), "ACME");
    EXPECT_TRUE(add(RecordType::client, {{"company", "ACME"}})) << "names of clients may repeat";
}

TEST_P(Records, CoreStatusesKeepTheirTitlesAndStay) {
    const auto renamed = set(RecordType::status, "Open", {{"title", "Opened"}});
    ASSERT_FALSE(renamed);
    EXPECT_EQ(renamed.error().code, Errc::record_is_core);
    EXPECT_TRUE(set(RecordType::status, "Open", {{"colour", "#ffffff"}, {"title", "Open"}}));
    EXPECT_EQ(remove(RecordType::status, "Closed").error().code, Errc::record_is_core);
    EXPECT_TRUE(set(RecordType::status, "On Hold", {{"title", "Parked"}}));
    EXPECT_TRUE(remove(RecordType::status, "Parked"));
}

TEST_P(Records, ThatTicketsReferToStay) {
    core::OpenTicketInput input = ticket_of_client();
    ASSERT_TRUE(add(RecordType::contact, {{"client", "1"}, {"name", "C"}}));
    ASSERT_TRUE(add(RecordType::service, {{"client", "1"}, {"name", "S"}}));
    ASSERT_TRUE(add(RecordType::status, {{"title", "Waiting"}}));
    input.contact = core::ContactId{1};
    input.service = core::ServiceId{1};
    open_ticket(input);
    store.database.sql("UPDATE ticket SET status_id = 7");
    store.database.sql("UPDATE ticket_counter SET status_id = 7");
    for (const auto& [type, ref] : std::initializer_list<std::pair<RecordType, const char*>>{
             {RecordType::department, "Support"},
             {RecordType::status, "Waiting"},
             {RecordType::contact, "C"},
             {RecordType::service, "1"}}) {
        const auto refused = remove(type, ref);
        ASSERT_FALSE(refused) << ref;
        EXPECT_EQ(refused.error().code, Errc::record_in_use);
        EXPECT_THAT(refused.error().text, HasSubstr("needed by 1 ticket"));
    }
    EXPECT_THAT(remove(RecordType::client, "Ada").error().text,
                HasSubstr("needed by 1 ticket, 1 contact, 1 service. Remove these first, or"));
}

TEST_P(Records, ThatDeletedTicketsReferToStayToo) {
    core::OpenTicketInput input = ticket_of_client();
    ASSERT_TRUE(add(RecordType::contact, {{"client", "1"}, {"name", "C"}}));
    ASSERT_TRUE(add(RecordType::agent, {{"login", "ada"}}));
    input.contact = core::ContactId{1};
    open_ticket(input);
    store.database.sql("UPDATE ticket SET deleted_at = 1, flag_agent_id = 1");
    store.database.sql("DELETE FROM ticket_counter");
    const auto all_stay = [this] {
        for (const RecordType type :
             {RecordType::department, RecordType::client, RecordType::contact, RecordType::agent}) {
            const auto refused = remove(type, "1");
            ASSERT_FALSE(refused);
            EXPECT_THAT(refused.error().text, HasSubstr("1 ticket"));
        }
    };
    all_stay();
    store.database.sql(
        "UPDATE ticket SET deleted_at = 0, merged_into = 9, status_before_merge = 4");
    all_stay();
    EXPECT_THAT(remove(RecordType::status, "On Hold").error().text, HasSubstr("1 ticket"));
    store.database.sql("DELETE FROM ticket");
    EXPECT_TRUE(remove(RecordType::department, "1"));
}

TEST_P(Records, RolesAndAgentsOfCredentialsStay) {
    ASSERT_TRUE(add(RecordType::agent, {{"login", "ada"}}));
    ASSERT_TRUE(add(RecordType::role, {{"name", "Readers"}, {"actions", "GetTicket"}}));
    store->run_write([](core::Tx& tx) { return core::issue_credential(tx, {}).has_value(); });
    ASSERT_TRUE(set(RecordType::credential, "1", {{"roles", "readers"}, {"disabled", "true"}}));
    EXPECT_EQ(value(RecordType::credential, "1", "roles"), "1");
    EXPECT_EQ(value(RecordType::credential, "1", "agent"), "1");
    EXPECT_EQ(remove(RecordType::role, "Readers").error().code, Errc::record_in_use);
    EXPECT_EQ(remove(RecordType::agent, "ada").error().code, Errc::record_in_use);
    ASSERT_TRUE(remove(RecordType::credential, "1"));
    EXPECT_TRUE(remove(RecordType::role, "Readers"));
    EXPECT_TRUE(remove(RecordType::agent, "ada"));
}

TEST_P(Records, OfUsersTakeTheirTokensWithThem) {
    ASSERT_TRUE(add(RecordType::client, {{"company", "ACME"}}));
    ASSERT_TRUE(add(
        RecordType::user,
        {{"email", "u@e.example"}, {"name", "U"}, {"clients", "1"}, {"password", "open sesame"}}));
    core::IssuedTokens tokens;
    const auto issue = [&] {
        store->run_write([&](core::Tx& tx) {
            core::IssueCredentialInput input;
            input.dialect = core::Origin::keliweb;
            input.client = core::ClientId{1};
            const auto credential = core::issue_credential(tx, input).value();
            tokens = core::issue_tokens(tx, credential.id, input.client, core::UserId{1});
            return true;
        });
    };
    const auto bears = [&] {
        bool does = false;
        store->run_read([&](core::Tx& tx) {
            does = core::find_bearer(tx, tokens.access).has_value();
            return true;
        });
        return does;
    };
    issue();
    EXPECT_TRUE(bears());
    ASSERT_TRUE(set(RecordType::user, "1", {{"name", "Uma"}}));
    EXPECT_TRUE(bears()) << "another name is no reason";
    ASSERT_TRUE(set(RecordType::user, "1", {{"password", "another one"}}));
    EXPECT_FALSE(bears());
    issue();
    ASSERT_TRUE(set(RecordType::user, "1", {{"disabled", "true"}}));
    ASSERT_TRUE(set(RecordType::user, "1", {{"disabled", "false"}}));
    EXPECT_FALSE(bears()) << "enabling does not bring tokens back";
    issue();
    ASSERT_TRUE(remove(RecordType::user, "1"));
    EXPECT_FALSE(bears());
    EXPECT_EQ(store.database.sql("SELECT count(*) FROM client_user").at(0), "0");
}

TEST_P(Records, PasswordsStayWhereAChangeSaysNothingOfThem) {
    ASSERT_TRUE(add(RecordType::agent, {{"login", "ada"}, {"password", "open sesame"}}));
    const std::string before = value(RecordType::agent, "ada", "password");
    ASSERT_TRUE(set(RecordType::agent, "ada", {{"first_name", "Ada"}}));
    EXPECT_EQ(value(RecordType::agent, "ada", "password"), before);
}

TEST_P(Records, AreListedOfOneClient) {
    ASSERT_TRUE(add(RecordType::client, {{"company", "A"}}));
    ASSERT_TRUE(add(RecordType::client, {{"company", "B"}}));
    for (const char* client : {"1", "2", "1"}) {
        ASSERT_TRUE(add(RecordType::service, {{"client", client}, {"name", "S"}}));
    }
    store->run_read([&](core::Tx& tx) {
        const auto ids = [&](const core::RecordPage& page) {
            std::vector<std::int64_t> found;
            for (const Record& record : tx.records().list(RecordType::service, page)) {
                found.push_back(record.id);
            }
            return found;
        };
        EXPECT_THAT(ids({0, 100, {}, 0}), ElementsAre(1, 2, 3));
        EXPECT_THAT(ids({0, 100, "client", 1}), ElementsAre(1, 3));
        EXPECT_THAT(ids({1, 100, "client", 1}), ElementsAre(3));
        EXPECT_THAT(ids({0, 2, {}, 0}), ElementsAre(1, 2));
        EXPECT_THAT(ids({0, 0, {}, 0}), ElementsAre(1)) << "at least one";
        return true;
    });
}

TEST_P(Records, OfSettingsAreReadSetAndForgotten) {
    store->run_write([](core::Tx& tx) {
        tx.set_setting("number_mask", "T%n");
        return true;
    });
    store->run_write([](core::Tx& tx) {
        EXPECT_EQ(tx.records().settings().at("number_mask"), "T%n");
        tx.records().clear_setting("number_mask");
        EXPECT_EQ(tx.records().settings().count("number_mask"), 0U);
        return true;
    });
}

}  // namespace
}  // namespace desk::test
