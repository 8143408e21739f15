#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/ports.hpp"

namespace desk::core {

struct SplitTicketInput {
    TicketRef ref;
    std::vector<std::int64_t> replies;   ///< by their wire ids; the same one twice counts once
    std::optional<std::string> subject;  ///< none: as the original
    DepartmentRef department;            ///< not given: as the original
    std::optional<Priority> priority;    ///< none: as the original
    ClientId client;                     ///< not set: the requester of the original
};

struct SplitTicket {
    TicketId id;
    std::string number;
    std::string access_code;
    std::string code;
    TicketId original;
};

/// Makes a new ticket of chosen replies. The first of them in time becomes its opening and gives up
/// its wire id; the others keep theirs. The new ticket is `Open`, has a number of its own, the
/// original's requester, copies, service and department unless others are given, and no custom
/// field values, notes or flag.
///
/// \return Errc::replies_required; Errc::reply_not_found with the ids that are no replies of this
/// ticket; Errc::record_in_use for the reply that stands for the opening of a merged ticket, which
/// is to be unmerged instead
Result<SplitTicket> split_ticket(Tx& tx, const Actor& actor, const SplitTicketInput& input);

}  // namespace desk::core
