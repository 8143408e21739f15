#pragma once
#include <boost/json/object.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/common/operation.hpp"
#include "api/getfly/language.hpp"
#include "core/error.hpp"
#include "core/settings.hpp"

namespace desk::getfly {

/// What a request asks for, before anybody looked at it.
struct Asked {
    std::string_view query;
    const boost::json::object& body;  ///< empty where the method has none; see body_optional
    std::string_view id = {};         ///< what stands for `{id}` in the path
    bool permitted = true;            ///< false only where the operation itself says 403
};

/// What rendering depends on beside the call.
struct Rendering {
    const core::Settings& settings;
    Language language;
};

/// An operation's three functions, with the types of its input and output.
template <class In, class Out>
struct Operation {
    std::string_view method;      ///< "GET" (which answers HEAD too), "POST", "PUT", "DELETE"
    std::string_view path;        ///< behind the version: "ticket", "ticket/{id}/comments"
    std::string_view permission;  ///< among a key's allowed actions
    api::Access access;
    core::Result<In> (*prepare)(const Asked&);  ///< pure
    core::Result<Out> (*run)(core::Tx&, const core::Actor&, const In&);
    boost::json::object (*render)(const In&, const Out&, const Rendering&);  ///< pure
    /// What it reads of the body, by which writes under an Idempotency-Key are compared.
    std::span<const std::string_view> members = {};
    /// True where rendering is no work for an I/O thread; none: never.
    bool (*renders_slowly)(const In&, const Out&) = nullptr;
    /// True: "not found" comes before "not permitted", so `prepare` is told instead.
    bool says_forbidden_itself = false;
    /// True: what the body does not say may stand in the query.
    bool body_optional = false;
};

/// An operation with its types hidden, as the dialect's table holds it.
struct Route {
    std::string_view method;
    std::string_view path;
    std::string_view permission;
    std::span<const std::string_view> members;
    bool says_forbidden_itself;
    bool body_optional;
    core::Result<std::shared_ptr<api::Call>> (*prepare)(const Asked&);
    boost::json::object (*render)(const api::Call&, const Rendering&);
    bool (*renders_slowly)(const api::Call&);

    [[nodiscard]] bool has_body() const { return method != "GET"; }
    /// At another path.
    [[nodiscard]] constexpr Route at(std::string_view other_path) const {
        Route route = *this;
        route.path = other_path;
        return route;
    }
};

/// What is refused already needs no writer.
template <class In>
api::Access access_of(const In& in, api::Access access) {
    if constexpr (requires { in.refusal; }) {
        if (in.refusal) return api::Access::read;
    }
    return access;
}

/// \tparam kOperation  an Operation
template <const auto& kOperation>
constexpr Route make_route() {
    using Functions = decltype([]<class In, class Out>(const Operation<In, Out>&) {
        return api::TypedCall<In, Out>(api::Access::read, nullptr, In{});
    });
    using Call = decltype(Functions{}(kOperation));
    return {kOperation.method,
            kOperation.path,
            kOperation.permission,
            kOperation.members,
            kOperation.says_forbidden_itself,
            kOperation.body_optional,
            [](const Asked& asked) -> core::Result<std::shared_ptr<api::Call>> {
                auto in = kOperation.prepare(asked);
                if (!in) return tl::unexpected(std::move(in.error()));
                const api::Access access = access_of(*in, kOperation.access);
                return std::make_shared<Call>(access, kOperation.run, std::move(*in));
            },
            [](const api::Call& call, const Rendering& rendering) {
                const auto& typed = static_cast<const Call&>(call);
                return kOperation.render(typed.input(), typed.output(), rendering);
            },
            [](const api::Call& call) {
                if (kOperation.renders_slowly == nullptr) return false;
                const auto& typed = static_cast<const Call&>(call);
                return kOperation.renders_slowly(typed.input(), typed.output());
            }};
}

extern const Route kGetTicket;
extern const Route kOpenTicket;
extern const Route kUpdateTicket;
extern const Route kListTickets;
extern const Route kListCategories;
extern const Route kListStatuses;
extern const Route kDeleteTicket;
extern const Route kRestoreTicket;
extern const Route kListComments;
extern const Route kAddComment;

/// Every route, in the order of the reference.
const std::vector<Route>& all_routes();

/// What stands for `{id}` in a path of that form; nothing where it has another form, and something
/// empty where there is no `{id}` in it.
std::optional<std::string_view> match_path(std::string_view form, std::string_view path);

/// The route of a method and a path behind the version; HEAD is GET's. Nothing when there is none.
const Route* find_route(std::string_view method, std::string_view path);

/// The methods of a path as `Allow` lists them; empty when there is no such path.
std::string methods_of(std::string_view path);

/// `{"message":…,"data":{"identity":…,"ticket_code":…}}`
boost::json::object written(std::string_view message, core::TicketId id, const std::string& code);

}  // namespace desk::getfly
