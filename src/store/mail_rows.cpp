#include <algorithm>

#include "core/mail.hpp"
#include "store/office_columns.hpp"
#include "store/sql_office.hpp"

namespace desk::store {

namespace {

const Query<EventColumns, IdRow> kInsertEventToMailAbout{"insert event to mail about", R"sql(
    INSERT INTO event (ticket_id, type, actor_kind, actor_id, actor_name, origin, details,
                       created_at)
    VALUES (:ticket, :type, :actor_kind, :actor_id, :actor_name, :event_origin, :details,
            :happened_at)
    RETURNING id)sql"};

struct MailColumns {
    std::int64_t event = 0, client = 0, ticket = 0;
    std::string recipients, cc, subject, body;
    std::int64_t now = 0;
    void each(auto&& bind) {
        bind("event", event), bind("client", client), bind("ticket", ticket);
        bind("recipients", recipients), bind("cc", cc), bind("subject", subject);
        bind("body", body), bind("now", now);
    }
};
const Query<MailColumns> kInsertMail{"write mail", R"sql(
    INSERT INTO outgoing_mail (event_id, client_id, ticket_id, recipients, cc, subject, body,
                               created_at)
    VALUES (:event, :client, :ticket, :recipients, :cc, :subject, :body, :now))sql"};

struct DeliveryColumns {
    std::int64_t event = 0;
    std::string target;
    std::int64_t now = 0;
    void each(auto&& bind) { bind("event", event), bind("target", target), bind("now", now); }
};
const Query<DeliveryColumns> kInsertDelivery{"queue mail", R"sql(
    INSERT INTO delivery (event_id, channel, target, next_try_at, created_at)
    VALUES (:event, 'mail', :target, :now, :now))sql"};

struct MailFilter {
    std::int64_t client = 0;
    std::string part;  ///< of LIKE, in lower case
    TimeSpan span;
    std::int64_t start = 0, most = 0;
    void each(auto&& bind) {
        bind("client", client), bind("part", part), bind("from", span.from), bind("to", span.to);
        bind("start", start), bind("most", most);
    }
};
struct MailRow {
    std::int64_t id = 0, client = 0, ticket = 0, created_at = 0;
    std::int64_t state = 0, attempts = 0;  ///< of its delivery
    std::string recipients, cc, subject, body;
    static auto columns(MailRow& r) {
        return std::tie(r.id, r.client, r.ticket, r.recipients, r.cc, r.subject, r.body,
                        r.created_at, r.state, r.attempts);
    }
};
const std::string kMailsWhere = R"sql(
    FROM outgoing_mail
    WHERE client_id = :client AND client_id > 0 AND created_at >= :from AND created_at < :to
      AND (CAST(:part AS TEXT) = '%' OR LOWER(subject) LIKE :part ESCAPE '!') )sql";
const Query<MailFilter, MailRow> kMails{
    "mail of client",
    R"sql(SELECT id, client_id, ticket_id, recipients, cc, subject, body, created_at,
        (SELECT d.state FROM delivery d WHERE d.event_id = outgoing_mail.event_id
         ORDER BY d.event_id, d.id LIMIT 1),
        (SELECT d.attempts FROM delivery d WHERE d.event_id = outgoing_mail.event_id
         ORDER BY d.event_id, d.id LIMIT 1))sql" +
        kMailsWhere + "ORDER BY created_at DESC, id DESC LIMIT :most OFFSET :start"};
const Query<MailFilter, IdRow> kCountMails{"count mail of client",
                                           "SELECT COUNT(*)" + kMailsWhere + kCountsAlike};

}  // namespace

core::EventId SqlOffice::insert_event(core::TicketId ticket, const core::NewEvent& event,
                                      const core::Actor& actor) {
    return core::EventId(
        connection_
            .one(kInsertEventToMailAbout, event_columns(ticket, event, actor, tx_.clock().now()))
            ->id);
}

void SqlOffice::queue(core::EventId event, const std::string& target) {
    connection_.run(kInsertDelivery, {event.value(), target, to_column(tx_.clock().now())});
}

void SqlOffice::queue_notice(const core::NewEvent& event, const core::Actor& actor,
                             const std::string& target) {
    queue(insert_event({}, event, actor), target);
}

void SqlOffice::queue_mail(const core::NewEvent& event, const core::Actor& actor,
                           const std::vector<std::string>& targets,
                           const core::OutgoingMail& mail) {
    const core::EventId id = insert_event(mail.ticket, event, actor);
    connection_.run(kInsertMail,
                    {id.value(), mail.client.value(), mail.ticket.value(), mail.recipients, mail.cc,
                     mail.subject, mail.body, to_column(tx_.clock().now())});
    for (const std::string& target : targets) queue(id, target);
}

core::Sliced<core::OutgoingMail> SqlOffice::mails(const core::ListMailInput& input) {
    tx_.expect_long_read();
    connection_.need_transaction();
    MailFilter filter{input.client.value(), like_part(input.subject),
                      span_of(input.from, input.to)};
    core::Sliced<core::OutgoingMail> list;
    list.total = connection_.one(kCountMails, filter)->id;
    filter.start = input.slice.start;
    filter.most = std::clamp<std::int64_t>(input.slice.limit, 1, core::kMostMails);
    for (MailRow& row : connection_.all(kMails, std::move(filter))) {
        list.rows.push_back({row.id, core::ClientId(row.client), core::TicketId(row.ticket),
                             std::move(row.recipients), std::move(row.cc), std::move(row.subject),
                             std::move(row.body), to_time(row.created_at),
                             static_cast<core::MailState>(row.state), row.attempts});
    }
    return list;
}

}  // namespace desk::store
