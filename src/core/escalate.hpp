#pragma once
#include <optional>
#include <string>

#include "core/job_ports.hpp"
#include "core/piece.hpp"

/// Escalation (spec/whmcs.md, section 12). A rule fires on a ticket it is for when its minutes have
/// passed since the last reply, and as long as the ticket stays such a ticket it fires again each
/// time they have passed once more: since the last reply, or since it fired, whichever was later.
/// So a rule that changes what it asks for (status, priority, department) fires once, and one that
/// only notifies or replies goes on doing so until somebody does something.
///
/// For each ticket on which it has fired a rule remembers when (table `escalation`), and looks at
/// it when its time comes: still one of its own, or forgotten.
namespace desk::core {

std::optional<Timestamp> next_escalation(Tx& tx, const JobState& last);

Piece escalate(Tx& tx);

/// A rule's reply for one ticket: [NAME], [FIRSTNAME] and [EMAIL] stand for whose ticket it is.
std::string fill_in(const std::string& text, const Ticket& ticket);

}  // namespace desk::core
