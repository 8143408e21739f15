#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <map>
#include <set>

#include "api/getfly/route.hpp"
#include "api/keliweb/method.hpp"
#include "api/whmcs/action.hpp"
#include "support/test_desk.hpp"

/// Nobody reads or changes another's ticket: every route of the dialects' own tables against every
/// kind of caller. A route that is new has to be put into the table here, or the test fails.
namespace desk::test {

namespace {

namespace json = boost::json;

/// Who calls. All dialects have them, but for what a token or a key always is.
enum class Caller {
    staff,       ///< a credential that is bound to no client (Keliweb has none)
    owner,       ///< bound to the client whose ticket it is
    stranger,    ///< bound to another client
    restricted,  ///< staff's (Keliweb: the owner's), without this action
    nobody,      ///< no credential that counts
};
constexpr Caller kCallers[] = {Caller::nobody, Caller::restricted, Caller::stranger, Caller::owner,
                               Caller::staff};

enum class Verdict { let_in, empty_list, not_found, forbidden, unauthenticated };

/// What a route does, as far as it matters who calls it.
enum class Kind {
    reads_ticket,   ///< of the ticket's client, or anybody's for staff; writes of clients too
    lists_tickets,  ///< the caller's, or everybody's for staff
    staff_changes,  ///< a ticket, by staff alone
    staff_changes_guests,  ///< a guest's ticket, which no client finds
    opens_for_owner,       ///< a ticket for the client that owns the other one
    opens_for_self,        ///< a ticket for the caller's own client
    deletes_ticket,        ///< by staff alone; it is restored at once for whoever comes next
    restores_ticket,       ///< by staff alone, once it was deleted
    staff_reads,           ///< what concerns the whole desk
    anybody_reads,         ///< what clients may know of the desk
};

Verdict expected(Kind kind, Caller caller) {
    if (caller == Caller::nobody) return Verdict::unauthenticated;
    if (caller == Caller::restricted) return Verdict::forbidden;
    if (caller == Caller::staff) return Verdict::let_in;
    switch (kind) {
        case Kind::reads_ticket:
            return caller == Caller::owner ? Verdict::let_in : Verdict::not_found;
        case Kind::lists_tickets:
            return caller == Caller::owner ? Verdict::let_in : Verdict::empty_list;
        case Kind::staff_changes:
        case Kind::deletes_ticket:
        case Kind::restores_ticket:
            return caller == Caller::owner ? Verdict::forbidden : Verdict::not_found;
        case Kind::staff_changes_guests:
            return Verdict::not_found;
        case Kind::opens_for_owner:
            return caller == Caller::owner ? Verdict::let_in : Verdict::forbidden;
        case Kind::staff_reads:
            return Verdict::forbidden;
        case Kind::opens_for_self:
        case Kind::anybody_reads:
            break;
    }
    return Verdict::let_in;
}

struct Route {
    std::string name;  ///< as the dialect's table has it
    Kind kind;
    /// Of the call; `{file}` is the id of a reply with a file, `{guest}` that of a guest's ticket.
    std::string words;
};

const std::vector<Route> kWhmcsRoutes{
    {"OpenTicket", Kind::opens_for_owner, "deptid=1&subject=S&message=M&clientid=1"},
    {"AddTicketReply", Kind::reads_ticket, "ticketid=1&message=M&clientid=1"},
    {"AddTicketNote", Kind::staff_changes, "ticketid=1&message=M"},
    {"UpdateTicket", Kind::staff_changes, "ticketid=1&subject=Changed"},
    {"GetTicket", Kind::reads_ticket, "ticketid=1"},
    {"GetTickets", Kind::lists_tickets, ""},
    {"GetTicketAttachment", Kind::reads_ticket, "type=reply&relatedid={file}&index=0"},
    {"GetSupportDepartments", Kind::staff_reads, ""},
    {"GetSupportStatuses", Kind::staff_reads, ""},
    {"GetTicketNotes", Kind::reads_ticket, "ticketid=1"},
    {"GetTicketCounts", Kind::staff_reads, ""},
    {"GetTicketPredefinedCats", Kind::staff_reads, ""},
    {"GetTicketPredefinedReplies", Kind::staff_reads, ""},
    {"UpdateTicketReply", Kind::staff_changes, "replyid=1&message=Changed"},
    {"BlockTicketSender", Kind::staff_changes_guests, "ticketid={guest}"},
    {"MergeTicket", Kind::staff_changes, "ticketid=1&mergeticketids=2"},
    {"DeleteTicketNote", Kind::staff_changes, "noteid=1"},
    {"DeleteTicketReply", Kind::staff_changes, "ticketid=1&replyid=2"},
    // Companions
    {"AddAnnouncement", Kind::staff_reads, "date=2026-01-01&title=T&announcement=A"},
    {"UpdateAnnouncement", Kind::staff_reads, "announcementid={announcement}&title=Changed"},
    {"DeleteAnnouncement", Kind::staff_reads, "announcementid={announcement}"},
    {"GetAnnouncements", Kind::staff_reads, ""},
    {"AddCancelRequest", Kind::staff_reads, "serviceid=1"},
    {"AddClientNote", Kind::staff_reads, "userid=1&notes=N"},
    {"GetClients", Kind::staff_reads, ""},
    {"GetClientsDetails", Kind::staff_reads, "clientid=1"},
    {"GetContacts", Kind::staff_reads, ""},
    {"GetUsers", Kind::staff_reads, ""},
    {"GetAdminUsers", Kind::staff_reads, ""},
    {"GetAdminDetails", Kind::anybody_reads, ""},
    {"WhmcsDetails", Kind::anybody_reads, ""},
    {"GetStaffOnline", Kind::staff_reads, ""},
    {"GetStats", Kind::staff_reads, ""},
    {"GetClientsProducts", Kind::staff_reads, ""},
    {"AddContact", Kind::staff_reads, "clientid=1&firstname=F&lastname=L"},
    {"AddUser", Kind::staff_reads, "firstname=F&lastname=L&email=new@example.com&password2=secret"},
    {"AddClient", Kind::staff_reads, "skipvalidation=1&companyname=C"},
    {"DeleteClient", Kind::staff_reads, "clientid=3"},
    {"SendEmail", Kind::staff_reads, "customtype=general&customsubject=S&custommessage=M&id=1"},
    {"SendAdminEmail", Kind::staff_reads, "customsubject=S&custommessage=M"},
    {"AddBannedIp", Kind::staff_reads, "ip=192.0.2.1&reason=R&days=1"},
    {"GetEmails", Kind::staff_reads, "clientid=1"},
    {"GetActivityLog", Kind::staff_reads, ""},
    {"LogActivity", Kind::staff_reads, "description=D"},
    {"CreateSsoToken", Kind::staff_reads, "client_id=1"},
    {"TriggerNotificationEvent", Kind::staff_reads, "notification_identifier=I&title=T&message=M"},
    {"DeleteTicket", Kind::deletes_ticket, "ticketid=1"},
};

const std::vector<Route> kKeliwebRoutes{
    {"get-ticket", Kind::reads_ticket, "ticketid=1"},
    {"get-tickets", Kind::lists_tickets, ""},  // before a stranger has a ticket of its own
    {"open-ticket", Kind::opens_for_self, "deptid=1&subject=S&message=M"},
    {"add-ticket-reply", Kind::reads_ticket, "ticketid=1&message=M"},
    {"update-ticket", Kind::reads_ticket, "ticketid=1&subject=Changed&status=Closed"},
    {"get-ticket-attachment", Kind::reads_ticket, "type=reply&relatedid={file}&index=0"},
    {"get-support-departments", Kind::anybody_reads, ""},
    {"get-support-statuses", Kind::anybody_reads, ""},
    {"get-ticket-counts", Kind::anybody_reads, ""},
};

const std::vector<Route> kGetflyRoutes{
    {"GET tickets", Kind::lists_tickets, ""},
    {"GET ticket", Kind::reads_ticket, "ticket_code=ABCXYZ1234"},
    {"POST ticket", Kind::opens_for_owner,
     R"({"ticket_title":"T","ticket_content":"C","account_code":"KH0001"})"},
    {"PUT ticket", Kind::staff_changes, R"({"ticket_code":"ABCXYZ1234","ticket_title":"T"})"},
    {"GET ticket/categories", Kind::anybody_reads, ""},
    {"GET ticket/status", Kind::anybody_reads, ""},
    {"GET ticket/statuses", Kind::anybody_reads, ""},
    {"GET ticket/{id}/comments", Kind::reads_ticket, ""},
    {"POST ticket/{id}/comments", Kind::reads_ticket, R"({"content":"C"})"},
    {"DELETE ticket", Kind::deletes_ticket, R"({"ticket_code":"ABCXYZ1234"})"},
    {"POST ticket/restore", Kind::restores_ticket, R"({"ticket_code":"ABCXYZ1234"})"},
};

std::set<std::string> names_of(const std::vector<Route>& routes) {
    std::set<std::string> names;
    for (const Route& route : routes) names.insert(route.name);
    return names;
}

class WhoMayWhat : public testing::TestWithParam<DatabaseKind> {
  protected:
    WhoMayWhat() : desk_({.database = GetParam()}) {
        desk_.write([](core::Tx& tx) { add_neighbours(tx, ""); });
        const auto written = desk_.run(
            {"api", "AddTicketReply", "ticketid=1", "message=With a file", "clientid=1",
             "attachments=W3sibmFtZSI6ImEudHh0IiwiZGF0YSI6ImMyVmpjbVYwIn1d"});  // a.txt: "secret"
        file_ = json::parse(written.out).at("replyid").as_string();
        const auto announced =
            desk_.run({"announcement", "add", "--title", "T", "--body", "B", "--json"});
        announcement_ = std::to_string(json::parse(announced.out).at("id").as_int64());
        const auto opened = desk_.run({"api", "OpenTicket", "deptid=1", "subject=S", "message=M",
                                       "name=Gus", "email=gus@example.org"});
        guest_ = json::parse(opened.out).at("id").as_string();
        desk_.run({"role", "add", "--name", "Nothing"});
        for (const char* dialect : {"whmcs", "getfly"}) {
            add(dialect, Caller::staff, {});
            add(dialect, Caller::owner, {"--client", "1"});
            add(dialect, Caller::stranger, {"--client", "2"});
            add(dialect, Caller::restricted, {"--roles", "Nothing"});
        }
        add("keliweb", Caller::owner, {"--client", "1", "--with-token"});
        add("keliweb", Caller::stranger, {"--client", "2", "--with-token"});
        add("keliweb", Caller::restricted, {"--client", "1", "--with-token", "--roles", "Nothing"});
    }

