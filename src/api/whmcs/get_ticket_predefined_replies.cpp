#include <boost/json/array.hpp>

#include "api/whmcs/action.hpp"
#include "core/predefined_replies.hpp"

/// GetTicketPredefinedReplies. Source:
/// developers.whmcs.com/api-reference/getticketpredefinedreplies.
namespace desk::whmcs {

namespace {

using api::optional;
using core::Result;
using Input = core::ListPredefinedRepliesInput;
using Replies = std::vector<core::PredefinedReply>;

// clang-format off
constexpr std::tuple kFields{
    optional("catid", &Input::category, "Only those of this category"),
};
// clang-format on

Result<Input> prepare(api::Params& params, const api::BindContext& context) {
    return api::bind<Input>(kFields, params, context);
}

void render(const Input&, const Replies& replies, const core::Settings&, Answer& answer) {
    boost::json::array rows(answer.storage());
    for (const core::PredefinedReply& reply : replies) {
        rows.push_back(boost::json::object{{"name", reply.name}, {"reply", reply.text}});
    }
    answer.emplace("totalresults", rows.size());
    answer.emplace("predefinedreplies", boost::json::object{{"predefinedreply", std::move(rows)}});
}

std::size_t render_bytes(const Replies& replies) {
    std::size_t bytes = 0;
    for (const core::PredefinedReply& reply : replies) bytes += reply.text.size();
    return bytes;
}

constexpr Operation<Input, Replies> kOperation{ActionId::get_ticket_predefined_replies,
                                               "GetTicketPredefinedReplies",
                                               "getticketpredefinedreplies",
                                               api::Access::search,
                                               prepare,
                                               core::list_predefined_replies,
                                               render,
                                               render_bytes};

}  // namespace

constinit const Action kGetTicketPredefinedReplies = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
