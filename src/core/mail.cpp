#include "core/mail.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include "core/activity.hpp"
#include "core/limits.hpp"
#include "core/office_ports.hpp"
#include "core/permissions.hpp"
#include "core/record_ports.hpp"
#include "util/text.hpp"

namespace desk::core {

namespace {

struct Text {
    std::string subject, body;
    MailTopic topic = MailTopic::none;
};

const std::string& template_value(const Record& record, std::string_view field) {
    return record.values[field_index(kind_of(RecordType::email_template), field)];
}

/// By its template, or as it was given; without its words replaced.
Result<Text> text_of(Tx& tx, const MailText& wanted, MailTopic topic) {
    if (is_blank(wanted.template_name)) {
        if (is_blank(wanted.subject)) return fail(Errc::field_required, "customsubject");
        if (is_blank(wanted.body)) return fail(Errc::field_required, "custommessage");
        return Text{wanted.subject, wanted.body, topic};
    }
    const std::vector<Record> found = tx.records().find_by(RecordType::email_template, "name",
                                                           std::string(trim(wanted.template_name)));
    if (found.empty()) return fail(Errc::record_not_found, "template");
    const Record& one = found.front();
    if (template_value(one, "disabled") == "1") return fail(Errc::value_invalid, "template");
    return Text{template_value(one, "subject"), template_value(one, "body"),
                mail_topic_named(template_value(one, "type"))};
}

/// Whom a mail goes to, and what its words stand for.
struct Reader {
    OutgoingMail mail;
    std::string target;
    MergeFields fields;
};

Result<Reader> client_reader(Tx& tx, ClientId id) {
    const std::optional<Account> account = tx.accounts().find(id);
    if (!account || account->email.empty()) return fail(Errc::record_not_found, "related");
    Reader reader;
    reader.mail.client = id;
    reader.mail.recipients = account->email;
    reader.target = "client:" + std::to_string(id.value());
    reader.fields = {
        {"client_id", std::to_string(id.value())},  {"client_name", account->name()},
        {"client_first_name", account->first_name}, {"client_last_name", account->last_name},
        {"client_company_name", account->company},  {"client_email", account->email}};
    return reader;
}

Result<Reader> ticket_reader(Tx& tx, TicketId id) {
    const std::optional<Ticket> ticket = tx.find_ticket({id, {}, {}}, {false, false});
    if (!ticket || ticket->shown_email().empty()) return fail(Errc::record_not_found, "related");
    Reader reader;
    reader.mail.client = ticket->client;
    reader.mail.ticket = id;
    reader.mail.recipients = ticket->shown_email();
    reader.mail.cc = ticket->cc;
    reader.target = "ticket:" + std::to_string(id.value());
    reader.fields = {{"client_name", ticket->shown_name()},
                     {"client_email", ticket->shown_email()},
                     {"ticket_id", ticket->number},
                     {"ticket_subject", ticket->subject},
                     {"ticket_status", ticket->status_title},
                     {"ticket_department", ticket->department_name},
                     {"ticket_priority", std::string(priority_title(ticket->priority))}};
    return reader;
}

Result<Reader> reader_of(Tx& tx, MailTopic topic, std::int64_t id) {
    switch (topic) {
        case MailTopic::general:
            return client_reader(tx, ClientId(id));
        case MailTopic::support:
            return ticket_reader(tx, TicketId(id));
        case MailTopic::product:
            if (const auto service = tx.accounts().find(ServiceId(id))) {
                Result<Reader> reader = client_reader(tx, service->client);
                if (reader) reader->fields.emplace_back("service_product_name", service->name);
                return reader;
            }
            break;
        case MailTopic::domain:
            if (const auto domain = tx.records().find(RecordType::domain, id)) {
                const RecordKind& kind = kind_of(RecordType::domain);
                Result<Reader> reader = client_reader(
                    tx, ClientId(parse_id(domain->values[field_index(kind, "client")])));
                if (reader) {
                    reader->fields.emplace_back("domain_name",
                                                domain->values[field_index(kind, "name")]);
                }
                return reader;
            }
            break;
        case MailTopic::invoice:
        case MailTopic::affiliate:
        case MailTopic::none:
            break;
    }
    return fail(Errc::record_not_found, "related");
}

/// Words replaced, within the limits.
Result<void> write_text(const Text& text, MergeFields fields, const MergeFields& own,
                        OutgoingMail& mail) {
    fields.insert(fields.begin(), own.begin(), own.end());  // the caller's win
    Result<std::string> subject = checked_subject(merged(text.subject, fields));
    if (!subject) return tl::unexpected(std::move(subject.error()));
    mail.subject = std::move(*subject);
    mail.body = merged(text.body, fields);
    return check_message(mail.body);
}

}  // namespace

MailTopic mail_topic_named(std::string_view name) {
    constexpr std::pair<std::string_view, MailTopic> kTopics[] = {
        {"general", MailTopic::general}, {"product", MailTopic::product},
        {"domain", MailTopic::domain},   {"invoice", MailTopic::invoice},
        {"support", MailTopic::support}, {"affiliate", MailTopic::affiliate}};
    for (const auto& [topic, value] : kTopics) {
        if (topic == name) return value;
    }
    return MailTopic::none;
}

std::string merged(std::string_view text, const MergeFields& fields) {
    std::map<std::string_view, std::string_view> values;
    for (const auto& [word, value] : fields) values.emplace(word, value);  // the first one wins
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = std::min(text.find("{$", at), text.size());
        result += text.substr(at, begin - at);
        // Not further than a word is long: a text may be full of beginnings.
        const std::string_view ahead = text.substr(begin, kMaxWordBytes + 3);
        const std::size_t end = ahead.find('}');
        const auto value = end == ahead.npos ? values.end() : values.find(ahead.substr(2, end - 2));
        if (value == values.end()) {
            result += ahead.substr(0, 2);  // its end may be that of another
            at = begin + 2;
        } else {
            result += value->second;
            at = begin + end + 1;
        }
        if (result.size() > 2 * kMaxMessageBytes) break;  // refused in any case
    }
    return result;
}

