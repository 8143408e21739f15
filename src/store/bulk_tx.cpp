#include "store/bulk_tx.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "util/text.hpp"

namespace desk::store {

namespace {

constexpr std::size_t kBatchRows = 8'192;

template <class T>
std::optional<T> copy_of(const T* value) {
    return value == nullptr ? std::nullopt : std::optional<T>(*value);
}

[[noreturn]] void refuse() {
    throw std::logic_error(
        "a use case asked the database while tickets are made in memory: BulkTx has to know what "
        "it asked for");
}

}  // namespace

void NoConnection::script(const std::string&, std::string_view) { refuse(); }
void NoConnection::before_statement() { refuse(); }
DbError NoConnection::translate(const std::exception&, std::string_view) { refuse(); }

BulkTx::BulkTx(NoConnection& nowhere, TxServices& services, BulkFacts& facts, BulkIds first,
               std::function<void(BulkBatch&)> take)
    : SqlTx(nowhere, services), facts_(facts), next_(first), take_(std::move(take)) {}

void BulkTx::count_row() {
    if (++rows_ == kBatchRows) hand_over();
}

void BulkTx::hand_over() {
    take_(batch_);
    rows_ = 0;
}

core::Ticket& BulkTx::live(core::TicketId id) {
    const auto found = live_.find(id.value());
    if (found == live_.end()) throw std::logic_error("a made-up ticket was touched after its end");
    return found->second;
}

void BulkTx::step(const core::Ticket& ticket, std::int64_t by) {
    const std::int64_t department = ticket.department.value();
    const std::int64_t status = ticket.status.value();
    const std::int64_t flag = ticket.flag.value();
    // An empty desk has no ids beyond a few thousand in any of the three.
    constexpr unsigned kBits = 21;
    const auto key = static_cast<std::uint64_t>((((department << kBits) | status) << kBits) | flag);
    const auto [found, is_new] = counter_of_.try_emplace(key, counters_.size());
    if (is_new) counters_.push_back({department, status, flag, 0, 0});
    counters_[found->second].step += by;
}

void BulkTx::settle(core::TicketId ticket) {
    std::swap(batch_.ended.next(), live(ticket));
    live_.erase(ticket.value());
    count_row();
}

void BulkTx::settle_all() {
    std::vector<core::TicketId> left;
    for (const auto& [id, ticket] : live_) left.emplace_back(id);
    std::sort(left.begin(), left.end());
    for (const core::TicketId id : left) settle(id);
    hand_over();
}

core::OpeningFacts BulkTx::opening_facts(const core::OpeningQuery& query) {
    const bool is_by_ids = query.department.name.empty() && !query.default_department &&
                           query.client_code.empty() && query.client_email.empty();
    if (!is_by_ids) return SqlTx::opening_facts(query);
    core::OpeningFacts facts = facts_.belongings(query);
    facts.department = copy_of(facts_.department(query.department.id));
    facts.status = copy_of(facts_.status(query.status_title.empty() ? "Open" : query.status_title));
    facts.client = copy_of(facts_.client(query.client));
    return facts;
}

std::optional<core::TicketId> BulkTx::insert_ticket(const core::NewTicket& made,
                                                    const core::Actor& actor) {
    if (codes_.contains(made.ticket.code) || !numbers_.take(made.ticket.number)) {
        return std::nullopt;
    }
    codes_.add(made.ticket.code);
    core::Ticket ticket = made.ticket;
    if (!ticket.id.is_set()) ticket.id = draw_ticket_id();
    // The client's names are left out: they are read where a ticket leaves its client, which those
    // of a made-up desk never do, and would be copied at every change.
    ++messages_;
    fill(batch_.messages.next(), ticket.id, core::MessageKind::opening, 0, made.author, made.body,
         ticket.opened_at, 0);
    append_event(ticket.id, made.event, actor);
    for (const core::CustomFieldInput& field : made.custom_fields) {
        if (field.clear) continue;
        batch_.values.next() = {ticket.id.value(), field.id.value(), field.value};
        count_row();
    }
    step(ticket, 1);
    const core::TicketId id = ticket.id;
    numbers_.reached(id);
    live_.emplace(id.value(), std::move(ticket));
    return id;
}

std::optional<core::Ticket> BulkTx::lock_ticket(const core::TicketRef& ref) {
    if (!ref.id.is_set()) return SqlTx::lock_ticket(ref);
    return live(ref.id);
}

void BulkTx::update_ticket(const core::Ticket& before, const core::Ticket& after) {
    core::Ticket& ticket = live(before.id);
    if (before.department != after.department || before.status != after.status ||
        before.flag != after.flag) {
        step(before, -1);
        step(after, 1);
    }
    ticket = after;
    ticket.version = before.version + 1;
}

core::WrittenMessage BulkTx::insert_message(const core::NewMessage& message,
                                            const core::Actor& actor) {
    core::WrittenMessage written;
    written.id = core::MessageId(++messages_);
    written.wire_id = message.kind == core::MessageKind::note ? next_.note++ : next_.reply++;
    fill(batch_.messages.next(), message.ticket, message.kind, written.wire_id, message.author,
         message.body, message.created_at, 0);
    fill(batch_.events.next(), message.ticket, message.event, actor, clock().now(),
         details_of_message(message.kind, written.wire_id));
    count_row();
    return written;
}

std::vector<core::CustomField> BulkTx::custom_fields(core::DepartmentId department) {
    return facts_.fields(department);
}

std::optional<core::Department> BulkTx::find_department(const core::DepartmentRef& ref) {
    if (!ref.id.is_set()) return SqlTx::find_department(ref);
    return copy_of(facts_.department(ref.id));
}

std::optional<core::Status> BulkTx::find_status(std::string_view title) {
    return copy_of(facts_.status(title));
}

std::optional<core::Client> BulkTx::find_client(core::ClientId id) {
    return copy_of(facts_.client(id));
}

std::optional<core::Agent> BulkTx::find_agent(core::AgentId id) {
    return copy_of(facts_.agent(id));
}

std::optional<core::Agent> BulkTx::find_agent_by_login(std::string_view login) {
    return copy_of(facts_.agent_by_login(login));
}

void BulkTx::append_event(core::TicketId ticket, const core::NewEvent& event,
                          const core::Actor& actor) {
    fill(batch_.events.next(), ticket, event, actor, clock().now());
    count_row();
}

core::ClientId BulkTx::insert_client(const core::Client& client) {
    core::Client made = client;
    made.id = core::ClientId(next_.client++);
    batch_.clients.next() = client_columns(made);
    facts_.add(made);
    count_row();
    return made.id;
}

core::ContactId BulkTx::insert_contact(core::ClientId client, const core::Contact& contact) {
    core::Contact made = contact;
    made.id = core::ContactId(next_.contact++);
    batch_.contacts.next() = {made.id.value(), client.value(), made.name, made.email};
    facts_.add(client, made);
    count_row();
    return made.id;
}

core::UserId BulkTx::insert_user(core::ClientId client, const core::User& user) {
    core::User made = user;
    made.id = core::UserId(next_.user++);
    batch_.users.next() = {made.id.value(),  made.name,          made.email,
                           fold(made.email), made.password_hash, made.disabled ? 1 : 0};
    batch_.client_users.next() = {client.value(), made.id.value(), made.is_owner ? 1 : 0};
    made.password_hash.clear();  // as opening_facts() gives it
    facts_.add(client, made);
    count_row();
    return made.id;
}

core::ServiceId BulkTx::insert_service(core::ClientId client, const std::string& name) {
    const core::ServiceId id(next_.service++);
    batch_.services.next() = {id.value(), client.value(), name};
    facts_.add(client, id);
    count_row();
    return id;
}

core::DomainId BulkTx::insert_domain(core::ClientId client, const std::string& name) {
    const core::DomainId id(next_.domain++);
    batch_.domains.next() = {id.value(), client.value(), name};
    facts_.add(client, id);
    count_row();
    return id;
}

}  // namespace desk::store
