#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "core/account_ports.hpp"
#include "core/event.hpp"

/// The activity log: what agents and programs did beside tickets, as sentences for people. What
/// happens to tickets is told by their events.
namespace desk::core {

namespace event_type {
inline constexpr std::string_view kLogActivity = "LogActivity";
}  // namespace event_type

inline constexpr std::size_t kMaxActivityBytes = 8 * 1024;

struct Activity {
    std::int64_t id = 0;
    ClientId client;
    UserId user;
    AgentId agent;
    std::string actor_name;
    std::string description;
    std::string address;  ///< where it came from; empty for the desk itself
    Timestamp created_at;
};

struct ActivitySearch {
    ClientId client;
    std::optional<Timestamp> from, to;  ///< from the one on, before the other
    std::string actor, part, address;   ///< whole, a part of the description, whole
};

struct LogActivityInput {
    std::string description;
    ClientId client;
};
struct Logged {};

/// \return Errc::field_required for a blank description, message_too_long, not_permitted
Result<Logged> log_activity(Tx& tx, const Actor& actor, const LogActivityInput& input);

struct ListActivityInput : ActivitySearch {
    Slice slice;
};
/// Newest first. \return Errc::not_permitted
Result<Sliced<Activity>> list_activity(Tx& tx, const Actor& actor, const ListActivityInput& input);

/// Writes the event of a change beside tickets, and the sentence that the log says of it.
/// \param mail_to  whom a mail about it waits for, as `client:7`; empty: nobody
void record_change(Tx& tx, const Actor& actor, const NewEvent& event, ClientId client,
                   std::string sentence, const std::string& mail_to = {});

}  // namespace desk::core
