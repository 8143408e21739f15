#include "api/whmcs/action.hpp"
#include "core/block_sender.hpp"

/// BlockTicketSender. Source: developers.whmcs.com/api-reference/blockticketsender.
namespace desk::whmcs {

namespace {

using api::optional;
using api::required;
using core::BlockSenderInput;
using core::Errc;
using core::Result;

struct Request : BlockSenderInput {
    core::TicketId ticket;
};

// clang-format off
constexpr std::tuple kFields{
    required("ticketid", &Request::ticket,         Errc::field_required, "Ticket of the guest whose mail is refused from now on"),
    optional("delete",   &Request::deletes_ticket, "Deletes the ticket as well"),
};
// clang-format on

Result<BlockSenderInput> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    if (!request->ticket.is_set()) return core::fail(Errc::field_required, "ticketid");
    request->ref.id = request->ticket;
    return BlockSenderInput(std::move(*request));
}

/// `deleted` only where the ticket was.
void render(const BlockSenderInput&, const core::BlockedSender& blocked, const core::Settings&,
            Answer& answer) {
    if (blocked.ticket_deleted) answer.emplace("deleted", "true");
}

constexpr Operation<BlockSenderInput, core::BlockedSender> kOperation{ActionId::block_ticket_sender,
                                                                      "BlockTicketSender",
                                                                      "blockticketsender",
                                                                      api::Access::write,
                                                                      prepare,
                                                                      core::block_sender,
                                                                      render};

}  // namespace

constinit const Action kBlockTicketSender = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
