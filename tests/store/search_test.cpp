#include <algorithm>
#include <functional>
#include <random>

#include "both_databases.hpp"
#include "core/move_ports.hpp"
#include "core/ticket_search.hpp"
#include "job_box.hpp"
#include "util/text.hpp"
#include "util/time_text.hpp"

/// Searches against a model of the tickets: whatever is asked and however it is sorted, they show
/// what looking at all tickets in memory shows.
namespace desk::test {

using namespace testing;
using core::ListPage;
using core::NumberTest;
using core::SearchOrder;
using core::TextTest;
using core::TicketSearch;

namespace {

struct Row {
    std::int64_t id, department, status, client, opened_at, updated_at, expected_on;
    std::string code, subject, email, name, phone, body, site;
};

using Passes = std::function<bool(const Row&)>;
struct Case {
    std::string title;
    TicketSearch search;
    Passes passes;
};

NumberTest one_of(std::vector<std::int64_t> numbers, bool is_negated = false) {
    NumberTest test;
    test.any_of = std::move(numbers);
    test.is_negated = is_negated;
    return test;
}

NumberTest within(std::int64_t first, std::int64_t last, bool is_negated = false) {
    NumberTest test;
    test.first = first;
    test.last = last;
    test.is_negated = is_negated;
    return test;
}

TextTest part(std::string text) { return {{}, std::move(text)}; }
TextTest exactly(std::vector<std::string> texts) { return {std::move(texts), {}}; }

bool has(const std::string& text, const std::string& part) {
    return fold(text).find(fold(part)) != std::string::npos;
}

}  // namespace

class Searches : public BothDatabases {
  protected:
    static constexpr std::int64_t kTickets = 400;
    static constexpr std::int64_t kStart = 1'760'000'000;
    static constexpr const char* kSubjects[] = {"Máy in KHÔNG in được", "Printer on fire",
                                                "100% of my mail_box",  "Đơn hàng",
                                                "đơn HÀNG bị trễ",      "?",
                                                "100x of my mailybox",  "printer"};
    static constexpr const char* kPhones[] = {"", "0912 345 678", "0912_345%678", "+84"};
    static constexpr const char* kSites[] = {"", "Hà Nội", "hà nội", "100%"};

    void SetUp() override {
        write([this](Tx& tx) {
            for (const char* name : {"Sales", "Abuse"}) tx.insert_department({{}, name, false});
            for (std::int64_t i = 1; i <= 3; ++i) {
                core::CustomField field;
                field.department = core::DepartmentId(i);
                field.code = "site";
                field.name = "Site";
                sites_.push_back(tx.insert_custom_field(field));
            }
            core::Client shared;
            shared.name = "Namesake";
            shared.email = "Shared@Example.com";
            shared.code = "KH/2025/1";
            shared_ = tx.insert_client(shared);
            for (std::int64_t i = 0; i < kTickets; ++i) add_ticket(tx);
        });
    }

    std::int64_t below(std::int64_t count) {
        return static_cast<std::int64_t>(chance_() % static_cast<std::uint64_t>(count));
    }