    void add(const std::string& dialect, Caller caller, std::vector<std::string> options) {
        options.insert(options.begin(), {"--dialect", dialect});
        words_[{dialect, caller}] = desk_.add_credential(options);
    }
    [[nodiscard]] std::string word(const std::string& dialect, Caller caller,
                                   const char* name) const {
        const auto found = words_.find({dialect, caller});
        if (found == words_.end()) return "nonsense";
        return std::string(found->second.at(name).as_string());
    }
    [[nodiscard]] std::string with_ids(std::string words) const {
        for (const auto& [hole, id] : {std::pair<std::string, std::string>{"{file}", file_},
                                       {"{guest}", guest_},
                                       {"{announcement}", announcement_}}) {
            const std::size_t at = words.find(hole);
            if (at != std::string::npos) words.replace(at, hole.size(), id);
        }
        return words;
    }

    [[nodiscard]] HttpAnswer whmcs(const Route& route, Caller caller) const {
        return desk_.request(
            "POST", "/includes/api.php", {{"Content-Type", "application/x-www-form-urlencoded"}},
            "responsetype=json&action=" + route.name +
                "&identifier=" + word("whmcs", caller, "identifier") +
                "&secret=" + word("whmcs", caller, "secret") + "&" + with_ids(route.words));
    }
    [[nodiscard]] HttpAnswer keliweb(const Route& route, Caller caller) const {
        return desk_.request(
            "POST", "/api/v2/keliweb/" + route.name,
            {{"Authorization", "Bearer " + word("keliweb", caller, "access_token")}},
            with_ids(route.words));
    }
    [[nodiscard]] HttpAnswer getfly(const Route& route, Caller caller) const {
        const std::size_t space = route.name.find(' ');
        const std::string method = route.name.substr(0, space);
        std::string path = route.name.substr(space + 1);
        if (const std::size_t at = path.find("{id}"); at != path.npos) path.replace(at, 4, "1");
        std::string target = "/api/v6.1/" + path;
        if (method == "GET") target += "?" + route.words;
        return desk_.request(method, target, {{"X-API-KEY", word("getfly", caller, "api_key")}},
                             method == "GET" ? "" : route.words);
    }

