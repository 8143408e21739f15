#pragma once
#include <boost/json/object.hpp>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "api/common/field.hpp"
#include "api/common/operation.hpp"
#include "core/error.hpp"
#include "core/settings.hpp"

namespace desk::whmcs {

/// What an action answers, whatever format it leaves in: values in their order and JSON type.
using Answer = boost::json::object;

enum class ActionId {
    open_ticket,
    add_ticket_reply,
    add_ticket_note,
    update_ticket,
    update_ticket_reply,
    merge_ticket,
    delete_ticket,
    delete_ticket_reply,
    delete_ticket_note,
    block_ticket_sender,
    get_ticket,
    get_tickets,
    get_ticket_notes,
    get_ticket_counts,
    get_ticket_attachment,
    get_support_departments,
    get_support_statuses,
    get_ticket_predefined_cats,
    get_ticket_predefined_replies,
    // Companions (spec/whmcs.md, 7.20 to 8)
    add_announcement,
    update_announcement,
    delete_announcement,
    get_announcements,
    add_cancel_request,
    add_client_note,
    get_clients,
    get_clients_details,
    get_contacts,
    get_users,
    get_admin_users,
    get_admin_details,
    whmcs_details,
    get_staff_online,
    get_stats,
    get_clients_products,
    add_client,
    delete_client,
    add_contact,
    add_user,
    send_email,
    send_admin_email,
    add_banned_ip,
    get_emails,
    get_activity_log,
    log_activity,
    create_sso_token,
    trigger_notification_event,
};

/// An action's three functions, with the types of its input and output.
template <class In, class Out>
struct Operation {
    ActionId id;
    std::string_view name;  ///< as documented: "OpenTicket"
    std::string_view key;   ///< in lower case: what calls are matched by, and XML says
    api::Access access;
    core::Result<In> (*prepare)(api::Params&, const api::BindContext&);  ///< pure
    core::Result<Out> (*run)(core::Tx&, const core::Actor&, const In&);
    /// Pure; `answer` holds `result` already.
    void (*render)(const In&, const Out&, const core::Settings&, Answer& answer);
    /// How many bytes of text rendering has to convert or copy; none: next to nothing.
    std::size_t (*render_bytes)(const Out&) = nullptr;
};

/// An operation with its types hidden, as the dialect's table holds it.
struct Action {
    ActionId id;
    std::string_view name;
    std::string_view key;
    api::Access access;
    core::Result<std::shared_ptr<api::Call>> (*prepare)(api::Params&, const api::BindContext&);
    void (*render)(const api::Call&, const core::Settings&, Answer&);
    std::size_t (*render_bytes)(const api::Call&);
    std::vector<api::FieldDoc> (*fields)();
};

/// \tparam kOperation  an Operation, \tparam kFields its parameter table
template <const auto& kOperation, const auto& kFields>
constexpr Action make_action() {
    using Functions = decltype([]<class In, class Out>(const Operation<In, Out>&) {
        return api::TypedCall<In, Out>(api::Access::read, nullptr, In{});
    });
    using Call = decltype(Functions{}(kOperation));
    return {kOperation.id,
            kOperation.name,
            kOperation.key,
            kOperation.access,
            [](api::Params& params,
               const api::BindContext& context) -> core::Result<std::shared_ptr<api::Call>> {
                auto in = kOperation.prepare(params, context);
                if (!in) return tl::unexpected(std::move(in.error()));
                return std::make_shared<Call>(kOperation.access, kOperation.run, std::move(*in));
            },
            [](const api::Call& call, const core::Settings& settings, Answer& answer) {
                const auto& typed = static_cast<const Call&>(call);
                kOperation.render(typed.input(), typed.output(), settings, answer);
            },
            [](const api::Call& call) -> std::size_t {
                if (kOperation.render_bytes == nullptr) return 0;
                return kOperation.render_bytes(static_cast<const Call&>(call).output());
            },
            [] { return api::names(kFields); }};
}

extern const Action kOpenTicket;
extern const Action kAddTicketReply;
extern const Action kAddTicketNote;
extern const Action kUpdateTicket;
extern const Action kUpdateTicketReply;
extern const Action kMergeTicket;
extern const Action kDeleteTicket;
extern const Action kDeleteTicketReply;
extern const Action kDeleteTicketNote;
extern const Action kBlockTicketSender;
extern const Action kGetTicket;
extern const Action kGetTickets;
extern const Action kGetTicketNotes;
extern const Action kGetTicketCounts;
extern const Action kGetTicketAttachment;
extern const Action kGetSupportDepartments;
extern const Action kGetSupportStatuses;
extern const Action kGetTicketPredefinedCats;
extern const Action kGetTicketPredefinedReplies;

extern const Action kAddAnnouncement;
extern const Action kUpdateAnnouncement;
extern const Action kDeleteAnnouncement;
extern const Action kGetAnnouncements;
extern const Action kAddCancelRequest;
extern const Action kAddClientNote;
extern const Action kGetClients;
extern const Action kGetClientsDetails;
extern const Action kGetContacts;
extern const Action kGetUsers;
extern const Action kGetAdminUsers;
extern const Action kGetAdminDetails;
extern const Action kWhmcsDetails;
extern const Action kGetStaffOnline;
extern const Action kGetStats;
extern const Action kGetClientsProducts;
extern const Action kAddClient;
extern const Action kDeleteClient;
extern const Action kAddContact;
extern const Action kAddUser;
extern const Action kSendEmail;
extern const Action kSendAdminEmail;
extern const Action kAddBannedIp;
extern const Action kGetEmails;
extern const Action kGetActivityLog;
extern const Action kLogActivity;
extern const Action kCreateSsoToken;
extern const Action kTriggerNotificationEvent;

/// Every action, in the order of the reference.
const std::vector<const Action*>& all_actions();

/// By its name in lower case; nothing when there is none.
const Action* find_action(std::string_view key);

}  // namespace desk::whmcs