    void add_ticket(Tx& tx) {
        core::NewTicket made = new_ticket(std::to_string(100'000 + rows_.size()));
        core::Ticket& ticket = made.ticket;
        ticket.department = core::DepartmentId(1 + below(3));
        ticket.status = core::StatusId(below(3) == 0 ? 1 + below(6) : 6);
        const std::int64_t who = below(5);
        ticket.client = who < 2 ? client : who == 2 ? shared_ : core::ClientId();
        ticket.requester_name = who == 3 ? "Gus Guest" : "";
        ticket.requester_email = who == 3 ? "Shared@example.COM" : who == 4 ? "o@example.net" : "";
        ticket.subject = kSubjects[below(std::size(kSubjects))];
        ticket.emergency_phone = kPhones[below(std::size(kPhones))];
        ticket.opened_at = Timestamp{std::chrono::seconds{kStart + below(200)}};
        ticket.updated_at = ticket.opened_at + std::chrono::seconds{below(100)};
        ticket.last_reply_at = ticket.opened_at;
        std::string day;
        if (below(2) == 0) day = "2026-01-0" + std::to_string(1 + below(9));
        ticket.expected_on = parse_date(day);
        const std::string site = kSites[below(std::size(kSites))];
        const auto field = sites_[static_cast<std::size_t>(ticket.department.value() - 1)];
        if (!site.empty()) made.custom_fields = {{field, "site", site, false}};
        made.body.text = below(20) == 0 ? "<p>Nothing but a needle</p>" : "<p>Hay</p>";
        const std::int64_t id = tx.insert_ticket(made, actor)->value();
        day.erase(std::remove(day.begin(), day.end(), '-'), day.end());
        rows_.push_back({id, ticket.department.value(), ticket.status.value(),
                         ticket.client.value(), ticket.opened_at.time_since_epoch().count(),
                         ticket.updated_at.time_since_epoch().count(),
                         day.empty() ? 0 : std::stoll(day), ticket.code, ticket.subject,
                         ticket.requester_email, ticket.requester_name, ticket.emergency_phone,
                         made.body.text, site});
    }

    std::vector<std::int64_t> expected(const Case& wanted) const {
        std::vector<Row> rows;
        std::copy_if(rows_.begin(), rows_.end(), std::back_inserter(rows), wanted.passes);
        const auto key = [&wanted](const Row& row) {
            using Key = std::tuple<std::int64_t, std::string, std::int64_t>;
            switch (wanted.search.order) {
                case SearchOrder::code:
                    return Key(0, row.code, row.id);
                case SearchOrder::subject:
                    return Key(0, fold(row.subject), row.id);
                case SearchOrder::opened_at:
                    return Key(row.opened_at, "", row.id);
                case SearchOrder::updated_at:
                    return Key(row.updated_at, "", row.id);
                case SearchOrder::expected_on:
                    return Key(row.expected_on, "", row.id);
                case SearchOrder::id:
                    break;
            }
            return Key(0, "", row.id);
        };
        std::sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) {
            return wanted.search.ascends ? key(a) < key(b) : key(b) < key(a);
        });
        std::vector<std::int64_t> ids;
        for (const Row& row : rows) ids.push_back(row.id);
        return ids;
    }

    core::TicketList search(const TicketSearch& what, const ListPage& page) {
        std::optional<core::TicketList> found;
        read([&](Tx& tx) { found = tx.lists().search(what, page); });
        EXPECT_TRUE(found.has_value());
        return found.value_or(core::TicketList{});
    }

    static std::vector<std::int64_t> ids_of(const core::TicketList& list) {
        std::vector<std::int64_t> ids;
        for (const core::Ticket& ticket : list.tickets) ids.push_back(ticket.id.value());
        return ids;
    }

    std::vector<std::int64_t> page_through(const TicketSearch& what, std::int64_t limit) {
        std::vector<std::int64_t> ids;
        ListPage page;
        page.limit = limit;
        page.reader = "one";
        for (page.offset = 0;; page.offset += limit) {
            const core::TicketList found = search(what, page);
            const auto some = ids_of(found);
            ids.insert(ids.end(), some.begin(), some.end());
            if (!found.has_more) return ids;
            EXPECT_EQ(static_cast<std::size_t>(limit), some.size());
        }
    }

