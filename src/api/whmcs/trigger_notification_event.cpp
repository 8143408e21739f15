#include "api/whmcs/action.hpp"
#include "core/notification.hpp"

/// TriggerNotificationEvent. Source: developers.whmcs.com/api-reference/triggernotificationevent.
/// It goes into the change feed, from which whoever follows that takes it.
namespace desk::whmcs {

namespace {

using api::optional;
using api::required;
using core::Errc;
using core::Result;
using Input = core::TriggerNotificationInput;

// clang-format off
constexpr std::tuple kFields{
    required("notification_identifier", &Input::identifier, Errc::field_required, "What tells this kind of notification from others"),
    required("title",                   &Input::title,      Errc::field_required, "Its headline"),
    required("message",                 &Input::message,    Errc::field_required, "Its text"),
    optional("url",                     &Input::url,                              "Where there is more"),
    optional("status",                  &Input::status,                           "A word on how things are"),
    optional("statusStyle",             &Input::status_style,                     "How that word looks: success, info, warning, danger"),
};
// clang-format on

std::string text_of(const api::ParamValue& attribute, std::string_view name) {
    const api::ParamValue* item = attribute.item(name);
    return item == nullptr || item->is_array ? std::string() : item->text;
}

/// `attributes[0][label]=…`, and likewise `value` and `url`.
Result<Input> prepare(api::Params& params, const api::BindContext& context) {
    Result<Input> input = api::bind<Input>(kFields, params, context);
    if (!input) return input;
    const api::ParamValue* attributes = params.value("attributes");
    if (attributes == nullptr || !attributes->is_array) return input;
    for (const auto& [index, attribute] : attributes->items) {
        if (!attribute.is_array) continue;
        input->attributes.push_back(
            {text_of(attribute, "label"), text_of(attribute, "value"), text_of(attribute, "url")});
    }
    return input;
}

void render(const Input&, const core::Triggered&, const core::Settings&, Answer&) {}

constexpr Operation<Input, core::Triggered> kOperation{ActionId::trigger_notification_event,
                                                       "TriggerNotificationEvent",
                                                       "triggernotificationevent",
                                                       api::Access::write,
                                                       prepare,
                                                       core::trigger_notification,
                                                       render};

}  // namespace

constinit const Action kTriggerNotificationEvent = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
