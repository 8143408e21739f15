#include "core/record_values.hpp"

#include <gmock/gmock.h>

#include <set>

#include "core/record_ports.hpp"
#include "util/hash.hpp"
#include "util/password.hpp"

namespace desk::core {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

std::vector<RecordFault> faults_of(RecordType type, const RecordInput& input,
                                   RecordCheck check = RecordCheck::whole) {
    auto values = check_record(kind_of(type), input, check, TimeZone());
    return values ? std::vector<RecordFault>{} : values.error();
}

/// The kept form of one field, where the record is changed to say that.
std::string kept(RecordType type, const std::string& field, const std::string& written,
                 const TimeZone& zone = {}) {
    const auto values = check_record(kind_of(type), {{field, written}}, RecordCheck::change, zone);
    if (!values) return "refused: " + values.error().front().text;
    return values->values[field_index(kind_of(type), field)].value_or("(nothing)");
}

TEST(RecordKinds, AreWholeTables) {
    std::set<std::string_view> names;
    for (const RecordKind& kind : record_kinds()) {
        EXPECT_TRUE(names.insert(kind.name).second) << kind.name;
        EXPECT_FALSE(kind.keys.empty()) << kind.name;
        for (const std::string_view key : kind.keys) {
            EXPECT_NE(field_index(kind, key), kNoField) << kind.name << ": " << key;
        }
        std::set<std::string_view> fields;
        for (const RecordField& field : kind.fields) {
            EXPECT_TRUE(fields.insert(field.name).second) << kind.name << ": " << field.name;
            EXPECT_TRUE(field.is_hidden || !field.help.empty()) << kind.name << ": " << field.name;
            EXPECT_EQ(field.type == ValueType::choice || field.type == ValueType::choices,
                      !field.choices.empty())
                << field.name;
            if (!field.unique_within.empty()) {
                EXPECT_NE(field_index(kind, field.unique_within), kNoField) << field.name;
            }
        }
        EXPECT_LE(kind.fields.size(), 16U) << "the store has room for 20 columns";
        EXPECT_EQ(&kind_of(kind.type), &kind);
    }
}

TEST(RecordValues, AreBroughtIntoTheFormTheyAreKeptIn) {
    EXPECT_EQ(kept(RecordType::department, "name", "  Sales \n EU "), "Sales   EU");
    EXPECT_EQ(kept(RecordType::department, "hidden", "Yes"), "1");
    EXPECT_EQ(kept(RecordType::department, "hidden", "off"), "0");
    EXPECT_EQ(kept(RecordType::department, "order", " 007 "), "7");
    EXPECT_EQ(kept(RecordType::status, "colour", "#AaBb00"), "#aabb00");
    EXPECT_EQ(kept(RecordType::client, "status", "closed"), "Closed");
    EXPECT_EQ(kept(RecordType::escalation_rule, "priorities", "high, LOW,high"), "High,Low");
    EXPECT_EQ(kept(RecordType::escalation_rule, "set_priority", "high"), "3");
    EXPECT_EQ(kept(RecordType::role, "actions", "OpenTicket, , getticket "),
              "openticket,getticket");
    EXPECT_EQ(kept(RecordType::credential, "networks", "10.0.0.0/8, ::1"), "10.0.0.0/8,::1");
    EXPECT_EQ(kept(RecordType::ban, "expires_at", "2026-01-02T00:00:00Z"), "1767312000");
    EXPECT_EQ(kept(RecordType::ban, "expires_at", "never"), "0");
    EXPECT_EQ(kept(RecordType::ban, "expires_at", "2026-01-02 07:00",
                   *TimeZone::named("Asia/Ho_Chi_Minh")),
              "1767312000");
    EXPECT_EQ(kept(RecordType::agent, "signature", " kept\nas it is "), " kept\nas it is ");
}

TEST(RecordValues, AreClearedByAnEmptyText) {
    EXPECT_EQ(kept(RecordType::department, "email", ""), "");
    EXPECT_EQ(kept(RecordType::status, "active", ""), "1") << "as it would be in a new one";
    EXPECT_EQ(kept(RecordType::ban, "expires_at", " "), "0");
    EXPECT_THAT(kept(RecordType::department, "name", ""), HasSubstr("refused: missing"));
}

TEST(RecordValues, AreRefusedWithWhatIsAllowed) {
    const auto refusal = [](RecordType type, const std::string& field, const std::string& value) {
        return kept(type, field, value);
    };
    EXPECT_THAT(refusal(RecordType::status, "colour", "red"), HasSubstr("#1a2b3c"));
    EXPECT_THAT(refusal(RecordType::agent, "email", "ada"), HasSubstr("ada@example.com"));
    EXPECT_THAT(refusal(RecordType::agent, "email", std::string(250, 'a') + "@b.example"),
                HasSubstr("at most 254"));
    EXPECT_THAT(refusal(RecordType::agent, "login", "ada lovelace"), HasSubstr("letters"));
    EXPECT_THAT(refusal(RecordType::agent, "disabled", "perhaps"), HasSubstr("true or false"));
    EXPECT_THAT(refusal(RecordType::agent, "password", "short"), HasSubstr("at least 8"));
    EXPECT_THAT(refusal(RecordType::department, "order", "-1"), HasSubstr("whole number"));
    EXPECT_THAT(refusal(RecordType::department, "name", std::string(256, 'a')),
                HasSubstr("at most 255"));
    EXPECT_THAT(refusal(RecordType::client, "status", "Gone"),
                HasSubstr("Active, Inactive or Closed"));
    EXPECT_THAT(refusal(RecordType::client, "phone", std::string(51, '1')),
                HasSubstr("at most 50"));
    EXPECT_THAT(refusal(RecordType::credential, "networks", "10.0.0.0/8,here"),
                HasSubstr("'here'"));
    EXPECT_THAT(refusal(RecordType::ban, "network", "10.0.0.0/33"), HasSubstr("10.0.0.0/8"));
    EXPECT_THAT(refusal(RecordType::ban, "expires_at", "tomorrow"), HasSubstr("2026-12-31"));
    EXPECT_THAT(refusal(RecordType::agent, "signature", std::string(64 * 1024 + 1, 'a')),
                HasSubstr("at most 65536"));
}

TEST(RecordValues, AllFaultsOfARecordAreTold) {
    const auto faults =
        faults_of(RecordType::user,
                  {{"email", "x"}, {"disabled", "?"}, {"shoe_size", "46"}, {"created_at", "1"}});
    ASSERT_THAT(faults, SizeIs(5));
    EXPECT_EQ(faults[0].field, "email");
    EXPECT_EQ(faults[0].code, Errc::email_invalid);
    EXPECT_EQ(faults[1].field, "disabled");
    EXPECT_EQ(faults[2].field, "shoe_size");
    EXPECT_THAT(faults[2].text, HasSubstr("email, name, clients"));
    EXPECT_EQ(faults[3].field, "created_at");
    EXPECT_EQ(faults[4].field, "name");
    EXPECT_EQ(faults[4].code, Errc::field_required);
}

TEST(RecordValues, AChangeNeedsNothingAndLeavesFixedFieldsAlone) {
    EXPECT_THAT(faults_of(RecordType::contact, {}, RecordCheck::change), SizeIs(0));
    EXPECT_THAT(faults_of(RecordType::contact, {}, RecordCheck::whole), SizeIs(2));
    const auto moved = faults_of(RecordType::contact, {{"client", "2"}}, RecordCheck::change);
    ASSERT_THAT(moved, SizeIs(1));
    EXPECT_THAT(moved[0].text, HasSubstr("cannot be set"));
}

TEST(RecordValues, HaveAnIdWhereOneIsGiven) {
    const RecordKind& kind = kind_of(RecordType::department);
    EXPECT_EQ(check_record(kind, {{"id", "7"}, {"name", "x"}}, RecordCheck::whole, {})->id, 7);
    EXPECT_EQ(check_record(kind, {{"id", ""}, {"name", "x"}}, RecordCheck::whole, {})->id, 0);
    EXPECT_THAT(faults_of(RecordType::department, {{"id", "x"}, {"name", "x"}}), SizeIs(1));
    EXPECT_THAT(faults_of(RecordType::department, {{"id", "0"}, {"name", "x"}}), SizeIs(1));
}

TEST(RecordValues, OfPasswordsAreHashes) {
    const RecordKind& kind = kind_of(RecordType::agent);
    auto values = *check_record(kind, {{"login", "ada"}, {"password", " open sesame "}},
                                RecordCheck::whole, {});
    hash_passwords(kind, values);
    const auto value = [&](std::string_view field) {
        return values.values[field_index(kind, field)].value_or("(nothing)");
    };
    EXPECT_TRUE(verify_password(" open sesame ", value("password")));
    EXPECT_TRUE(verify_password(md5_hex(" open sesame "), value("login_digest")))
        << "the legacy login sends the digest";
    auto without = *check_record(kind, {{"password", ""}}, RecordCheck::change, {});
    hash_passwords(kind, without);
    EXPECT_EQ(without.values[field_index(kind, "password")], "");
    EXPECT_EQ(without.values[field_index(kind, "login_digest")], "");
    auto untouched = *check_record(kind, {{"first_name", "Ada"}}, RecordCheck::change, {});
    hash_passwords(kind, untouched);
    EXPECT_FALSE(untouched.values[field_index(kind, "password")]);
    EXPECT_FALSE(untouched.values[field_index(kind, "login_digest")]);
}

TEST(RecordValues, AreShownAsTheyAreWritten) {
    const auto shown = [](RecordType type, std::string_view field, const std::string& value) {
        const RecordKind& kind = kind_of(type);
        return shown_value(kind.fields[field_index(kind, field)], value);
    };
    EXPECT_EQ(shown(RecordType::department, "hidden", "1"), "true");
    EXPECT_EQ(shown(RecordType::custom_field, "type", "4"), "choice");
    EXPECT_EQ(shown(RecordType::ban, "expires_at", "1767312000"), "2026-01-02T00:00:00Z");
    EXPECT_EQ(shown(RecordType::ban, "expires_at", "0"), "");
    EXPECT_EQ(shown(RecordType::agent, "password", "$argon2id$"), "set");
    EXPECT_EQ(shown(RecordType::client, "status", "Closed"), "Closed");
}

}  // namespace
}  // namespace desk::core
