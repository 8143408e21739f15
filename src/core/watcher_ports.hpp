#pragma once
#include <vector>

#include "core/ids.hpp"

namespace desk::core {

/// Agents who want to hear of a ticket, whoever it is assigned to. Those of a ticket that was
/// merged into another hear of that one. Part of a unit of work: reached through Tx::watchers(),
/// lives as long as it.
class Watchers {
  public:
    virtual ~Watchers() = default;

    /// Of a ticket and of all that were merged into it, in the order of their ids.
    virtual std::vector<AgentId> of_ticket(TicketId ticket) = 0;
    virtual void add(TicketId ticket, AgentId agent) = 0;
    /// From a ticket and from all that were merged into it.
    virtual void remove(TicketId ticket, AgentId agent) = 0;
};

}  // namespace desk::core
