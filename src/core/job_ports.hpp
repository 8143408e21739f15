#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/escalation_rule.hpp"
#include "core/ports.hpp"

namespace desk::core {

/// What the desk remembers of one of its own jobs, the same for all nodes.
struct JobState {
    std::string name;
    std::string lease_owner;               ///< the node that is at it; empty: none
    std::optional<Timestamp> lease_until;  ///< from then on another may take it
    std::optional<Timestamp> started_at;   ///< of the run that is on, else of the last one
    std::optional<Timestamp> finished_at;
    std::optional<Timestamp> succeeded_at;
    std::string outcome;          ///< of the last run: "done", "failed", "stopped"; empty: none yet
    std::int64_t done_count = 0;  ///< what the last run dealt with
    std::int64_t failures = 0;    ///< in a row
    std::optional<Timestamp> retry_at;  ///< after a failure: not before this
};

/// A ticket as a job found it. Another version by the time it is locked: somebody was faster.
struct FoundTicket {
    TicketId id;
    std::int64_t version = 0;
};

/// What the desk's own jobs find and do, and when each is due.
/// Part of a unit of work: reached through Tx::housekeeping(), lives as long as it.
class Housekeeping {
  public:
    virtual ~Housekeeping() = default;

    // Leases ------------------------------------------------------------------------------------
    /// A job that has never run has but its name.
    virtual JobState job_state(std::string_view name) = 0;
    /// Takes the job for `owner` and notes that it has started. \return false while another has it
    virtual bool take_lease(std::string_view name, std::string_view owner, Timestamp now,
                            Timestamp until) = 0;
    /// Holds on to it; in the transaction of each piece, so that who has lost it writes nothing.
    /// \return false when another has it
    virtual bool keep_lease(std::string_view name, std::string_view owner, Timestamp until) = 0;
    /// Gives it back and notes how it went. Nothing happens when another has it.
    virtual void end_lease(const JobState& state) = 0;

    // Automatic close: tickets in statuses that close by themselves -----------------------------
    virtual std::optional<Timestamp> oldest_reply_to_close() = 0;
    /// Last replied to at `before` or earlier, the longest waiting first.
    virtual std::vector<FoundTicket> tickets_to_close(Timestamp before, int most) = 0;

    // Attachment clean-up -----------------------------------------------------------------------
    /// The earliest time from which a file is to be kept for its period.
    virtual std::optional<Timestamp> oldest_kept_file() = 0;
    /// Tickets, each once, with files that are kept from `before` or earlier.
    virtual std::vector<TicketId> tickets_with_files_kept_from(Timestamp before, int most) = 0;
    /// All files of a ticket are kept from that time on.
    virtual void keep_files_from(TicketId ticket, Timestamp time) = 0;
    /// Marks all files of a ticket as removed. \return how many
    virtual std::int64_t remove_files(TicketId ticket) = 0;
    virtual bool is_active(StatusId status) = 0;

    // Escalation --------------------------------------------------------------------------------
    /// Those that are switched on, in the order in which they were made.
    virtual std::vector<EscalationRule> escalation_rules() = 0;
    /// Last reply of the longest waiting ticket that a rule is for and has not fired on yet.
    virtual std::optional<Timestamp> oldest_reply_to_escalate(const EscalationRule& rule) = 0;
    /// Such tickets, last replied to at `before` or earlier.
    virtual std::vector<TicketId> tickets_to_escalate(const EscalationRule& rule, Timestamp before,
                                                      int most) = 0;
    /// The earliest time from which a rule's minutes count anew, on tickets it has fired on.
    virtual std::optional<Timestamp> oldest_escalation(EscalationRuleId rule) = 0;
    virtual std::vector<TicketId> tickets_escalated(EscalationRuleId rule, Timestamp before,
                                                    int most) = 0;
    /// From when on the minutes count; nothing where the rule has not fired on the ticket.
    virtual std::optional<Timestamp> escalated_at(EscalationRuleId rule, TicketId ticket) = 0;
    virtual void set_escalated_at(EscalationRuleId rule, TicketId ticket, Timestamp since) = 0;
    virtual void forget_escalation(EscalationRuleId rule, TicketId ticket) = 0;
    /// Writes the event, and for each enabled agent of the department a waiting mail about it.
    virtual void notify_department(TicketId ticket, DepartmentId department, const NewEvent& event,
                                   const Actor& actor) = 0;

    // Blob collection ---------------------------------------------------------------------------
    /// All hashes with that beginning.
    virtual std::vector<std::string> blobs(std::string_view prefix) = 0;
    /// Those that no attachment needs, and nobody has stored again after `before`.
    virtual std::vector<std::string> unused_blobs(std::string_view prefix, Timestamp before) = 0;
    /// The same of one hash, also of one that has no row.
    virtual bool is_unused_blob(const std::string& sha256, Timestamp before) = 0;
    /// Nothing happens where it is in use again.
    virtual void delete_blob(const std::string& sha256, Timestamp before) = 0;

    // What has run out: tokens, bans, kept answers, wrong guesses -------------------------------
    virtual std::optional<Timestamp> first_expiry() = 0;
    /// \return how many rows went
    virtual std::int64_t remove_expired(Timestamp now, int most) = 0;
};

}  // namespace desk::core
