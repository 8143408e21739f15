#include <algorithm>

#include "store/queue_rows.hpp"
#include "store/sql_housekeeping.hpp"
#include "util/text.hpp"

namespace desk::store {

namespace {

struct RuleRow {
    std::int64_t id = 0, minutes = 0, set_department = 0, set_status = 0, set_priority = 0;
    std::int64_t set_flag = 0, notify = 0, created_at = 0;
    std::string name, priorities, reply;

    static auto columns(RuleRow& r) {
        return std::tie(r.id, r.name, r.priorities, r.minutes, r.set_department, r.set_status,
                        r.set_priority, r.set_flag, r.reply, r.notify, r.created_at);
    }
};

const Query<None, RuleRow> kRules{"escalation rules", R"sql(
    SELECT id, name, priorities, minutes, set_department, set_status, set_priority, set_flag,
           reply, notify, created_at
    FROM escalation_rule WHERE disabled = 0 ORDER BY id)sql"};

struct RuleLinkRow {
    std::int64_t rule = 0, other = 0;
    static auto columns(RuleLinkRow& r) { return std::tie(r.rule, r.other); }
};

const Query<None, RuleLinkRow> kDepartmentsOfRules{
    "departments of rules",
    "SELECT rule_id, department_id FROM escalation_rule_department ORDER BY 1, 2"};
const Query<None, RuleLinkRow> kStatusesOfRules{
    "statuses of rules", "SELECT rule_id, status_id FROM escalation_rule_status ORDER BY 1, 2"};

struct RuleSearch {
    std::int64_t rule = 0, made = 0;
    std::string priorities;  ///< ",0,2,"; empty: all

    void each(auto&& bind) {
        bind("rule", rule), bind("made", made), bind("priorities", priorities);
    }
};

// No reply is older than its ticket, so what to look at begins where the rule does.
const std::string kOfRule = R"sql(
    t.merged_into = 0 AND t.deleted_at = 0 AND t.last_reply_at >= :made AND t.opened_at >= :made
    AND (CAST(:priorities AS TEXT) = '' OR CAST(:priorities AS TEXT) LIKE
         '%,' || CAST(t.priority AS TEXT) || ',%')
    AND NOT EXISTS (SELECT 1 FROM escalation e WHERE e.rule_id = :rule AND e.ticket_id = t.id)
)sql";

const Query<RuleSearch, QueueRow> kQueuesOfRule{"queues of rule", R"sql(
    SELECT s.id, d.id,
           (SELECT t.last_reply_at FROM ticket t
            WHERE t.status_id = s.id AND t.department_id = d.id AND )sql" +
                                                                      kOfRule +
                                                                      R"sql(
            ORDER BY t.last_reply_at LIMIT 1)
    FROM ticket_status s CROSS JOIN department d
    WHERE CASE WHEN EXISTS (SELECT 1 FROM escalation_rule_status r WHERE r.rule_id = :rule)
          THEN EXISTS (SELECT 1 FROM escalation_rule_status r
                       WHERE r.rule_id = :rule AND r.status_id = s.id)
          ELSE s.is_active = 1 END
      AND (NOT EXISTS (SELECT 1 FROM escalation_rule_department r WHERE r.rule_id = :rule)
           OR EXISTS (SELECT 1 FROM escalation_rule_department r
                      WHERE r.rule_id = :rule AND r.department_id = d.id)))sql"};

struct RuleQueueSearch {
    RuleSearch rule;
    std::int64_t status = 0, department = 0, before = 0, most = 0;

    void each(auto&& bind) {
        bind("rule", rule.rule), bind("made", rule.made), bind("priorities", rule.priorities);
        bind("status", status), bind("department", department), bind("before", before);
        bind("most", most);
    }
};

const Query<RuleQueueSearch, IdRow> kToEscalate{
    "tickets to escalate",
    "SELECT t.id FROM ticket t WHERE t.status_id = :status AND t.department_id = :department AND "
    "t.last_reply_at <= :before AND " +
        kOfRule + "ORDER BY t.last_reply_at LIMIT :most"};

