#include "core/delete_ticket.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "api/getfly/member.hpp"
#include "api/getfly/route.hpp"
#include "api/getfly/update_ticket.hpp"

/// DELETE /ticket and POST /ticket/restore: a `ticket_code` in the body, or in the query for
/// proxies that drop the bodies of DELETE (spec/getfly.md 2.12).
namespace desk::getfly {

namespace {

using core::DeletedTicket;
using core::TicketRef;

constexpr std::string_view kCode = "ticket_code";
constexpr std::array kNames{kCode};

core::Result<TicketRef> prepare(const Asked& asked) {
    const boost::json::value* code = asked.body.if_contains(kCode);
    if (code == nullptr) return core::fail(core::Errc::field_required, std::string(kCode));
    auto checked = read_trimmed(kCode, *code).and_then(check_ticket_code);
    if (!checked) return tl::unexpected(std::move(checked.error()));
    TicketRef ref;
    ref.code = std::move(*checked);
    return ref;
}

boost::json::object render_deleted(const TicketRef&, const DeletedTicket&,
                                   const Rendering& rendering) {
    const bool is_vietnamese = rendering.language == Language::vietnamese;
    return {{"message", is_vietnamese ? "Xóa thành công" : "Successfully deleted"}};
}

boost::json::object render_restored(const TicketRef&, const DeletedTicket& ticket,
                                    const Rendering& rendering) {
    const bool is_vietnamese = rendering.language == Language::vietnamese;
    return {{"message", is_vietnamese ? "Khôi phục thành công" : "Successfully restored"},
            {"data", boost::json::object{{"ticket_code", ticket.code}}}};
}

constexpr Operation<TicketRef, DeletedTicket> kDelete{"DELETE",
                                                      "ticket",
                                                      "ticket.delete",
                                                      api::Access::write,
                                                      prepare,
                                                      core::delete_ticket,
                                                      render_deleted,
                                                      kNames,
                                                      nullptr,
                                                      /*says_forbidden_itself=*/false,
                                                      /*body_optional=*/true};

constexpr Operation<TicketRef, DeletedTicket> kRestore{"POST",
                                                       "ticket/restore",
                                                       "ticket.delete",
                                                       api::Access::write,
                                                       prepare,
                                                       core::restore_ticket,
                                                       render_restored,
                                                       kNames,
                                                       nullptr,
                                                       /*says_forbidden_itself=*/false,
                                                       /*body_optional=*/true};

}  // namespace

constinit const Route kDeleteTicket = make_route<kDelete>();
constinit const Route kRestoreTicket = make_route<kRestore>();

}  // namespace desk::getfly
