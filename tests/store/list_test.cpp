#include <algorithm>
#include <random>
#include <set>
#include <thread>

#include "both_databases.hpp"
#include "core/list_ports.hpp"
#include "job_box.hpp"
#include "util/text.hpp"

/// Lists of tickets against a model of them: whatever the filter, the order and the way of paging,
/// they show what sorting all tickets in memory shows.
namespace desk::test {

using namespace testing;
using core::ListOrder;
using core::ListPage;
using core::TicketSelection;

namespace {

struct ListedRow {
    std::int64_t id, time, department, status, client, flag;
    std::string email, subject;
};

bool passes(const TicketSelection& selection, const ListedRow& row) {
    const auto among = [](const auto& ids, std::int64_t id) {
        return !ids || std::any_of(ids->begin(), ids->end(),
                                   [id](const auto& one) { return one.value() == id; });
    };
    return among(selection.departments, row.department) && among(selection.statuses, row.status) &&
           (!selection.client.is_set() || selection.client.value() == row.client) &&
           (!selection.flag.is_set() || selection.flag.value() == row.flag) &&
           (selection.email.empty() ||
            (row.client == 0 && fold(selection.email) == fold(row.email))) &&
           fold(row.subject).find(fold(selection.subject)) != std::string::npos;
}

}  // namespace

class Lists : public BothDatabases {
  protected:
    static constexpr std::int64_t kTickets = 300;
    static constexpr const char* kSubjects[] = {"Máy in KHÔNG in được",
                                                "Printer on fire",
                                                "100% of \"my\" mail_box \\ is gone",
                                                "Đơn hàng",
                                                "đơn HÀNG bị trễ",
                                                "?",
                                                "printer",
                                                "Re: Re:"};

    void SetUp() override {
        write([this](Tx& tx) {
            for (const char* name : {"Sales", "Abuse"}) {
                tx.insert_department({{}, name, false});
            }
            core::Agent second;
            second.login = "second";
            tx.insert_agent(second);
            for (std::int64_t i = 0; i < kTickets; ++i) add_ticket(tx, below(50));
        });
    }

    std::int64_t below(std::int64_t count) {
        return static_cast<std::int64_t>(chance_() % static_cast<std::uint64_t>(count));
    }

