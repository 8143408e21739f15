#include "core/activity.hpp"

#include "core/office_ports.hpp"
#include "core/permissions.hpp"
#include "util/text.hpp"

namespace desk::core {

namespace {

void write_line(Tx& tx, const Actor& actor, ClientId client, std::string sentence) {
    Activity line;
    line.client = client;
    line.user = actor.user;
    line.agent = actor.agent;
    line.actor_name = actor.agent_name;
    line.description = std::move(sentence);
    line.address = actor.address;
    line.created_at = tx.clock().now();
    tx.office().insert_activity(line);
}

}  // namespace

Result<Logged> log_activity(Tx& tx, const Actor& actor, const LogActivityInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    if (is_blank(input.description)) return fail(Errc::field_required, "description");
    if (input.description.size() > kMaxActivityBytes) return fail(Errc::message_too_long);
    write_line(tx, actor, input.client, input.description);
    tx.append_event(
        {}, {event_type::kLogActivity, {{"userid", std::to_string(input.client.value())}}}, actor);
    return Logged{};
}

Result<Sliced<Activity>> list_activity(Tx& tx, const Actor& actor, const ListActivityInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    return tx.office().activities(input, input.slice);
}

void record_change(Tx& tx, const Actor& actor, const NewEvent& event, ClientId client,
                   std::string sentence, const std::string& mail_to) {
    if (mail_to.empty()) {
        tx.append_event({}, event, actor);
    } else {
        tx.office().queue_notice(event, actor, mail_to);
    }
    write_line(tx, actor, client, std::move(sentence));
}

}  // namespace desk::core
