#include "store/backend.hpp"

namespace desk::store {

namespace {

const Query<CounterStep> kStepCounter{"step counter", R"sql(
    INSERT INTO ticket_counter (department_id, status_id, flag_agent_id, slot, count)
    VALUES (:department, :status, :flag, :slot, :step)
    ON CONFLICT (department_id, status_id, flag_agent_id, slot)
    DO UPDATE SET count = ticket_counter.count + excluded.count)sql"};

const Query<EventColumns> kInsertEvent{"insert event", kInsertEventSql};
const Query<MessageColumns, IdRow> kInsertMessage{"insert message",
                                                  std::string(kInsertMessageSql) + " RETURNING id"};

}  // namespace

std::string number_pattern(const core::NumberSpace& space,
                           const std::function<std::string(char)>& escape) {
    std::string pattern;
    auto place = space.places().begin();
    for (std::size_t at = 0; at < space.form().size(); ++at) {
        if (place != space.places().end() && place->at == at) {
            pattern += {'[', place->alphabet.front(), '-', place->alphabet.back(), ']'};
            ++place;
        } else {
            pattern += escape(space.form()[at]);
        }
    }
    return pattern;
}

void step_counter(Connection& connection, CounterStep step) { connection.run(kStepCounter, step); }

void insert_event(Connection& connection, EventColumns&& event) {
    connection.run(kInsertEvent, std::move(event));
}

core::MessageId insert_message_row(Connection& connection, MessageColumns&& message) {
    return core::MessageId(connection.one(kInsertMessage, std::move(message))->id);
}

}  // namespace desk::store