    void add_ticket(Tx& tx, std::int64_t second) {
        core::NewTicket made = new_ticket(std::to_string(100'000 + rows_.size()));
        core::Ticket& ticket = made.ticket;
        ticket.department = core::DepartmentId(1 + below(3));
        ticket.status = core::StatusId(below(3) == 0 ? 1 + below(6) : 6);
        const std::int64_t who = below(5);
        ticket.client = core::ClientId(who < 3 ? 1 + who % 2 : 0);
        if (who == 3) ticket.requester_email = "Guest@Example.net";
        if (who == 4) ticket.requester_email = "other@example.net";
        ticket.flag = core::AgentId(below(3));
        ticket.subject = kSubjects[below(std::size(kSubjects))];
        ticket.last_reply_at = Timestamp{std::chrono::seconds{1'000'000 + second}};
        const std::int64_t id = tx.insert_ticket(made, actor)->value();
        rows_.push_back({id, ticket.last_reply_at.time_since_epoch().count(),
                         ticket.department.value(), ticket.status.value(), ticket.client.value(),
                         ticket.flag.value(), ticket.requester_email, ticket.subject});
    }

    /// The ids that a list has, sorted here.
    std::vector<std::int64_t> expected(const TicketSelection& selection, ListOrder order) const {
        std::vector<ListedRow> rows;
        for (const ListedRow& row : rows_) {
            if (passes(selection, row)) rows.push_back(row);
        }
        std::sort(rows.begin(), rows.end(), [order](const ListedRow& a, const ListedRow& b) {
            if (order == ListOrder::oldest) return a.id < b.id;
            if (order == ListOrder::newest) return a.id > b.id;
            return std::tie(b.time, b.id) < std::tie(a.time, a.id);
        });
        std::vector<std::int64_t> ids;
        for (const ListedRow& row : rows) ids.push_back(row.id);
        return ids;
    }

    core::TicketList list(const TicketSelection& selection, const ListPage& page) {
        core::TicketList found;
        read([&](Tx& tx) { found = tx.lists().tickets(selection, page); });
        return found;
    }

    static std::vector<std::int64_t> ids_of(const core::TicketList& list) {
        std::vector<std::int64_t> ids;
        for (const core::Ticket& ticket : list.tickets) ids.push_back(ticket.id.value());
        return ids;
    }

    static std::vector<std::int64_t> page_of(const std::vector<std::int64_t>& all,
                                             const ListPage& page) {
        const auto size = static_cast<std::int64_t>(all.size());
        return {all.begin() + std::min(page.offset, size),
                all.begin() + std::min(page.offset + page.limit, size)};
    }

    /// Page after page by offsets, to the end.
    std::vector<std::int64_t> page_through(const TicketSelection& selection, ListPage page) {
        std::vector<std::int64_t> ids;
        for (page.offset = 0;; page.offset += page.limit) {
            const core::TicketList part = list(selection, page);
            EXPECT_EQ(expected(selection, page.order).size(), static_cast<std::size_t>(part.total));
            const auto some = ids_of(part);
            ids.insert(ids.end(), some.begin(), some.end());
            if (!part.has_more) return ids;
            EXPECT_EQ(static_cast<std::size_t>(page.limit), some.size());
        }
    }

    /// Every kind of filter, alone and with others.
    [[nodiscard]] std::vector<TicketSelection> selections() const {
        using Departments = std::vector<core::DepartmentId>;
        using Statuses = std::vector<core::StatusId>;
        std::vector<TicketSelection> made(14);
        made[1].departments = Departments{core::DepartmentId(1)};
        made[2].departments = Departments{core::DepartmentId(1), core::DepartmentId(3)};
        made[2].statuses = Statuses{open, closed};
        made[3].statuses = Statuses{};
        made[4].client = client;
        made[5].client = client;
        made[5].departments = Departments{core::DepartmentId(2)};
        made[6].email = "guest@example.NET";
        made[7].flag = agent;
        made[7].statuses = Statuses{closed};
        made[8].client = client;
        made[8].flag = agent;
        made[9].subject = "đơn hàng";
        made[10].subject = "IN";
        made[11].subject = "printer";
        made[11].client = client;
        made[12].subject = "100% of \"MY\" mail_box \\ is";
        made[12].departments = Departments{core::DepartmentId(1)};
        made[13].departments = Departments{core::DepartmentId(77)};
        return made;
    }

    std::vector<ListedRow> rows_;
    std::mt19937_64 chance_{7};
};
RUN_ON_BOTH_DATABASES(Lists);

TEST_P(Lists, ShowWhatAFilterLetsPassPageByPage) {
    int number = 0;
    for (const TicketSelection& selection : selections()) {
        SCOPED_TRACE("selection " + std::to_string(number++));
        for (const ListOrder order :
             {ListOrder::last_reply, ListOrder::newest, ListOrder::oldest}) {
            SCOPED_TRACE("order " + std::to_string(static_cast<int>(order)));
            ListPage page;
            page.order = order;
            page.limit = 11;
            page.reader = "one";
            EXPECT_EQ(expected(selection, order), page_through(selection, page));
        }
    }
}

TEST_P(Lists, JumpFarWhateverTheTimes) {
    constexpr std::int64_t kYears = 100'000'000;
    write([this](Tx& tx) {
        for (int i = 0; i < 1'200; ++i) add_ticket(tx, 50 + below(kYears));       // a steady desk
        for (int i = 0; i < 1'200; ++i) add_ticket(tx, kYears / 2);               // an import
        for (int i = 0; i < 1'200; ++i) add_ticket(tx, kYears + below(60 * 60));  // a bad day
        for (int i = 0; i < 1'200; ++i) add_ticket(tx, kYears + 90'000 + below(3));  // a flood
        for (int i = 0; i < 20; ++i) add_ticket(tx, kYears + 99'999);  // a pause later
    });
    for (const TicketSelection& selection : {selections()[0], selections()[1], selections()[2]}) {
        const std::vector<std::int64_t> all = expected(selection, ListOrder::last_reply);
        ListPage page;
        page.limit = 5;
        for (page.offset = 1'001; page.offset < 5'000; page.offset += 133) {
            SCOPED_TRACE(page.offset);
            EXPECT_EQ(page_of(all, page), ids_of(list(selection, page)));
        }
    }
}

TEST_P(Lists, JumpToAnyOffset) {
    for (const ListOrder order : {ListOrder::last_reply, ListOrder::newest, ListOrder::oldest}) {
        for (const TicketSelection& selection : selections()) {
            const std::vector<std::int64_t> all = expected(selection, order);
            constexpr std::size_t kAbsurd = std::size_t{1} << 60U;
            for (const std::size_t offset :
                 {std::size_t{37}, all.size(), all.size() + 5, kAbsurd}) {
                ListPage page;
                page.order = order;
                page.offset = static_cast<std::int64_t>(offset);
                page.limit = 5;
                EXPECT_EQ(page_of(all, page), ids_of(list(selection, page)));
            }
        }
    }
}

TEST_P(Lists, ContinueBehindATicketOfANativePage) {
    for (const TicketSelection& selection : selections()) {
        std::vector<std::int64_t> ids;
        ListPage page;
        page.limit = 13;
        for (bool has_more = true; has_more;) {
            const core::TicketList part = list(selection, page);
            const auto some = ids_of(part);
            ids.insert(ids.end(), some.begin(), some.end());
            has_more = part.has_more;
            if (has_more) {
                page.after = {part.tickets.back().last_reply_at, part.tickets.back().id};
            }
        }
        EXPECT_EQ(expected(selection, ListOrder::last_reply), ids);
    }
}

TEST_P(Lists, MergeMoreRangesThanOneStatementTakes) {
    write([this](Tx& tx) {
        for (int i = 0; i < 24; ++i) {
            const core::DepartmentId made =
                tx.insert_department({{}, "Further " + std::to_string(i), false});
            for (std::int64_t status = 1; status <= 6; ++status) {
                core::NewTicket ticket = new_ticket(std::to_string(200'000 + rows_.size()));
                ticket.ticket.department = made;
                ticket.ticket.status = core::StatusId(status);
                ticket.ticket.last_reply_at = Timestamp{std::chrono::seconds{1'000'000 + i}};
                const std::int64_t id = tx.insert_ticket(ticket, actor)->value();
                rows_.push_back(
                    {id, 1'000'000 + i, made.value(), status, client.value(), 0, "", "Subject"});
            }
        }
    });
    ListPage page;
    page.limit = 17;
    page.reader = "one";
    EXPECT_EQ(expected({}, ListOrder::last_reply), page_through({}, page));
    page.reader = "two";
    page.offset = 200;
    const auto all = expected({}, ListOrder::last_reply);
    EXPECT_EQ(std::vector<std::int64_t>(all.begin() + 200, all.begin() + 217),
              ids_of(list({}, page)));
}

TEST_P(Lists, NeitherSkipNorRepeatWhenTicketsMoveBetweenPages) {
    ListPage page;
    page.limit = 10;
    page.reader = "one";
    const std::vector<std::int64_t> before = expected({}, ListOrder::last_reply);
    std::vector<std::int64_t> seen;
    for (page.offset = 0; page.offset < 100; page.offset += 10) {
        const auto some = ids_of(list({}, page));
        seen.insert(seen.end(), some.begin(), some.end());
        // Somebody replies to one that was shown, and somebody opens one.
        store.database.sql("UPDATE ticket SET last_reply_at = 9000000 + id WHERE id = " +
                           std::to_string(some.front()));
        write([this](Tx& tx) {
            core::NewTicket fresh = new_ticket(std::to_string(300'000 + rows_.size()));
            fresh.ticket.last_reply_at = Timestamp{std::chrono::seconds{9'500'000}};
            tx.insert_ticket(fresh, actor);
            rows_.push_back({});
        });
    }
    EXPECT_EQ(std::vector<std::int64_t>(before.begin(), before.begin() + 100), seen);
}

TEST_P(Lists, StartFromTheTopForAReaderThatJumps) {
    ListPage page;
    page.limit = 10;
    page.reader = "one";
    list({}, page);
    write([this](Tx& tx) {
        core::NewTicket fresh = new_ticket("400000");
        fresh.ticket.last_reply_at = Timestamp{std::chrono::seconds{9'500'000}};
        rows_.push_back({tx.insert_ticket(fresh, actor)->value(), 9'500'000, department.value(),
                         open.value(), client.value(), 0, "", ""});
    });
    const auto now = expected({}, ListOrder::last_reply);
    page.offset = 10;
    page.reader = "another";
    EXPECT_EQ(now[10], ids_of(list({}, page)).front()) << "a reader without a page before it";
    page.reader = "one";
    EXPECT_EQ(now[11], ids_of(list({}, page)).front()) << "continues from its own page";
    EXPECT_EQ(now[10], ids_of(list({}, page)).front()) << "asked again, it looks anew";
}

TEST_P(Lists, LeaveOutMergedAndDeletedTickets) {
    store.database.sql("UPDATE ticket SET merged_into = 1 WHERE id % 10 = 3");
    store.database.sql("UPDATE ticket SET deleted_at = 7 WHERE id % 10 = 4");
    store.database.sql(
        "DELETE FROM ticket_counter;"
        "INSERT INTO ticket_counter (department_id, status_id, flag_agent_id, slot, count)"
        " SELECT department_id, status_id, flag_agent_id, 0, count(*) FROM ticket"
        " WHERE merged_into = 0 AND deleted_at = 0"
        " GROUP BY department_id, status_id, flag_agent_id");
    std::erase_if(rows_, [](const ListedRow& row) { return row.id % 10 == 3 || row.id % 10 == 4; });
    for (const TicketSelection& selection : selections()) {
        ListPage page;
        page.limit = 100;
        for (const ListOrder order : {ListOrder::last_reply, ListOrder::newest}) {
            page.order = order;
            EXPECT_EQ(expected(selection, order), page_through(selection, page));
        }
    }
}

TEST_P(Lists, ComeWithTheOpeningMessageAndItsFiles) {
    core::TicketId id;
    write([&](Tx& tx) {
        core::NewTicket made = new_ticket("500000");
        made.ticket.last_reply_at = Timestamp{std::chrono::seconds{9'500'000}};
        for (const char* name : {"a.txt", "b.txt"}) {
            made.attachments.push_back({name, "text/plain", {}, std::string(64, name[0]), 3});
        }
        id = tx.insert_ticket(made, actor).value();
        const auto field = tx.insert_custom_field(
            {{}, department, "colour", "Colour", core::CustomField::Type::text});
        core::CustomFieldInput value;
        value.id = field;
        value.value = "red";
        tx.set_custom_field(id, value);
    });
    ListPage page;
    page.limit = 2;
    const core::TicketList bare = list({}, page);
    const core::Ticket& first = bare.tickets.at(0);
    EXPECT_EQ(id, first.id);
    EXPECT_EQ("Support", first.department_name);
    EXPECT_EQ("Cynthia Reilly", first.client_name);
    ASSERT_EQ(1U, first.messages.size());
    EXPECT_EQ("Cynthia Reilly", first.messages[0].author.name);
    EXPECT_EQ("", first.messages[0].body.text);
    ASSERT_EQ(2U, first.messages[0].attachments.size());
    EXPECT_EQ("a.txt", first.messages[0].attachments[0].file_name);
    EXPECT_EQ("b.txt", first.messages[0].attachments[1].file_name);
    EXPECT_TRUE(first.custom_fields.empty());

    page.bodies = page.custom_fields = true;
    const core::TicketList full = list({}, page);
    EXPECT_EQ("Message of 500000", full.tickets.at(0).messages[0].body.text);
    ASSERT_EQ(1U, full.tickets[0].custom_fields.size());
    EXPECT_EQ("red", full.tickets[0].custom_fields[0].value);
}

TEST_P(Lists, FindSubjectsBeforeAndAfterTheyAreIndexed) {
    const auto count = [this](const char* subject) {
        TicketSelection selection;
        selection.subject = subject;
        return list(selection, {}).total;
    };
    write([this](Tx& tx) {
        core::NewTicket made = new_ticket("600000");
        made.ticket.subject = "Quạt GIÓ kêu to";
        tx.insert_ticket(made, actor);
    });
    EXPECT_EQ(1, count("quạt gió")) << "at once, whether it is indexed yet or not";
    store.database.wait_for_feed();
    write([](Tx& tx) {
        while (tx.lists().index_subjects()) {
        }
    });
    bool waits = true;
    read([&](Tx& tx) { waits = tx.lists().subjects_wait(); });
    EXPECT_FALSE(waits);
    EXPECT_EQ(1, count("QUẠT GIÓ"));
    EXPECT_EQ(kTickets + 1, number("SELECT count(*) FROM ticket_subject"));

    write([](Tx& tx) {
        core::Ticket ticket = tx.lock_ticket({{}, "600000", {}}).value();
        core::Ticket renamed = ticket;
        renamed.subject = "Máy lạnh";
        tx.update_ticket(ticket, renamed);
        tx.append_event(ticket.id, {core::event_type::kTicketSubjectChange, {}}, {});
    });
    EXPECT_EQ(0, count("quạt gió"));
    EXPECT_EQ(1, count("máy lạnh"));
    store.database.wait_for_feed();
    write([](Tx& tx) {
        while (tx.lists().index_subjects()) {
        }
    });
    EXPECT_EQ(0, count("quạt gió"));
    EXPECT_EQ(1, count("máy lạnh"));
}

TEST_P(Lists, FindSubjectsWhoseIndexCameInManyPieces) {
    constexpr int kPieces = 40;
    for (int piece = 0; piece < kPieces; ++piece) {
        write([&](Tx& tx) {
            core::NewTicket made = new_ticket(std::to_string(600'000 + piece));
            made.ticket.subject = "Piece " + std::to_string(piece);
            tx.insert_ticket(made, actor);
        });
        store.database.wait_for_feed();
        write([](Tx& tx) { tx.lists().index_subjects(); });
    }
    while (store->run_write([](Tx& tx) { return tx.lists().tidy_subjects(); }) == Outcome::done) {
    }
    if (GetParam() == DatabaseKind::sqlite) {
        EXPECT_LT(number("SELECT count(DISTINCT segid) FROM ticket_subject_trigram_idx"), 16);
    }
    TicketSelection selection;
    selection.subject = "piece";
    EXPECT_EQ(kPieces, list(selection, {}).total);
    selection.subject = "piece 17";
    EXPECT_EQ(1, list(selection, {}).total);
}

TEST_P(Lists, FollowSubjectsByThemselvesWithinASecond) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (number("SELECT count(*) FROM ticket_subject") < kTickets) {
        ASSERT_LT(std::chrono::steady_clock::now(), end) << "nobody indexes subjects";
        std::this_thread::yield();
    }
}

TEST_P(Lists, LeaveTheReadLaneForWhatTakesLong) {
    const auto threads = [this](const TicketSelection& selection, const ListPage& page) {
        std::set<std::thread::id> seen;
        JobBox box;
        store->executor().read(box.job([&](Tx& tx) {
            seen.insert(std::this_thread::get_id());
            tx.lists().tickets(selection, page);
            return true;
        }));
        EXPECT_EQ(std::vector{Outcome::done}, box.wait());
        return seen.size();
    };
    ListPage page;
    page.reader = "one";
    EXPECT_EQ(1U, threads({}, page));
    page.limit = 100;
    EXPECT_EQ(1U, threads({}, page));
    page.limit = 101;
    EXPECT_EQ(2U, threads({}, page)) << "a long page";
    page.limit = 25;
    page.offset = 100'000;
    EXPECT_EQ(2U, threads({}, page)) << "a long jump";
    page.offset = 0;
    TicketSelection subject;
    subject.subject = "fire";
    EXPECT_EQ(2U, threads(subject, page)) << "a search";
    page.limit = 26;
    page.bodies = true;
    EXPECT_EQ(2U, threads({}, page)) << "many bodies";
}

}  // namespace desk::test
