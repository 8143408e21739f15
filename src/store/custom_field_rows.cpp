#include "store/rows.hpp"
#include "store/sql_tx.hpp"
#include "util/text.hpp"

namespace desk::store {

namespace {

struct FieldRow {
    std::int64_t id = 0, department = 0, type = 0;
    std::string code, name;
    static auto columns(FieldRow& r) {
        return std::tie(r.id, r.department, r.type, r.code, r.name);
    }
};

struct FieldWithOptions {
    FieldRow field;
    std::string options;  // separated by commas
    static auto columns(FieldWithOptions& r) {
        return std::tuple_cat(FieldRow::columns(r.field), std::tie(r.options));
    }
};

struct AnswerRow {
    FieldRow field;
    std::string value;
    std::int64_t has_value = 0;
    static auto columns(AnswerRow& r) {
        return std::tuple_cat(FieldRow::columns(r.field), std::tie(r.value, r.has_value));
    }
};

const Query<ById, FieldWithOptions> kFieldsOfDepartment{"custom fields", R"sql(
    SELECT id, department_id, type, code, name, options FROM custom_field
    WHERE department_id = :id ORDER BY sort_order, id)sql"};

struct OfTicket {
    std::int64_t ticket = 0, department = 0;
    void each(auto&& bind) { bind("ticket", ticket), bind("department", department); }
};

const Query<OfTicket, AnswerRow> kAnswers{"custom field answers", R"sql(
    SELECT f.id, f.department_id, f.type, f.code, f.name, v.value,
           CASE WHEN v.ticket_id IS NULL THEN 0 ELSE 1 END
    FROM custom_field f
    LEFT JOIN custom_field_value v ON v.ticket_id = :ticket AND v.field_id = f.id
    WHERE f.department_id = :department ORDER BY f.sort_order, f.id)sql"};

struct ValueColumns {
    std::int64_t ticket = 0, field = 0;
    std::string value;
    void each(auto&& bind) { bind("ticket", ticket), bind("field", field), bind("value", value); }
};

const Query<ValueColumns> kSetValue{"set custom field", R"sql(
    INSERT INTO custom_field_value (ticket_id, field_id, value) VALUES (:ticket, :field, :value)
    ON CONFLICT (ticket_id, field_id) DO UPDATE SET value = excluded.value)sql"};

struct ValueKey {
    std::int64_t ticket = 0, field = 0;
    void each(auto&& bind) { bind("ticket", ticket), bind("field", field); }
};

const Query<ValueKey> kClearValue{
    "clear custom field",
    "DELETE FROM custom_field_value WHERE ticket_id = :ticket AND field_id = :field"};

struct FieldColumns {
    std::int64_t id = 0, department = 0, type = 0;
    std::string code, name, options;
    void each(auto&& bind) {
        bind("id", id), bind("department", department), bind("type", type), bind("code", code);
        bind("name", name), bind("options", options);
    }
};

const Query<FieldColumns> kInsertField{"insert custom field", R"sql(
    INSERT INTO custom_field (id, department_id, type, code, name, options, sort_order)
    VALUES (:id, :department, :type, :code, :name, :options, :id))sql"};

core::CustomField to_field(FieldRow&& row) {
    return {core::CustomFieldId(row.id), core::DepartmentId(row.department), std::move(row.code),
            std::move(row.name), static_cast<core::CustomField::Type>(row.type)};
}

}  // namespace

std::vector<core::CustomField> SqlTx::custom_fields(core::DepartmentId department) {
    std::vector<core::CustomField> fields;
    for (FieldWithOptions& row : connection_.all(kFieldsOfDepartment, {department.value()})) {
        fields.push_back(to_field(std::move(row.field)));
        for (const std::string_view option : split(row.options, ',')) {
            if (!is_blank(option)) fields.back().options.emplace_back(trim(option));
        }
    }
    return fields;
}

std::vector<core::CustomFieldAnswer> SqlTx::custom_field_answers(core::TicketId ticket,
                                                                 core::DepartmentId department) {
    std::vector<core::CustomFieldAnswer> answers;
    for (AnswerRow& row : connection_.all(kAnswers, {ticket.value(), department.value()})) {
        answers.push_back(
            {to_field(std::move(row.field)), std::move(row.value), row.has_value != 0});
    }
    return answers;
}

void SqlTx::set_custom_field(core::TicketId ticket, const core::CustomFieldInput& input) {
    if (input.clear) {
        connection_.run(kClearValue, {ticket.value(), input.id.value()});
    } else {
        connection_.run(kSetValue, {ticket.value(), input.id.value(), input.value});
    }
}

core::CustomFieldId SqlTx::insert_custom_field(const core::CustomField& field) {
    return core::CustomFieldId(insert_record<FieldColumns>(
        "custom_field", kInsertField,
        {field.id.value(), field.department.value(), to_column(field.type), field.code, field.name,
         joined(field.options)}));
}

}  // namespace desk::store
