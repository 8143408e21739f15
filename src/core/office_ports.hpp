#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/account_ports.hpp"
#include "core/activity.hpp"
#include "core/announcement.hpp"
#include "core/mail.hpp"
#include "core/sso_token.hpp"

namespace desk::core {

/// What a desk keeps beside tickets and people: announcements, the activity log, mail, sign-on
/// tokens, numbers.
/// Part of a unit of work: reached through Tx::office(), lives as long as it.
class Office {
  public:
    virtual ~Office() = default;

    /// Newest first.
    virtual Sliced<Announcement> announcements(const Slice& slice) = 0;

    /// When the tickets were opened that were opened at `since` or later, in no order; merged and
    /// deleted ones are left out. Leaves the read lane.
    virtual std::vector<Timestamp> tickets_opened_since(Timestamp since) = 0;

    // The activity log ---------------------------------------------------------------------------
    /// `activity.id` is given by the store.
    virtual void insert_activity(const Activity& activity) = 0;
    /// Newest first. Leaves the read lane.
    virtual Sliced<Activity> activities(const ActivitySearch& search, const Slice& slice) = 0;

    // Mail ---------------------------------------------------------------------------------------
    // A target is `client:7`, `ticket:7` or `agent:7`.
    /// Writes the event, and a delivery of a mail about it that waits: its text is made of the
    /// event.
    virtual void queue_notice(const NewEvent& event, const Actor& actor,
                              const std::string& target) = 0;
    /// Writes the event, the mail, and a delivery of it that waits for each target.
    virtual void queue_mail(const NewEvent& event, const Actor& actor,
                            const std::vector<std::string>& targets, const OutgoingMail& mail) = 0;
    /// Newest first. Leaves the read lane.
    virtual Sliced<OutgoingMail> mails(const ListMailInput& input) = 0;

    // Single sign-on -----------------------------------------------------------------------------
    /// Forgets those that have ended, too.
    virtual void insert_sso_token(const std::string& sha256, const SsoVisit& visit,
                                  Timestamp end) = 0;
    /// Removes it. \return nothing where it is not there, or has ended by `now`
    virtual std::optional<SsoVisit> take_sso_token(const std::string& sha256, Timestamp now) = 0;
};

}  // namespace desk::core
