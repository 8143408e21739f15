#include "api/whmcs/action.hpp"

namespace desk::whmcs {

const std::vector<const Action*>& all_actions() {
    static const std::vector<const Action*> kActions{
        &kOpenTicket,
        &kAddTicketReply,
        &kAddTicketNote,
        &kUpdateTicket,
        &kUpdateTicketReply,
        &kMergeTicket,
        &kDeleteTicket,
        &kDeleteTicketReply,
        &kDeleteTicketNote,
        &kBlockTicketSender,
        &kGetTicket,
        &kGetTickets,
        &kGetTicketNotes,
        &kGetTicketCounts,
        &kGetTicketAttachment,
        &kGetSupportDepartments,
        &kGetSupportStatuses,
        &kGetTicketPredefinedCats,
        &kGetTicketPredefinedReplies,
        // Companions
        &kAddAnnouncement,
        &kUpdateAnnouncement,
        &kDeleteAnnouncement,
        &kGetAnnouncements,
        &kAddCancelRequest,
        &kAddClientNote,
        &kGetClients,
        &kGetClientsDetails,
        &kGetContacts,
        &kGetUsers,
        &kGetAdminUsers,
        &kGetAdminDetails,
        &kWhmcsDetails,
        &kGetStaffOnline,
        &kGetStats,
        &kGetClientsProducts,
        &kAddClient,
        &kDeleteClient,
        &kAddContact,
        &kAddUser,
        &kSendEmail,
        &kSendAdminEmail,
        &kAddBannedIp,
        &kGetEmails,
        &kGetActivityLog,
        &kLogActivity,
        &kCreateSsoToken,
        &kTriggerNotificationEvent,
    };
    return kActions;
}

const Action* find_action(std::string_view key) {
    for (const Action* action : all_actions()) {
        if (action->key == key) return action;
    }
    return nullptr;
}

}  // namespace desk::whmcs
