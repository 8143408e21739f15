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

namespace desk::keliweb {

/// What a method answers, every value a string; `result` comes before it.
using Answer = boost::json::object;

/// The least that a body may always have; what takes files may have as much as the server takes.
inline constexpr std::size_t kFewWordsBytes = 64 * 1024;

/// A method's three functions, with the types of its input and output.
template <class In, class Out>
struct Operation {
    std::string_view name;        ///< as in the path: "open-ticket"
    std::string_view whmcs_name;  ///< the action that it is, in lower case: "openticket"
    api::Access access;
    bool takes_files;  ///< false: a body over kFewWordsBytes is refused
    core::Result<In> (*prepare)(api::Params&, const api::BindContext&);  ///< pure
    core::Result<Out> (*run)(core::Tx&, const core::Actor&, const In&);
    Answer (*render)(const In&, const Out&, const core::Settings&);  ///< pure
    /// True where rendering is no work for an I/O thread; none: never.
    bool (*renders_slowly)(const Out&) = nullptr;
};

/// An operation with its types hidden, as the dialect's table holds it.
struct Method {
    std::string_view name;
    std::string_view whmcs_name;
    api::Access access;
    bool takes_files;
    core::Result<std::shared_ptr<api::Call>> (*prepare)(api::Params&, const api::BindContext&);
    Answer (*render)(const api::Call&, const core::Settings&);
    bool (*renders_slowly)(const api::Call&);
};

/// \tparam kOperation  an Operation
template <const auto& kOperation>
constexpr Method make_method() {
    using Functions = decltype([]<class In, class Out>(const Operation<In, Out>&) {
        return api::TypedCall<In, Out>(api::Access::read, nullptr, In{});
    });
    using Call = decltype(Functions{}(kOperation));
    return {kOperation.name,
            kOperation.whmcs_name,
            kOperation.access,
            kOperation.takes_files,
            [](api::Params& params,
               const api::BindContext& context) -> core::Result<std::shared_ptr<api::Call>> {
                auto in = kOperation.prepare(params, context);
                if (!in) return tl::unexpected(std::move(in.error()));
                return std::make_shared<Call>(kOperation.access, kOperation.run, std::move(*in));
            },
            [](const api::Call& call, const core::Settings& settings) {
                const auto& typed = static_cast<const Call&>(call);
                return kOperation.render(typed.input(), typed.output(), settings);
            },
            [](const api::Call& call) {
                if (kOperation.renders_slowly == nullptr) return false;
                return kOperation.renders_slowly(static_cast<const Call&>(call).output());
            }};
}

extern const Method kGetTicket;
extern const Method kOpenTicket;
extern const Method kAddTicketReply;
extern const Method kUpdateTicket;
extern const Method kGetTickets;
extern const Method kGetTicketAttachment;
extern const Method kGetSupportDepartments;
extern const Method kGetSupportStatuses;
extern const Method kGetTicketCounts;

/// Every method, in the order of the reference.
const std::vector<const Method*>& all_methods();

/// By its name in the path; nothing when there is none.
const Method* find_method(std::string_view name);

}  // namespace desk::keliweb
