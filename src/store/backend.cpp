#include "store/backend.hpp"

namespace desk::store {

namespace {

const Query<CounterStep> kStepCounter{"step counter", R"sql(
    INSERT INTO ticket_counter (department_id, status_id, flag_agent_id, slot, count)
    VALUES (:department, :status, :flag, :slot, :step)
    ON CONFLICT (department_id, status_id, flag_agent_id, slot)
    DO UPDATE SET count = ticket_counter.count + excluded.count)sql"};

const Query<EventColumns> kInsertEvent{"insert event", R"sql(
    INSERT INTO event (ticket_id, type, actor_kind, actor_id, actor_name, origin, details,
                       created_at)
    VALUES (:ticket, :type, :actor_kind, :actor_id, :actor_name, :event_origin, :details,
            :happened_at))sql"};

const Query<MessageColumns, IdRow> kInsertMessage{"insert message", R"sql(
    INSERT INTO message (ticket_id, kind, wire_id, author_kind, author_id, author_name,
                         author_email, body, format, origin, created_at, attachment_count)
    VALUES (:ticket, :kind, :wire_id, :author_kind, :author_id, :author_name, :author_email, :body,
            :format, :message_origin, :written_at, :attachment_count)
    RETURNING id)sql"};

}  // namespace

void step_counter(Connection& connection, CounterStep step) { connection.run(kStepCounter, step); }

void insert_event(Connection& connection, EventColumns&& event) {
    connection.run(kInsertEvent, std::move(event));
}

core::MessageId insert_message_row(Connection& connection, MessageColumns&& message) {
    return core::MessageId(connection.one(kInsertMessage, std::move(message))->id);
}

}  // namespace desk::store
