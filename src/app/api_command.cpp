#include <fmt/format.h>

#include <boost/json.hpp>
#include <future>
#include <memory>

#include "app/commands.hpp"

namespace desk::app {

CommandResult run_api(Desk& desk, const Invocation& invocation) {
    api::Params params;
    for (const std::string& word : invocation.api.parameters) {
        const std::size_t equals = word.find('=');
        if (equals == std::string::npos || equals == 0) {
            return {2, {}, fmt::format("'{}' is not of the form name=value.\n", word), 0};
        }
        // The same reading of brackets as on the wire: attachments[0][name]=…
        const auto added = params.add({{word.substr(0, equals), word.substr(equals + 1)}});
        if (!added) return refuse("Too many parameters, or brackets nested too deeply.");
    }
    // Shared with the callback alone: should that be dropped, the promise breaks and nobody waits.
    auto answer = std::make_shared<std::promise<boost::json::object>>();
    auto future = answer->get_future();
    desk.whmcs().local_call(invocation.api.action, std::move(params), invocation.api.admin,
                            [answer = std::move(answer)](boost::json::object object) {
                                answer->set_value(std::move(object));
                            });
    const boost::json::object object = future.get();
    const auto result = object.find("result");
    const bool refused = result != object.end() && result->value() == "error";
    return {refused ? 1 : 0, boost::json::serialize(object) + "\n", {}, 0};
}

}  // namespace desk::app
