#pragma once
#include <optional>

#include "core/job_ports.hpp"
#include "core/piece.hpp"

/// Attachment clean-up (spec/whmcs.md, sections 5.2 and 12): the files of a ticket that is not
/// active any more go when nothing has changed on it for `attachment_keep_days`; their names stay.
///
/// Which ticket is due when: each file knows from when on it is kept. Once that is a period ago,
/// its ticket is looked at: while it is active, or deleted and perhaps restored, the period begins
/// anew at that moment; closed since, it begins at the last change. So each ticket with files is
/// looked at once a period and in the very second that is due, and none before.
namespace desk::core {

/// Nothing while the setting is 0 or there are no files.
std::optional<Timestamp> next_attachment_clean_up(Tx& tx, const JobState& last);

Piece clean_up_attachments(Tx& tx);

}  // namespace desk::core