Result<QueuedMail> send_mail(Tx& tx, const Actor& actor, const SendMailInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    const Result<Text> text = text_of(tx, input.text, input.topic);
    if (!text) return tl::unexpected(text.error());
    if (input.related == 0) return fail(Errc::field_required, "id");
    Result<Reader> reader = reader_of(tx, text->topic, input.related);
    if (!reader) return tl::unexpected(std::move(reader.error()));
    if (auto ok = write_text(*text, reader->fields, input.text.fields, reader->mail); !ok) {
        return tl::unexpected(std::move(ok.error()));
    }
    const OutgoingMail& mail = reader->mail;
    tx.office().queue_mail(
        {event_type::kEmailSend, {{"userid", std::to_string(mail.client.value())}}}, actor,
        {reader->target}, mail);
    return QueuedMail{1};
}

Result<QueuedMail> send_agent_mail(Tx& tx, const Actor& actor, const SendAgentMailInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    const Result<Text> text = text_of(tx, input.text, MailTopic::none);
    if (!text) return tl::unexpected(text.error());
    if (input.department.is_set() && !tx.find_department({input.department, {}})) {
        return fail(Errc::department_not_found);
    }
    OutgoingMail mail;
    std::vector<std::string> targets;
    for (const AgentCard& card : tx.accounts().agents()) {
        const auto& in = card.departments;
        const bool is_meant = !input.department.is_set() ||
                              std::find(in.begin(), in.end(), input.department) != in.end();
        if (card.agent.disabled || card.agent.email.empty() || !is_meant) continue;
        if (!mail.recipients.empty()) mail.recipients += ',';
        mail.recipients += card.agent.email;
        targets.push_back("agent:" + std::to_string(card.agent.id.value()));
    }
    if (auto ok = write_text(*text, {}, input.text.fields, mail); !ok) {
        return tl::unexpected(std::move(ok.error()));
    }
    if (targets.empty()) return QueuedMail{};
    tx.office().queue_mail({event_type::kAdminEmailSend, {{"subject", mail.subject}}}, actor,
                           targets, mail);
    return QueuedMail{static_cast<std::int64_t>(targets.size())};
}

Result<Sliced<OutgoingMail>> list_mail(Tx& tx, const Actor& actor, const ListMailInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    if (!tx.find_client(input.client)) return fail(Errc::client_not_found);
    return tx.office().mails(input);
}

}  // namespace desk::core
