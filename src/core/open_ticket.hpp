#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/ports.hpp"

namespace desk::core {

struct OpenTicketInput {
    DepartmentRef department;
    bool default_department = false;  ///< true: the desk's first where `department` names none
    std::string status_title;         ///< empty: "Open"
    std::string subject;
    Body body;
    ClientId client;
    std::string client_code;     ///< names the client where `client` is not set; unknown is refused
    std::string client_email;    ///< likewise; unknown makes a guest, or is refused by the setting
    UserId user;                 ///< only with a client
    ContactId contact;           ///< only with a client and without a user
    std::string requester_name;  ///< of a guest
    std::string requester_email;      ///< of a guest
    bool for_guest = false;           ///< true: no client's, also where the actor is bound to one
    bool requester_optional = false;  ///< true: a ticket may belong to nobody (Getfly)
    std::vector<std::string> cc;      ///< invalid addresses are dropped
    Priority priority = Priority::medium;
    std::optional<Timestamp> created_at;
    ServiceId service;  ///< wins over domain
    DomainId domain;
    bool opened_by_agent = false;  ///< by the actor's agent, if it is staff and has one
    bool send_mail = true;
    std::optional<bool> client_may_not_close;  ///< none: as the department
    std::optional<std::chrono::year_month_day> expected_on;
    std::string emergency_phone;
    std::vector<CustomFieldInput> custom_fields;
    bool ignore_unknown_custom_fields = true;  ///< false: Errc::custom_field_unknown
    std::vector<NewAttachment> attachments;

    // Fixed by `demo` alone; drawn by rule otherwise.
    TicketId fixed_id;
    std::string fixed_number;
    std::string fixed_access_code;
    std::string fixed_code;
};

struct OpenedTicket {
    TicketId id;
    std::string number;
    std::string access_code;
    std::string code;
};

/// Opens a ticket: every rule, event and counter of opening, for whatever door it came through.
/// An actor that is bound to a client opens for that client, who need not be named, and where the
/// desk lets it for a guest; for no other client, never as staff, and in no hidden department.
/// Checks in the order of the errors of the OpenTicket document.
/// \return Errc of the first thing wrong; nothing was written then
Result<OpenedTicket> open_ticket(Tx& tx, const Actor& actor, const OpenTicketInput& input);

/// Gives a ticket that only lacks being written its number, codes and event, and writes it. What of
/// id, number and codes is set already stays.
/// \return Errc::number_exhausted
Result<OpenedTicket> write_new_ticket(Tx& tx, const Actor& actor, NewTicket& made, bool send_mail);

}  // namespace desk::core