    [[nodiscard]] std::vector<Case> cases() const {
        using Statuses = std::vector<core::StatusId>;
        using Departments = std::vector<core::DepartmentId>;
        std::vector<Case> made;
        const auto add = [&made](std::string title, TicketSearch what, Passes passes) {
            made.push_back({std::move(title), std::move(what), std::move(passes)});
        };
        TicketSearch what;
        add("everything", what, [](const Row&) { return true; });
        what.ids = {one_of({5, 77, 3, 100'000}), one_of({3}, true)};
        add("ids", what, [](const Row& r) { return r.id == 5 || r.id == 77; });
        what = {};
        what.ids = {within(50, 90), within(60, 70, true)};
        add("spans of ids", what,
            [](const Row& r) { return r.id >= 50 && r.id <= 90 && (r.id < 60 || r.id > 70); });
        what = {};
        what.opened_at = {within(kStart + 20, kStart + 60)};
        what.updated_at = {within(NumberTest::kLowest, kStart + 70)};
        add("times", what, [](const Row& r) {
            return r.opened_at >= kStart + 20 && r.opened_at <= kStart + 60 &&
                   r.updated_at <= kStart + 70;
        });
        what = {};
        what.updated_at = {within(kStart + 20, kStart + 60, true)};
        add("not within times", what,
            [](const Row& r) { return r.updated_at < kStart + 20 || r.updated_at > kStart + 60; });
        what = {};
        what.expected_on = {within(20260103, 20260105)};
        add("days", what,
            [](const Row& r) { return r.expected_on >= 20260103 && r.expected_on <= 20260105; });
        what.expected_on = {one_of({0})};
        add("no day", what, [](const Row& r) { return r.expected_on == 0; });
        what = {};
        what.departments = Departments{core::DepartmentId(2)};
        what.statuses = Statuses{closed};
        what.phones = {part("12")};
        add("department, status and part of a phone", what, [this](const Row& r) {
            return r.department == 2 && r.status == closed.value() &&
                   r.phone.find("12") != std::string::npos;
        });
        what = {};
        what.phones = {part("2_3"), part("5%6")};
        add("% and _ stand for themselves", what,
            [](const Row& r) { return r.phone == "0912_345%678"; });
        what.phones = {exactly({"+84"})};
        add("a phone", what, [](const Row& r) { return r.phone == "+84"; });
        what.phones = {exactly({""})};
        add("no phone", what, [](const Row& r) { return r.phone.empty(); });
        what = {};
        what.subjects = {part("100%")};
        add("a part of a subject", what, [](const Row& r) { return has(r.subject, "100%"); });
        what.subjects = {part("mail_box")};
        add("with _", what, [](const Row& r) { return has(r.subject, "mail_box"); });
        what.subjects = {part("?")};
        add("a short part", what, [](const Row& r) { return has(r.subject, "?"); });
        what.subjects = {exactly({"ĐƠN HÀNG", "printer"})};
        add("subjects", what, [](const Row& r) {
            return fold(r.subject) == "đơn hàng" || fold(r.subject) == "printer";
        });
        what = {};
        what.codes = {exactly({rows_[3].code, rows_[9].code, "NOSUCHCODE"})};
        add("codes", what,
            [this](const Row& r) { return r.code == rows_[3].code || r.code == rows_[9].code; });
        what.codes = {part("7")};
        add("part of a code", what,
            [](const Row& r) { return r.code.find('7') != std::string::npos; });
        what = {};
        what.clients = {one_of({client.value()})};
        what.opened_at = {within(kStart + 100, NumberTest::kHighest)};
        add("a client's, of a time", what, [this](const Row& r) {
            return r.client == client.value() && r.opened_at >= kStart + 100;
        });
        what = {};
        what.clients = {one_of({client.value(), 0}, true)};
        add("neither one client's nor a guest's", what,
            [this](const Row& r) { return r.client == shared_.value(); });
        what = {};
        what.owners = {{{shared_}, {"shared@EXAMPLE.com"}}};
        add("whose address it is", what, [this](const Row& r) {
            return r.client == shared_.value() || fold(r.email) == "shared@example.com";
        });
        what.owners = {{{}, {}}};
        add("nobody's address", what, [](const Row&) { return false; });
        what = {};
        what.fields = {{"site", exactly({"Hà Nội"})}};
        add("a field's value", what, [](const Row& r) { return r.site == "Hà Nội"; });
        what.fields = {{"site", part("NỘI")}};
        add("a part of it", what, [](const Row& r) { return has(r.site, "nội"); });
        what.fields = {{"site", exactly({""})}};
        add("no value", what, [](const Row& r) { return r.site.empty(); });
        what.fields = {{"nonsense", exactly({"x"})}};
        add("no such field", what, [](const Row&) { return false; });
        what = {};
        what.text = "NEEDLE";
        add("a text in an opening", what,
            [](const Row& r) { return r.body.find("needle") != std::string::npos; });
        what.text = "namesake";
        add("a client's name", what, [this](const Row& r) { return r.client == shared_.value(); });
        what.text = "shared@example.com";
        add("an address", what, [this](const Row& r) {
            return r.client == shared_.value() || fold(r.email) == "shared@example.com";
        });
        what.text = "gus g";
        add("a guest's name", what, [](const Row& r) { return r.name == "Gus Guest"; });
        what.text = "máy IN";
        what.statuses = Statuses{closed};
        add("a text in a subject, and a status", what, [this](const Row& r) {
            return has(r.subject, "máy in") && r.status == closed.value();
        });
        return made;
    }

    std::vector<Row> rows_;
    std::vector<core::CustomFieldId> sites_;
    core::ClientId shared_;
    std::mt19937_64 chance_{11};
};
RUN_ON_BOTH_DATABASES(Searches);

TEST_P(Searches, ShowWhatIsAskedForInEveryOrderPageByPage) {
    for (Case& one : cases()) {
        for (const SearchOrder order :
             {SearchOrder::id, SearchOrder::code, SearchOrder::subject, SearchOrder::opened_at,
              SearchOrder::updated_at, SearchOrder::expected_on}) {
            for (const bool ascends : {false, true}) {
                SCOPED_TRACE(one.title + ", order " + std::to_string(static_cast<int>(order)) +
                             (ascends ? " up" : " down"));
                one.search.order = order;
                one.search.ascends = ascends;
                EXPECT_EQ(expected(one), page_through(one.search, 17));
            }
        }
    }
}

TEST_P(Searches, JumpToAnyOffset) {
    for (Case& one : cases()) {
        SCOPED_TRACE(one.title);
        one.search.order = SearchOrder::updated_at;
        const std::vector<std::int64_t> all = expected(one);
        for (const std::size_t offset : {std::size_t{23}, all.size(), all.size() + 5}) {
            ListPage page;
            page.offset = static_cast<std::int64_t>(offset);
            page.limit = 5;
            const std::size_t begin = std::min(offset, all.size());
            const std::size_t end = std::min(begin + 5, all.size());
            EXPECT_EQ(std::vector<std::int64_t>(all.begin() + static_cast<long>(begin),
                                                all.begin() + static_cast<long>(end)),
                      ids_of(search(one.search, page)));
        }
    }
}

TEST_P(Searches, KeepTheirPlaceWhileTicketsComeInFront) {
    TicketSearch what;
    what.phones = {part("12")};
    ListPage page;
    page.limit = 10;
    page.reader = "one";
    const auto first = ids_of(search(what, page));
    write([this](Tx& tx) {
        for (int i = 0; i < 30; ++i) add_ticket(tx);
    });
    page.offset = 10;
    const auto second = ids_of(search(what, page));
    EXPECT_LT(second.front(), first.back());
}

TEST_P(Searches, ShowNoDeletedTicket) {
    const std::int64_t id = rows_.back().id;
    write([&](Tx& tx) {
        const auto kept = tx.moves().find({core::TicketId(id), {}, {}});
        tx.moves().set_deleted(*kept, tx.clock().now());
    });
    for (const NumberTest& test : {one_of({id}), within(id, id)}) {
        TicketSearch what;
        what.ids = {test};
        EXPECT_THAT(ids_of(search(what, {})), IsEmpty());
    }
}

}  // namespace desk::test
