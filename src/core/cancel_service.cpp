#include "core/cancel_service.hpp"

#include "core/activity.hpp"
#include "core/permissions.hpp"
#include "core/record_values.hpp"
#include "util/text.hpp"

namespace desk::core {

Result<ServiceCard> cancel_service(Tx& tx, const Actor& actor, const CancelRequest& request) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    std::optional<ServiceCard> service = tx.accounts().find(request.service);
    if (!service) return fail(Errc::service_not_found);
    if (request.reason.size() > kMaxRecordTextBytes) return fail(Errc::message_too_long);
    if (!tx.accounts().insert_cancel_request(request, actor)) {
        return fail(Errc::already_exists, "cancellation request");
    }
    record_change(tx, actor,
                  {event_type::kCancellationRequest,
                   {{"userid", std::to_string(service->client.value())},
                    {"relid", std::to_string(service->id.value())},
                    {"type", request.at_period_end ? "End of Billing Period" : "Immediate"}}},
                  service->client,
                  "Cancellation Requested - Service ID: " + std::to_string(service->id.value()));
    return std::move(*service);
}

Result<AddedClientNote> add_client_note(Tx& tx, const Actor& actor, const ClientNote& note) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    if (!tx.find_client(note.client)) return fail(Errc::client_not_found);
    if (is_blank(note.body)) return fail(Errc::message_required);
    if (note.body.size() > kMaxRecordTextBytes) return fail(Errc::message_too_long);
    const AddedClientNote added{tx.accounts().insert_note(note, actor)};
    record_change(tx, actor,
                  {event_type::kClientNoteAdd,
                   {{"userid", std::to_string(note.client.value())},
                    {"noteid", std::to_string(added.id)},
                    {"sticky", note.sticky ? "1" : "0"}}},
                  note.client, "Client Note Added - Note ID: " + std::to_string(added.id));
    return added;
}

}  // namespace desk::core
