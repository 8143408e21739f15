#include "core/record_kind.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace desk::core {

namespace {

using Type = ValueType;
using Field = RecordField;
using Words = std::string_view;

// The tables read as tables: a line or two a field.
// clang-format off

constexpr std::array kDepartmentFields{
    Field{.name = "name", .help = "what people see", .is_required = true, .is_unique = true, .is_listed = true},
    Field{.name = "description", .type = Type::text, .help = "a sentence for people who choose one"},
    Field{.name = "email", .type = Type::email, .help = "its address", .is_listed = true},
    Field{.name = "order", .type = Type::number, .help = "place among the others", .is_listed = true, .fallback_help = "last"},
    Field{.name = "hidden", .type = Type::flag, .help = "not offered to clients", .is_listed = true, .fallback = "0"},
    Field{.name = "clients_only", .type = Type::flag, .help = "takes no tickets of guests", .fallback = "0"},
    Field{.name = "pipe_replies_only", .type = Type::flag, .help = "mail may reply, but open no ticket", .fallback = "0"},
    Field{.name = "no_autoresponder", .type = Type::flag, .help = "new tickets are not confirmed by mail", .fallback = "0"},
    Field{.name = "feedback_request", .type = Type::flag, .help = "asks for feedback on closing", .fallback = "0"},
    Field{.name = "prevent_client_closure", .type = Type::flag, .help = "clients may not close its tickets", .fallback = "0"},
};

constexpr std::array kStatusFields{
    Field{.name = "title", .help = "what people and programs see", .is_required = true, .is_unique = true, .is_listed = true},
    Field{.name = "colour", .type = Type::colour, .help = "#rrggbb", .is_listed = true, .fallback = "#000000"},
    Field{.name = "active", .type = Type::flag, .help = "its tickets are still worked on", .is_listed = true, .fallback = "1"},
    Field{.name = "awaiting_reply", .type = Type::flag, .help = "its tickets wait for the desk", .is_listed = true, .fallback = "0"},
    Field{.name = "auto_close", .type = Type::flag, .help = "its tickets are closed when nothing happens", .is_listed = true, .fallback = "0"},
    Field{.name = "order", .type = Type::number, .help = "place among the others", .is_listed = true, .fallback_help = "last"},
    Field{.name = "core", .type = Type::flag, .help = "the desk itself uses it: it keeps its title and stays", .is_listed = true, .is_read_only = true, .fallback = "0"},
};

constexpr std::array kAgentFields{
    Field{.name = "login", .type = Type::code, .help = "the name to log in with", .is_required = true, .is_unique = true, .is_listed = true},
    Field{.name = "first_name", .help = "first name", .is_listed = true},
    Field{.name = "last_name", .help = "last name", .is_listed = true},
    Field{.name = "email", .type = Type::email, .help = "address", .is_listed = true},
    Field{.name = "signature", .type = Type::text, .help = "under the replies"},
    Field{.name = "password", .type = Type::password, .help = "to log in with; without one only API credentials act for the agent"},
    Field{.name = "login_digest", .type = Type::password, .is_hidden = true},
    Field{.name = "departments", .type = Type::records, .help = "whose tickets the agent sees; \"all\" for all there are now", .fallback_help = "all", .refers_to = RecordType::department, .is_all_at_first = true},
    Field{.name = "api_access", .type = Type::flag, .help = "programs may act for the agent", .is_listed = true, .fallback = "1"},
    Field{.name = "disabled", .type = Type::flag, .help = "can neither log in nor act through a program", .is_listed = true, .fallback = "0"},
};

constexpr std::array kRoleFields{
    Field{.name = "name", .help = "what it is called", .is_required = true, .is_unique = true, .is_listed = true},
    Field{.name = "actions", .type = Type::actions, .help = "API actions that it allows, separated by commas", .is_listed = true, .fallback_help = "none"},
};

constexpr Words kClientStatuses[] = {"Active", "Inactive", "Closed"};
constexpr std::array kClientFields{
    Field{.name = "name", .help = "first and last name, or the company's where there is none", .is_listed = true, .is_read_only = true},
    Field{.name = "first_name", .help = "first name"},
    Field{.name = "last_name", .help = "last name"},
    Field{.name = "company", .help = "company"},
    Field{.name = "email", .type = Type::email, .help = "address", .is_listed = true},
    Field{.name = "code", .type = Type::code, .help = "what other programs call it (Getfly: account_code)", .is_unique = true, .is_listed = true},
    Field{.name = "phone", .type = Type::phone, .help = "phone number"},
    Field{.name = "address1", .help = "street and number"},
    Field{.name = "address2", .help = "second line of the address"},
    Field{.name = "city", .help = "city"},
    Field{.name = "state", .help = "state or region"},
    Field{.name = "postcode", .help = "postcode"},
    Field{.name = "country", .type = Type::code, .help = "two capitals, such as VN"},
    Field{.name = "notes", .type = Type::text, .help = "notes for the desk"},
    Field{.name = "status", .type = Type::choice, .help = "state of the account", .is_listed = true, .fallback = "Active", .choices = kClientStatuses},
    Field{.name = "created_at", .type = Type::time, .help = "when it was made", .is_read_only = true},
};

constexpr std::array kContactFields{
    Field{.name = "client", .type = Type::record, .help = "whose contact", .is_required = true, .is_listed = true, .is_fixed = true, .refers_to = RecordType::client},
    Field{.name = "name", .help = "name", .is_required = true, .is_listed = true},
    Field{.name = "email", .type = Type::email, .help = "address", .is_listed = true},
    Field{.name = "phone", .type = Type::phone, .help = "phone number", .is_listed = true},
};

constexpr std::array kUserFields{
    Field{.name = "email", .type = Type::email, .help = "address, to log in with", .is_required = true, .is_unique = true, .is_listed = true},
    Field{.name = "name", .help = "name", .is_required = true, .is_listed = true},
    Field{.name = "clients", .type = Type::records, .help = "clients the user belongs to", .is_listed = true, .refers_to = RecordType::client},
    Field{.name = "owner_of", .type = Type::records, .help = "clients the user owns, and so belongs to", .is_listed = true, .refers_to = RecordType::client},
    Field{.name = "password", .type = Type::password, .help = "to log in with"},
    Field{.name = "disabled", .type = Type::flag, .help = "cannot log in; tokens are revoked", .is_listed = true, .fallback = "0"},
    Field{.name = "created_at", .type = Type::time, .help = "when it was made", .is_read_only = true},
};

constexpr Words kServiceStatuses[] = {"Pending", "Active", "Completed", "Suspended", "Terminated", "Cancelled", "Fraud"};
constexpr std::array kServiceFields{
    Field{.name = "client", .type = Type::record, .help = "whose service", .is_required = true, .is_listed = true, .is_fixed = true, .refers_to = RecordType::client},
    Field{.name = "name", .help = "what it is called", .is_required = true, .is_listed = true},
    Field{.name = "status", .type = Type::choice, .help = "state of the service", .is_listed = true, .fallback = "Active", .choices = kServiceStatuses},
};

constexpr Words kDomainStatuses[] = {"Pending", "Pending Registration", "Pending Transfer", "Active", "Grace", "Redemption", "Expired", "Transferred Away", "Cancelled", "Fraud"};
constexpr std::array kDomainFields{
    Field{.name = "client", .type = Type::record, .help = "whose domain", .is_required = true, .is_listed = true, .is_fixed = true, .refers_to = RecordType::client},
    Field{.name = "name", .help = "the domain", .is_required = true, .is_listed = true},
    Field{.name = "status", .type = Type::choice, .help = "state of the domain", .is_listed = true, .fallback = "Active", .choices = kDomainStatuses},
};

constexpr Words kFieldTypes[] = {"text", "number", "date", "checkbox", "choice", "choices"};  // CustomField::Type
constexpr std::array kCustomFieldFields{
    Field{.name = "department", .type = Type::record, .help = "which department asks it", .is_required = true, .is_listed = true, .is_fixed = true, .refers_to = RecordType::department},
    Field{.name = "code", .type = Type::code, .help = "what programs call it; once in a department", .is_required = true, .is_unique = true, .is_listed = true, .unique_within = "department"},
    Field{.name = "name", .help = "the question, for people", .is_listed = true, .fallback_help = "the code"},
    Field{.name = "type", .type = Type::choice, .help = "what answers look like", .is_listed = true, .is_fixed = true, .fallback = "0", .choices = kFieldTypes, .is_numbered = true},
    Field{.name = "options", .type = Type::options, .help = "answers to choose from, separated by commas; for choice and choices"},
    Field{.name = "required", .type = Type::flag, .help = "people must answer it; programs need not", .is_listed = true, .fallback = "0"},
    Field{.name = "order", .type = Type::number, .help = "place among the others", .is_listed = true, .fallback_help = "last"},
};

constexpr Words kDialects[] = {"whmcs", "keliweb", "getfly"};  // Origin
constexpr Words kNotes[] = {"show", "hide"};
constexpr std::array kCredentialFields{
    Field{.name = "dialect", .type = Type::choice, .help = "the API it is for", .is_required = true, .is_listed = true, .is_fixed = true, .choices = kDialects, .is_numbered = true},
    Field{.name = "identifier", .help = "its public half; for getfly, which has none, the SHA-256 of the key", .is_listed = true, .is_read_only = true},
    Field{.name = "agent", .type = Type::record, .help = "agent it acts for", .is_listed = true, .is_fixed = true, .fallback_help = "the first one with API access", .refers_to = RecordType::agent},
    Field{.name = "client", .type = Type::record, .help = "client whose tickets alone it sees and opens; keliweb needs one", .is_listed = true, .is_fixed = true, .refers_to = RecordType::client},
    Field{.name = "roles", .type = Type::records, .help = "roles that say what it may call, separated by commas", .refers_to = RecordType::role},
    Field{.name = "actions", .type = Type::actions, .help = "actions it may call beside those of its roles, separated by commas", .fallback_help = "all, without roles"},
    Field{.name = "networks", .type = Type::networks, .help = "addresses or CIDR networks it may call from, separated by commas", .fallback_help = "any"},
    Field{.name = "notes", .type = Type::choice, .help = "notes of the staff", .fallback = "0", .choices = kNotes, .is_numbered = true},
    Field{.name = "disabled", .type = Type::flag, .help = "refused until it is enabled again", .is_listed = true, .fallback = "0"},
    Field{.name = "created_at", .type = Type::time, .help = "when it was made", .is_read_only = true},
};

constexpr std::array kBanFields{
    Field{.name = "network", .type = Type::network, .help = "address or CIDR network that is refused", .is_required = true, .is_unique = true, .is_listed = true},
    Field{.name = "reason", .help = "why, for the desk", .is_listed = true},
    Field{.name = "expires_at", .type = Type::time, .help = "when it ends", .is_listed = true, .fallback = "0", .fallback_help = "never"},
    Field{.name = "created_at", .type = Type::time, .help = "when it was made", .is_read_only = true},
};

constexpr Words kPriorities[] = {"Low", "Medium", "High"};
constexpr Words kNewPriorities[] = {"keep", "Low", "Medium", "High"};  // EscalationRule::set_priority
constexpr std::array kEscalationRuleFields{
    Field{.name = "name", .help = "what it is called", .is_required = true, .is_unique = true, .is_listed = true},
    Field{.name = "minutes", .type = Type::number, .help = "since the last reply, and until it fires again", .is_required = true, .is_listed = true},
    Field{.name = "departments", .type = Type::records, .help = "only tickets of these", .is_listed = true, .fallback_help = "all", .refers_to = RecordType::department},
    Field{.name = "statuses", .type = Type::records, .help = "only tickets in these", .is_listed = true, .fallback_help = "all active ones", .refers_to = RecordType::status},
    Field{.name = "priorities", .type = Type::choices, .help = "only tickets of these, separated by commas", .is_listed = true, .fallback_help = "all", .choices = kPriorities},
    Field{.name = "set_priority", .type = Type::choice, .help = "priority it gives the ticket", .fallback = "0", .choices = kNewPriorities, .is_numbered = true},
    Field{.name = "set_department", .type = Type::record, .help = "department it moves the ticket to", .refers_to = RecordType::department},
    Field{.name = "set_status", .type = Type::record, .help = "status it gives the ticket", .refers_to = RecordType::status},
    Field{.name = "set_agent", .type = Type::record, .help = "agent it assigns the ticket to", .refers_to = RecordType::agent},
    Field{.name = "reply", .type = Type::text, .help = "reply it adds, where [NAME], [FIRSTNAME] and [EMAIL] stand for whose ticket it is"},
    Field{.name = "notify", .type = Type::flag, .help = "tells the agents of the department by mail", .fallback = "0"},
    Field{.name = "disabled", .type = Type::flag, .help = "does nothing until it is enabled again", .is_listed = true, .fallback = "0"},
    Field{.name = "created_at", .type = Type::time, .help = "when it was made: it is for tickets opened from then on", .is_read_only = true},
};

constexpr std::array kAnnouncementFields{
    Field{.name = "title", .help = "headline", .is_required = true, .is_listed = true},
    Field{.name = "body", .type = Type::text, .help = "the news, as plain text or HTML", .is_required = true},
    Field{.name = "published", .type = Type::flag, .help = "clients see it, from its date on", .is_listed = true, .fallback = "0"},
    Field{.name = "date", .type = Type::time, .help = "when it is announced", .is_listed = true, .fallback_help = "now"},
    Field{.name = "created_at", .type = Type::time, .help = "when it was made", .is_read_only = true},
    Field{.name = "updated_at", .type = Type::time, .help = "when it was changed last", .is_read_only = true},
};

constexpr std::array kPredefinedCategoryFields{
    Field{.name = "name", .help = "what agents see; once in a category", .is_required = true, .is_unique = true, .is_listed = true, .unique_within = "parent"},
    Field{.name = "parent", .type = Type::record, .help = "category that it is in", .is_listed = true, .fallback_help = "none", .refers_to = RecordType::predefined_category},
};

constexpr std::array kPredefinedReplyFields{
    Field{.name = "category", .type = Type::record, .help = "category that it is in", .is_required = true, .is_listed = true, .refers_to = RecordType::predefined_category},
    Field{.name = "name", .help = "what agents see; once in a category", .is_required = true, .is_unique = true, .is_listed = true, .unique_within = "category"},
    Field{.name = "reply", .type = Type::text, .help = "the text, where [NAME], [FIRSTNAME] and [EMAIL] stand for whose ticket it is", .is_required = true},
};

constexpr Words kSpamTypes[] = {"sender", "subject", "phrase"};
constexpr std::array kSpamRuleFields{
    Field{.name = "type", .type = Type::choice, .help = "what mail is looked at for", .is_required = true, .is_listed = true, .is_fixed = true, .choices = kSpamTypes},
    Field{.name = "content", .help = "the sender's address, the subject, or a part of the text, letter case aside", .is_required = true, .is_unique = true, .is_listed = true, .unique_within = "type"},
    Field{.name = "created_at", .type = Type::time, .help = "when it was made", .is_read_only = true},
};

constexpr Words kMailTopics[] = {"general", "product", "domain", "invoice", "support", "affiliate", "admin"};
constexpr std::array kEmailTemplateFields{
    Field{.name = "name", .help = "what programs call it", .is_required = true, .is_unique = true, .is_listed = true},
    Field{.name = "type", .type = Type::choice, .help = "what it is about", .is_listed = true, .fallback = "general", .choices = kMailTopics},
    Field{.name = "subject", .help = "its subject, where {$word} stands for a word", .is_required = true, .is_listed = true},
    Field{.name = "body", .type = Type::text, .help = "its text, with words likewise", .is_required = true},
    Field{.name = "disabled", .type = Type::flag, .help = "is not used until it is enabled again", .is_listed = true, .fallback = "0"},
};

constexpr Words kByName[] = {"name"};
constexpr Words kByTitle[] = {"title"};
constexpr Words kByLogin[] = {"login"};
constexpr Words kClientKeys[] = {"name", "code", "email"};
constexpr Words kContactKeys[] = {"name", "email"};
constexpr Words kByEmail[] = {"email"};
constexpr Words kByCode[] = {"code"};
constexpr Words kByIdentifier[] = {"identifier"};
constexpr Words kByNetwork[] = {"network"};
constexpr Words kByContent[] = {"content"};

constexpr RecordKind kKinds[] = {
    {RecordType::department, "department", "department", "departments", "Queues that tickets wait in", kDepartmentFields, kByName,
     "Move its tickets to another one first, or hide it: polydesk department set ID --hidden"},
    {RecordType::status, "status", "status", "statuses", "States that a ticket can be in", kStatusFields, kByTitle,
     "Give these tickets another status first."},
    {RecordType::agent, "agent", "agent", "agents", "People who work the desk", kAgentFields, kByLogin,
     "Give that to somebody else first, or disable the agent: polydesk agent set ID --disabled"},
    {RecordType::role, "role", "role", "roles", "Named sets of API actions", kRoleFields, kByName,
     "Give these credentials other roles first: polydesk credential set ID --roles …"},
    {RecordType::client, "client", "client", "clients", "Accounts that tickets belong to", kClientFields, kClientKeys,
     "Remove these first, or close the account: polydesk client set ID --status Closed"},
    {RecordType::contact, "contact", "contact", "contacts", "People under a client", kContactFields, kContactKeys,
     "It has to stay as long as they do."},
    {RecordType::user, "user", "user", "users", "Logins of clients", kUserFields, kByEmail,
     "It has to stay as long as they do; disable it: polydesk user set ID --disabled"},
    {RecordType::service, "service", "service", "services", "What a client has, for a ticket to be about", kServiceFields, kByName,
     "It has to stay as long as they do; end it: polydesk service set ID --status Terminated"},
    {RecordType::domain, "domain", "domain", "domains", "Domains of a client, for a ticket to be about", kDomainFields, kByName,
     "It has to stay as long as they do; end it: polydesk domain set ID --status Cancelled"},
    {RecordType::custom_field, "custom-field", "custom field", "custom fields", "Questions that a department asks with a ticket", kCustomFieldFields, kByCode,
     "It has to stay as long as they do."},
    {RecordType::credential, "credential", "credential", "credentials", "Keys for programs", kCredentialFields, kByIdentifier,
     ""},
    {RecordType::ban, "ban", "ban", "bans", "Addresses that are refused", kBanFields, kByNetwork,
     ""},
    {RecordType::escalation_rule, "escalation-rule", "escalation rule", "escalation rules", "What happens to tickets that wait too long", kEscalationRuleFields, kByName,
     ""},
    {RecordType::announcement, "announcement", "announcement", "announcements", "News for clients", kAnnouncementFields, kByTitle,
     ""},
    {RecordType::predefined_category, "predefined-category", "predefined category", "predefined categories", "Categories of predefined replies", kPredefinedCategoryFields, kByName,
     "Move these to another category first: polydesk predefined-reply set ID --category …"},
    {RecordType::predefined_reply, "predefined-reply", "predefined reply", "predefined replies", "Texts that agents answer with again and again", kPredefinedReplyFields, kByName,
     ""},
    {RecordType::spam_rule, "spam-rule", "spam rule", "spam rules", "Senders, subjects and phrases whose mail is refused", kSpamRuleFields, kByContent,
     ""},
    {RecordType::email_template, "email-template", "e-mail template", "e-mail templates", "Texts of mail, by name", kEmailTemplateFields, kByName,
     ""},
};
// clang-format on

}  // namespace

std::span<const RecordKind> record_kinds() { return kKinds; }

const RecordKind& kind_of(RecordType type) {
    const auto* found = std::find_if(std::begin(kKinds), std::end(kKinds),
                                     [type](const RecordKind& kind) { return kind.type == type; });
    if (found == std::end(kKinds)) throw std::logic_error("a record type without a kind");
    return *found;
}

std::size_t field_index(const RecordKind& kind, std::string_view name) {
    for (std::size_t i = 0; i < kind.fields.size(); ++i) {
        if (kind.fields[i].name == name) return i;
    }
    return kNoField;
}

}  // namespace desk::core