    /// The dialects' ways to say it, each in its own words and statuses.
    static Verdict verdict_of(const HttpAnswer& answer) {
        const std::string& body = answer.body;
        const auto says = [&](std::string_view words) { return body.find(words) != body.npos; };
        if (answer.status == 401 || says("Invalid or missing credentials")) {
            return Verdict::unauthenticated;
        }
        if (answer.status == 403 || says("Access Denied")) return Verdict::forbidden;
        if (answer.status == 404 || says("ID Not Found") || says("ID not found") ||
            says("ID Invalid")) {
            return Verdict::not_found;
        }
        const bool is_refusal = says(R"("result":"error")") || answer.status != 200;
        EXPECT_FALSE(is_refusal) << body;
        if (says(R"("ticket":[])") || says(R"("data":[])")) return Verdict::empty_list;
        return Verdict::let_in;
    }

    /// No client finds it, nor changes it, whatever the dialect.
    void expect_staffs_alone(const std::string& id) {
        const std::string of_it = "ticketid=" + id;
        const std::string its_file = "type=ticket&relatedid=" + id + "&index=0";
        const std::string before = desk_.run({"ticket", "show", id, "--json"}).out;
        for (const Caller caller : {Caller::owner, Caller::stranger}) {
            for (const auto& [name, words] :
                 {std::pair{"GetTicket", of_it}, std::pair{"AddTicketReply", of_it + "&message=M"},
                  std::pair{"GetTicketAttachment", its_file}}) {
                EXPECT_EQ(verdict_of(whmcs({name, {}, words}, caller)), Verdict::not_found) << name;
            }
            for (const auto& [name, words] :
                 {std::pair{"get-ticket", of_it},
                  std::pair{"add-ticket-reply",
                            of_it + "&message=M&name=Gus&email=gus@example.org"},
                  std::pair{"update-ticket", of_it + "&subject=Changed&status=Closed"},
                  std::pair{"get-ticket-attachment", its_file}}) {
                EXPECT_EQ(verdict_of(keliweb({name, {}, words}, caller)), Verdict::not_found)
                    << name;
            }
            EXPECT_EQ(verdict_of(getfly({"GET ticket", {}, "id=" + id}, caller)),
                      Verdict::not_found);
            EXPECT_THAT(keliweb({"get-tickets", {}, ""}, caller).body,
                        testing::Not(testing::HasSubstr(R"("id":")" + id + '"')));
        }
        EXPECT_EQ(desk_.run({"ticket", "show", id, "--json"}).out, before);
        EXPECT_EQ(verdict_of(whmcs({"GetTicket", {}, of_it}, Caller::staff)), Verdict::let_in);
    }

    std::string state() {
        return desk_.run({"ticket", "show", "1", "--json"}).out +
               desk_.run({"event", "list", "--limit", "1000", "--json"}).out;
    }

    template <class Send>
    void expect_matrix(const std::vector<Route>& routes, const Send& send, bool has_staff) {
        for (const Route& route : routes) {
            for (const Caller caller : kCallers) {  // those who may come last
                if (caller == Caller::staff && !has_staff) continue;
                const Verdict wanted = expected(route.kind, caller);
                put_into_place(route.kind);
                const std::string before = wanted == Verdict::let_in ? "" : state();
                const HttpAnswer answer = send(route, caller);
                EXPECT_EQ(verdict_of(answer), wanted)
                    << route.name << " by " << static_cast<int>(caller) << ": " << answer.body;
                if (wanted == Verdict::let_in) continue;
                EXPECT_EQ(state(), before) << route.name << " by " << static_cast<int>(caller);
                for (const char* word : {"sample ticket", "Cynthia", "c2VjcmV0", "KPqH7yG3"}) {
                    EXPECT_THAT(answer.body, testing::Not(testing::HasSubstr(word)));
                }
            }
        }
    }

    /// Deletes or restores the ticket, where a route needs it so. It is there already most often.
    void put_into_place(Kind kind) {
        if (kind == Kind::restores_ticket) desk_.run({"ticket", "delete", "1"});
        if (kind == Kind::deletes_ticket) desk_.run({"ticket", "restore", "1"});
    }

    TestDesk desk_;
    std::string file_;
    std::string announcement_;
    std::string guest_;
    std::map<std::pair<std::string, Caller>, json::object> words_;
};

}  // namespace

TEST_P(WhoMayWhat, InWhmcs) {
    expect_matrix(
        kWhmcsRoutes, [this](const Route& route, Caller caller) { return whmcs(route, caller); },
        true);
}

TEST_P(WhoMayWhat, InKeliweb) {
    expect_matrix(
        kKeliwebRoutes,
        [this](const Route& route, Caller caller) { return keliweb(route, caller); }, false);
}

TEST_P(WhoMayWhat, InGetfly) {
    expect_matrix(
        kGetflyRoutes, [this](const Route& route, Caller caller) { return getfly(route, caller); },
        true);
}

/// A guest's ticket is no client's, so only staff find it.
TEST_P(WhoMayWhat, OfAGuestsTicketIsStaffsAlone) { expect_staffs_alone(guest_); }

/// Nor does it become the client's whose token opened it.
TEST_P(WhoMayWhat, OfAGuestsTicketThatAClientsTokenOpenedIsStaffsAlone) {
    const Route open{"open-ticket", Kind::opens_for_self,
                     "deptid=1&subject=S&message=M&name=Gus&email=gus@example.org&clientid=2"
                     "&attachments=W3sibmFtZSI6ImEudHh0IiwiZGF0YSI6ImMyVmpjbVYwIn1d"};
    const auto id_of = [](const HttpAnswer& answer) {
        return std::string(json::parse(answer.body).at("id").as_string());
    };
    const HttpAnswer own = keliweb(open, Caller::owner);
    EXPECT_EQ(verdict_of(keliweb({"get-ticket", {}, "ticketid=" + id_of(own)}, Caller::owner)),
              Verdict::let_in);

    ASSERT_EQ(desk_.run({"setting", "set", "keliweb_allow_guests", "true"}).exit_code, 0);
    desk_.desk().store().reload_settings();
    EXPECT_EQ(verdict_of(keliweb(open, Caller::nobody)), Verdict::unauthenticated);
    EXPECT_EQ(verdict_of(keliweb(open, Caller::restricted)), Verdict::forbidden);
    for (const Caller caller : {Caller::owner, Caller::stranger}) {
        const HttpAnswer opened = keliweb(open, caller);
        ASSERT_EQ(verdict_of(opened), Verdict::let_in);
        expect_staffs_alone(id_of(opened));
    }
    // A credential of another dialect that is bound to a client opens for that client alone.
    EXPECT_EQ(verdict_of(whmcs({"OpenTicket", {}, open.words}, Caller::owner)), Verdict::forbidden);
}

TEST(WhoMayWhatTable, HasEveryRouteOfTheDialects) {
    std::set<std::string> actions;
    for (const whmcs::Action* action : whmcs::all_actions())
        actions.insert(std::string(action->name));
    EXPECT_EQ(names_of(kWhmcsRoutes), actions);
    std::set<std::string> methods;
    for (const keliweb::Method* method : keliweb::all_methods()) {
        methods.insert(std::string(method->name));
    }
    EXPECT_EQ(names_of(kKeliwebRoutes), methods);
    std::set<std::string> routes;
    for (const getfly::Route& route : getfly::all_routes()) {
        routes.insert(std::string(route.method) + " " + std::string(route.path));
    }
    EXPECT_EQ(names_of(kGetflyRoutes), routes);
}

INSTANTIATE_TEST_SUITE_P(BothDatabases, WhoMayWhat,
                         testing::Values(DatabaseKind::sqlite, DatabaseKind::postgres),
                         DatabaseName{});

}  // namespace desk::test