struct EscalationColumns {
    std::int64_t rule = 0, ticket = 0, since = 0;
    void each(auto&& bind) { bind("rule", rule), bind("ticket", ticket), bind("since", since); }
};
struct EscalationKey {
    std::int64_t rule = 0, ticket = 0;
    void each(auto&& bind) { bind("rule", rule), bind("ticket", ticket); }
};
struct EscalatedBefore {
    std::int64_t rule = 0, before = 0, most = 0;
    void each(auto&& bind) { bind("rule", rule), bind("before", before), bind("most", most); }
};

const Query<ById, IdRow> kOldestEscalation{
    "oldest escalation", "SELECT since FROM escalation WHERE rule_id = :id ORDER BY since LIMIT 1"};
const Query<EscalatedBefore, IdRow> kEscalated{
    "tickets escalated",
    "SELECT ticket_id FROM escalation WHERE rule_id = :rule AND since <= :before "
    "ORDER BY since LIMIT :most"};
const Query<EscalationKey, IdRow> kEscalatedAt{
    "escalated at", "SELECT since FROM escalation WHERE rule_id = :rule AND ticket_id = :ticket"};
const Query<EscalationColumns> kSetEscalatedAt{"set escalated at", R"sql(
    INSERT INTO escalation (rule_id, ticket_id, since) VALUES (:rule, :ticket, :since)
    ON CONFLICT (rule_id, ticket_id) DO UPDATE SET since = excluded.since)sql"};
const Query<EscalationKey> kForgetEscalation{
    "forget escalation", "DELETE FROM escalation WHERE rule_id = :rule AND ticket_id = :ticket"};

const Query<EventColumns, IdRow> kInsertEventToNotifyOf{"insert event to notify of", R"sql(
    INSERT INTO event (ticket_id, type, actor_kind, actor_id, actor_name, origin, details,
                       created_at)
    VALUES (:ticket, :type, :actor_kind, :actor_id, :actor_name, :event_origin, :details,
            :happened_at)
    RETURNING id)sql"};

struct NoticeColumns {
    std::int64_t event = 0, department = 0, now = 0;
    void each(auto&& bind) {
        bind("event", event), bind("department", department), bind("now", now);
    }
};
const Query<NoticeColumns> kMailToAgents{"mail to agents", R"sql(
    INSERT INTO delivery (event_id, channel, target, next_try_at, created_at)
    SELECT :event, 'mail', 'agent:' || CAST(a.id AS TEXT), :now, :now
    FROM agent_department d JOIN agent a ON a.id = d.agent_id
    WHERE d.department_id = :department AND a.disabled = 0
    ORDER BY a.id)sql"};

core::EscalationRule to_rule(RuleRow&& row) {
    core::EscalationRule rule;
    rule.id = core::EscalationRuleId(row.id);
    rule.name = std::move(row.name);
    rule.made_at = to_time(row.created_at);
    for (const core::Priority priority :
         {core::Priority::low, core::Priority::medium, core::Priority::high}) {
        const auto titles = split(row.priorities, ',');
        const bool is_named =
            std::find(titles.begin(), titles.end(), core::priority_title(priority)) != titles.end();
        if (is_named) rule.priorities.push_back(priority);
    }
    rule.wait = std::chrono::minutes(std::max<std::int64_t>(row.minutes, 1));
    rule.set_department = core::DepartmentId(row.set_department);
    rule.set_status = core::StatusId(row.set_status);
    if (row.set_priority > 0) {
        rule.set_priority = static_cast<core::Priority>(row.set_priority - 1);
    }
    rule.set_flag = core::AgentId(row.set_flag);
    rule.reply = std::move(row.reply);
    rule.notify = row.notify != 0;
    return rule;
}

