#include "api/common/field.hpp"

#include <gtest/gtest.h>

#include "core/ids.hpp"

namespace desk::api {
namespace {

using core::DepartmentId;
using core::Errc;
using core::Priority;
using namespace std::chrono_literals;

struct Base {
    std::string subject;
};

struct In : Base {
    DepartmentId department;
    std::optional<DepartmentId> move_to;
    bool is_loud = false;
    std::optional<bool> is_closed;
    std::optional<Timestamp> created;
    Priority priority = Priority::medium;
    std::vector<std::string> cc;
    std::int64_t index = 0;
};

constexpr std::tuple kFields{
    required("deptid", &In::department, Errc::department_not_found, "Department"),
    required("subject", &In::subject, Errc::subject_required, "Subject"),
    optional("moveto", &In::move_to, "Department to move to"),
    optional("loud", &In::is_loud, "Loud"),
    optional("closed", &In::is_closed, "Closed"),
    optional("created", &In::created, "When"),
    optional("priority", &In::priority, "Priority"),
    optional("cc", &In::cc, "Addresses"),
    optional("index", &In::index, "Index"),
};

using Given = std::vector<net::FormField>;

core::Result<In> bind_all(Given given) {
    const core::Settings settings;
    Params params;
    EXPECT_TRUE(params.add(std::move(given)));
    return api::bind<In>(kFields, params, BindContext{settings, core::Origin::whmcs});
}

/// Binds with the two required ones in place.
core::Result<In> bind_with(Given given) {
    given.push_back({"deptid", "1"});
    given.push_back({"subject", "Hello"});
    return bind_all(std::move(given));
}

TEST(Bind, FillsWhatIsThereAndLeavesTheRest) {
    const auto in = bind_with({{"cc", "a@x.org, b@x.org;c@x.org,,"}, {"unknown", "1"}});
    ASSERT_TRUE(in);
    EXPECT_EQ(in->department, DepartmentId(1));
    EXPECT_EQ(in->subject, "Hello");
    EXPECT_FALSE(in->move_to);
    EXPECT_EQ(in->priority, Priority::medium);
    EXPECT_EQ(in->cc, (std::vector<std::string>{"a@x.org", "b@x.org", "c@x.org"}));
}

TEST(Bind, ReportsTheFirstRowThatIsWrong) {
    EXPECT_EQ(bind_all({}).error().code, Errc::department_not_found);
    EXPECT_EQ(bind_all({{"deptid", "1"}, {"created", "x"}}).error().code, Errc::subject_required);
    EXPECT_EQ(bind_with({{"created", "x"}, {"priority", "x"}}).error().code, Errc::date_invalid);
}

TEST(Bind, CountsABlankRequiredTextAsMissing) {
    EXPECT_EQ(bind_all({{"deptid", "1"}, {"subject", " \t\r\n"}}).error().code,
              Errc::subject_required);
}

TEST(Bind, ReadsIdsWithBlanksAndLeadingZeros) {
    EXPECT_EQ(bind_with({{"moveto", " 007 "}})->move_to, DepartmentId(7));
    EXPECT_EQ(bind_with({{"moveto", "0"}})->move_to, DepartmentId());
    for (const std::string_view absent : {"", " ", "undefined", "null"}) {
        EXPECT_FALSE(bind_with({{"moveto", std::string(absent)}})->move_to) << absent;
    }
}

TEST(Bind, ReadsWhatIsNoIdAsOneThatNobodyHas) {
    for (const std::string_view bad : {"abc", "-1", "1.5", "1e3", "99999999999999999999", "0x1"}) {
        const auto in = bind_with({{"moveto", std::string(bad)}});
        ASSERT_TRUE(in) << bad;
        ASSERT_TRUE(in->move_to) << bad;
        EXPECT_EQ(in->move_to->value(), kNoSuchId) << bad;
    }
}

TEST(Bind, ReadsBooleansAsClientsOfAllLanguagesSendThem) {
    for (const std::string_view yes : {"1", "true", "TRUE", "on", "yes", "anything"}) {
        EXPECT_EQ(bind_with({{"closed", std::string(yes)}})->is_closed, true) << yes;
    }
    for (const std::string_view no : {"0", "false", "False", "off", "no", ""}) {
        EXPECT_EQ(bind_with({{"closed", std::string(no)}})->is_closed, false) << no;
    }
    for (const std::string_view absent : {"undefined", "null"}) {
        EXPECT_FALSE(bind_with({{"closed", std::string(absent)}})->is_closed) << absent;
    }
}

TEST(Bind, ReadsDatesInBothFormats) {
    const Timestamp noon = std::chrono::sys_days{2026y / 1 / 31} + 12h;
    EXPECT_EQ(bind_with({{"created", "2026-01-31 12:00:00"}})->created, noon);
    EXPECT_EQ(bind_with({{"created", "2026-01-31T14:00:00.5+02:00"}})->created, noon);
    EXPECT_EQ(bind_with({{"created", "2026-01-31"}})->created, noon - 12h);
    EXPECT_FALSE(bind_with({{"created", ""}})->created);
    EXPECT_FALSE(bind_with({{"created", "undefined"}})->created);
    EXPECT_EQ(bind_with({{"created", "2026-02-30"}}).error().code, Errc::date_invalid);
}

TEST(Bind, ReadsPrioritiesInAnyCase) {
    EXPECT_EQ(bind_with({{"priority", "hIGH"}})->priority, Priority::high);
    EXPECT_EQ(bind_with({{"priority", ""}})->priority, Priority::medium);
    EXPECT_EQ(bind_with({{"priority", "Urgent"}}).error().code, Errc::priority_invalid);
}

TEST(Bind, RefusesAnArrayWhereAScalarBelongs) {
    for (const std::string_view name : {"moveto", "loud", "created", "priority", "index"}) {
        const auto in = bind_with({{std::string(name) + "[]", "1"}});
        ASSERT_FALSE(in) << name;
        EXPECT_EQ(in.error().code, Errc::field_type_invalid) << name;
        EXPECT_EQ(in.error().about, name);
    }
    EXPECT_EQ(bind_with({{"cc[][]", "a"}}).error().code, Errc::field_type_invalid);
    EXPECT_EQ(bind_with({{"cc[]", "a@x.org"}})->cc, std::vector<std::string>{"a@x.org"});
}

TEST(Names, ListsTheRowsForTheReference) {
    const auto rows = names(kFields);
    ASSERT_EQ(rows.size(), 9U);
    EXPECT_EQ(rows[0].name, "deptid");
    EXPECT_TRUE(rows[0].is_required);
    EXPECT_EQ(rows[8].name, "index");
    EXPECT_FALSE(rows[8].is_required);
    EXPECT_EQ(rows[8].doc, "Index");
}

}  // namespace
}  // namespace desk::api
