#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/account_ports.hpp"
#include "core/event.hpp"

/// Mail that somebody asks for: it is written down with a delivery that waits; sending it is not
/// done here.
namespace desk::core {

namespace event_type {
inline constexpr std::string_view kEmailSend = "EmailSend";            ///< ours
inline constexpr std::string_view kAdminEmailSend = "AdminEmailSend";  ///< ours
}  // namespace event_type

/// What a mail is about, and so whose it is.
enum class MailTopic { none, general, product, domain, invoice, support, affiliate };

/// By its name in lower case, as "support"; `none` for any other word.
MailTopic mail_topic_named(std::string_view name);

enum class MailState { waiting, sent, given_up };  // as `delivery` has it

struct OutgoingMail {
    std::int64_t id = 0;
    ClientId client;  ///< in whose mail log it is
    TicketId ticket;
    std::string recipients, cc;  ///< addresses, separated by commas
    std::string subject, body;
    Timestamp created_at;
    MailState state = MailState::waiting;
    std::int64_t attempts = 0;
};

/// Words of a text and what stands for them: `{$name}`.
using MergeFields = std::vector<std::pair<std::string, std::string>>;

/// A text of the desk by its name (a record), or one of the caller's own.
struct MailText {
    std::string template_name;
    std::string subject, body;  ///< where no template is named
    MergeFields fields;
};

struct SendMailInput {
    MailText text;
    MailTopic topic = MailTopic::none;  ///< of a text of the caller's own
    std::int64_t related = 0;           ///< client, ticket, service or domain, by the topic
};
struct QueuedMail {
    std::int64_t mails = 0;
};
/// To a client, or to whoever a ticket belongs to.
/// \return Errc::field_required (`about`: messagename, customtype, customsubject, custommessage,
/// id), record_not_found (`about`: template, related), value_invalid (`about`: template: it is
/// disabled), subject_too_long, message_too_long, not_permitted
Result<QueuedMail> send_mail(Tx& tx, const Actor& actor, const SendMailInput& input);

struct SendAgentMailInput {
    MailText text;
    DepartmentId department;  ///< set: to its agents alone
};
/// To agents who are not disabled. \return as send_mail; department_not_found
Result<QueuedMail> send_agent_mail(Tx& tx, const Actor& actor, const SendAgentMailInput& input);

inline constexpr std::int64_t kMostMails = 100;  // of one answer: texts of up to a megabyte

struct ListMailInput {
    ClientId client;
    std::string subject;                ///< a part of it
    std::optional<Timestamp> from, to;  ///< from the one on, before the other
    Slice slice;
};
/// What was written to a client, newest first. \return Errc::client_not_found, not_permitted
Result<Sliced<OutgoingMail>> list_mail(Tx& tx, const Actor& actor, const ListMailInput& input);

/// Longer ones are no words.
inline constexpr std::size_t kMaxWordBytes = 64;

/// "{$word}" replaced by what stands for it; other words stay as they are.
std::string merged(std::string_view text, const MergeFields& fields);

}  // namespace desk::core