RuleSearch search_of(const core::EscalationRule& rule) {
    std::string priorities;
    for (const core::Priority priority : rule.priorities) {
        priorities += (priorities.empty() ? "," : "") + std::to_string(to_column(priority)) + ",";
    }
    return {rule.id.value(), to_column(rule.made_at), std::move(priorities)};
}

std::vector<core::TicketId> ticket_ids(const std::vector<IdRow>& rows) {
    std::vector<core::TicketId> ids;
    for (const IdRow& row : rows) ids.emplace_back(row.id);
    return ids;
}

}  // namespace

std::vector<core::EscalationRule> SqlHousekeeping::escalation_rules() {
    std::vector<core::EscalationRule> rules;
    for (RuleRow& row : connection_.all(kRules)) rules.push_back(to_rule(std::move(row)));
    if (rules.empty()) return rules;
    const std::vector<RuleLinkRow> departments = connection_.all(kDepartmentsOfRules);
    const std::vector<RuleLinkRow> statuses = connection_.all(kStatusesOfRules);
    for (core::EscalationRule& rule : rules) {
        for (const RuleLinkRow& link : departments) {
            if (link.rule == rule.id.value()) rule.departments.emplace_back(link.other);
        }
        for (const RuleLinkRow& link : statuses) {
            if (link.rule == rule.id.value()) rule.statuses.emplace_back(link.other);
        }
    }
    return rules;
}

std::optional<Timestamp> SqlHousekeeping::oldest_reply_to_escalate(
    const core::EscalationRule& rule) {
    return oldest_reply(connection_.all(kQueuesOfRule, search_of(rule)));
}

std::vector<core::TicketId> SqlHousekeeping::tickets_to_escalate(const core::EscalationRule& rule,
                                                                 Timestamp before, int most) {
    std::vector<core::TicketId> found;
    RuleQueueSearch search{search_of(rule), 0, 0, to_column(before), most};
    for (const QueueRow& queue : connection_.all(kQueuesOfRule, search.rule)) {
        search.status = queue.status;
        search.department = queue.department;
        search.most = most - static_cast<std::int64_t>(found.size());
        if (search.most == 0) break;
        if (queue.oldest_reply == 0 || queue.oldest_reply > search.before) continue;
        for (const IdRow& row : connection_.all(kToEscalate, search)) found.emplace_back(row.id);
    }
    return found;
}

std::optional<Timestamp> SqlHousekeeping::oldest_escalation(core::EscalationRuleId rule) {
    const auto row = connection_.one(kOldestEscalation, {rule.value()});
    if (!row) return std::nullopt;
    return to_time(row->id);
}

std::vector<core::TicketId> SqlHousekeeping::tickets_escalated(core::EscalationRuleId rule,
                                                               Timestamp before, int most) {
    return ticket_ids(connection_.all(kEscalated, {rule.value(), to_column(before), most}));
}

std::optional<Timestamp> SqlHousekeeping::escalated_at(core::EscalationRuleId rule,
                                                       core::TicketId ticket) {
    const auto row = connection_.one(kEscalatedAt, {rule.value(), ticket.value()});
    if (!row) return std::nullopt;
    return to_time(row->id);
}

void SqlHousekeeping::set_escalated_at(core::EscalationRuleId rule, core::TicketId ticket,
                                       Timestamp since) {
    connection_.run(kSetEscalatedAt, {rule.value(), ticket.value(), to_column(since)});
}

void SqlHousekeeping::forget_escalation(core::EscalationRuleId rule, core::TicketId ticket) {
    connection_.run(kForgetEscalation, {rule.value(), ticket.value()});
}

void SqlHousekeeping::notify_department(core::TicketId ticket, core::DepartmentId department,
                                        const core::NewEvent& event, const core::Actor& actor) {
    const std::int64_t now = to_column(tx_.clock().now());
    const auto row = connection_.one(kInsertEventToNotifyOf,
                                     event_columns(ticket, event, actor, tx_.clock().now()));
    connection_.run(kMailToAgents, {row->id, department.value(), now});
}

}  // namespace desk::store
