#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/custom_field.hpp"
#include "core/ids.hpp"
#include "core/message.hpp"
#include "util/clock.hpp"

namespace desk::core {

enum class Priority { low = 0, medium = 1, high = 2 };

/// "Low", "Medium" or "High".
std::string_view priority_title(Priority priority);

/// A ticket as a caller names it: by the first of these that is set.
struct TicketRef {
    TicketId id;
    std::string number;  ///< what people quote
    std::string code;    ///< the ten letters and digits that Getfly uses
};

/// A ticket with the names that go with its ids.
struct Ticket {
    TicketId id;
    std::string number;
    std::string access_code;
    std::string code;
    DepartmentId department;
    std::string department_name;
    StatusId status;
    std::string status_title;
    ClientId client;  ///< not set: a guest's ticket, see requester_name and requester_email
    std::string client_name;
    std::string client_email;
    std::string client_code;
    ContactId contact;
    UserId user;
    std::string requester_name;   ///< of a guest, or who speaks for the client if Getfly named one
    std::string requester_email;  ///< of a guest; empty for a client's ticket
    std::string cc;               ///< addresses joined with ","
    std::string subject;
    Priority priority = Priority::medium;
    AgentId flag;  ///< the agent it is assigned to
    ServiceId service;
    DomainId domain;
    bool client_may_not_close = false;
    std::optional<std::chrono::year_month_day> expected_on;
    std::string emergency_phone;
    Timestamp opened_at;
    Timestamp last_reply_at;
    Timestamp updated_at;
    std::int64_t version = 1;  ///< counts the changes
    int reply_count = 0;
    TicketId merged_into;

    std::vector<Message> messages;                 ///< opening first, then by time, then by id
    std::vector<CustomFieldAnswer> custom_fields;  ///< of its department, in the department's order

    [[nodiscard]] const std::string& shown_name() const {
        return client.is_set() ? client_name : requester_name;
    }
    [[nodiscard]] const std::string& shown_email() const {
        return client.is_set() ? client_email : requester_email;
    }
};

}  // namespace desk::core
