#include <boost/json.hpp>

#include "api/whmcs/action.hpp"
#include "api/whmcs/companion_parts.hpp"
#include "core/accounts.hpp"
#include "util/hash.hpp"
#include "util/text.hpp"

/// GetAdminUsers. Source: developers.whmcs.com/api-reference/getadminusers. The sample has no
/// `result`; it is there nevertheless, since clients look at it.
namespace desk::whmcs {

namespace {

namespace json = boost::json;
using api::optional;
using core::Result;

/// Agents are all alike here: what the original calls "Full Administrator".
constexpr std::int64_t kRole = 1;

struct Request : core::ListAgentsInput {
    std::int64_t role = 0;
};

// clang-format off
constexpr std::tuple kFields{
    optional("roleid",           &Request::role,          "Only of this role; every agent is of role 1"),
    optional("email",            &Request::email_part,    "A part of the address, letter case aside"),
    optional("include_disabled", &Request::with_disabled, "Also those who are disabled"),
};
// clang-format on

Result<core::ListAgentsInput> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    request->none = request->role != 0 && request->role != kRole;
    return core::ListAgentsInput(std::move(*request));
}

json::array texts_of(const std::vector<core::DepartmentId>& departments) {
    json::array texts;
    for (const core::DepartmentId id : departments)
        texts.push_back(json::string(std::to_string(id.value())));
    return texts;
}

/// Who is assigned to a department gets its notifications.
void render(const core::ListAgentsInput&, const std::vector<core::AgentCard>& agents,
            const core::Settings&, Answer& answer) {
    json::array rows(answer.storage());
    for (const core::AgentCard& card : agents) {
        const core::Agent& agent = card.agent;
        rows.push_back(json::object{{"id", agent.id.value()},
                                    {"uuid", uuid_of("agent", agent.id.value())},
                                    {"roleId", kRole},
                                    {"username", agent.login},
                                    {"twoFactorAuthModule", ""},
                                    {"firstname", agent.first_name},
                                    {"lastname", agent.last_name},
                                    {"email", agent.email},
                                    {"signature", card.signature},
                                    {"notes", ""},
                                    {"template", ""},
                                    {"language", ""},
                                    {"isDisabled", agent.disabled},
                                    {"loginAttempts", 0},
                                    {"supportDepartmentIds", texts_of(card.departments)},
                                    {"receivesTicketNotifications", texts_of(card.departments)},
                                    {"homeWidgets", ""},
                                    {"hiddenWidgets", ""},
                                    {"fullName", agent.display_name()},
                                    {"gravatarHash", md5_hex(ascii_lower(trim(agent.email)))}});
    }
    answer.emplace("count", rows.size());
    answer.emplace("admin_users", std::move(rows));
}

constexpr Operation<core::ListAgentsInput, std::vector<core::AgentCard>> kOperation{
    ActionId::get_admin_users, "GetAdminUsers", "getadminusers", api::Access::read, prepare,
    core::list_agents,         render};

}  // namespace

constinit const Action kGetAdminUsers = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
