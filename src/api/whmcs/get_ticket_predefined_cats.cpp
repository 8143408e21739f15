#include <boost/json/array.hpp>

#include "api/whmcs/action.hpp"
#include "core/predefined_replies.hpp"

/// GetTicketPredefinedCats. Source: developers.whmcs.com/api-reference/getticketpredefinedcats.
namespace desk::whmcs {

namespace {

using core::Result;
using Input = core::ListPredefinedCategoriesInput;
using Categories = std::vector<core::PredefinedCategory>;

constexpr std::tuple<> kFields{};

Result<Input> prepare(api::Params& params, const api::BindContext& context) {
    return api::bind<Input>(kFields, params, context);
}

/// Texts but for the total, as in the documented sample.
void render(const Input&, const Categories& categories, const core::Settings&, Answer& answer) {
    boost::json::array rows(answer.storage());
    for (const core::PredefinedCategory& category : categories) {
        rows.push_back(boost::json::object{{"id", std::to_string(category.id)},
                                           {"parentid", std::to_string(category.parent)},
                                           {"name", category.name},
                                           {"replycount", std::to_string(category.replies)}});
    }
    answer.emplace("totalresults", rows.size());
    answer.emplace("categories", boost::json::object{{"category", std::move(rows)}});
}

constexpr Operation<Input, Categories> kOperation{ActionId::get_ticket_predefined_cats,
                                                  "GetTicketPredefinedCats",
                                                  "getticketpredefinedcats",
                                                  api::Access::search,
                                                  prepare,
                                                  core::list_predefined_categories,
                                                  render};

}  // namespace

constinit const Action kGetTicketPredefinedCats = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
