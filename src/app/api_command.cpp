#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <future>
#include <memory>

#include "api/whmcs/action.hpp"
#include "app/commands.hpp"
#include "app/desk.hpp"
#include "util/text.hpp"

namespace desk::app {

namespace {

struct ApiOptions {
    std::string action;
    std::vector<std::string> parameters;  ///< name=value
    std::string admin;
};

/// For the log: the action and the ids in its answer; nothing for one that only reads.
std::string changed_by(const std::string& name, const boost::json::object& answer) {
    const whmcs::Action* action = whmcs::find_action(ascii_lower(trim(name)));
    if (action == nullptr || action->access != api::Access::write) return {};
    std::string text(action->name);
    for (const auto& [key, value] : answer) {
        const std::string_view field = key;
        const std::int64_t id = value.is_string()  ? parse_id(value.as_string())
                                : value.if_int64() ? value.as_int64()
                                                   : 0;
        if (field.ends_with("id") && id > 0) text += fmt::format(", {} {}", field, id);
    }
    return text;
}

CommandResult run_api(CommandContext& context, const ApiOptions& options) {
    api::Params params;
    for (const std::string& word : options.parameters) {
        const std::size_t equals = word.find('=');
        if (equals == std::string::npos || equals == 0) {
            return misused(fmt::format("'{}' is not of the form name=value.", word));
        }
        // The same reading of brackets as on the wire: attachments[0][name]=…
        const auto added = params.add({{word.substr(0, equals), word.substr(equals + 1)}});
        if (!added) return refuse("Too many parameters, or brackets nested too deeply.");
    }
    // Shared with the callback alone: should that be dropped, the promise breaks and nobody waits.
    auto answer = std::make_shared<std::promise<boost::json::object>>();
    auto future = answer->get_future();
    context.desk.whmcs().local_call(options.action, std::move(params), options.admin,
                                    [answer = std::move(answer)](boost::json::object object) {
                                        answer->set_value(std::move(object));
                                    });
    const boost::json::object object = future.get();
    const auto result = object.find("result");
    const bool refused = result != object.end() && result->value() == "error";
    return {refused ? 1 : 0,
            boost::json::serialize(object) + "\n",
            {},
            0,
            refused ? std::string() : changed_by(options.action, object)};
}

}  // namespace

void add_api(CLI::App& app, Invocation& invocation) {
    CLI::App* api = app.add_subcommand(
        "api", "Run a WHMCS action as the Local API does and print its answer as JSON");
    const auto options = std::make_shared<ApiOptions>();
    api->add_option("action", options->action, "for example GetTicket")->required();
    api->add_option("parameters", options->parameters, "name=value, as many as it takes");
    api->add_option("--admin", options->admin, "login of the agent who acts");
    api->callback([&invocation, options] {
        invocation.run = [options](CommandContext& context) { return run_api(context, *options); };
    });
}

}  // namespace desk::app
