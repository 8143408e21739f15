#include "store/sql_tx.hpp"
#include "util/text.hpp"

namespace desk::store {

namespace {

struct DepartmentRow {
    std::int64_t id = 0;
    std::string name;
    std::int64_t prevent_client_closure = 0, hidden = 0;
    static auto columns(DepartmentRow& r) {
        return std::tie(r.id, r.name, r.prevent_client_closure, r.hidden);
    }
};

const Query<ById, DepartmentRow> kDepartmentById{
    "department by id",
    "SELECT id, name, prevent_client_closure, hidden FROM department WHERE id = :id"};
const Query<ByText, DepartmentRow> kDepartmentByName{
    "department by name",
    "SELECT id, name, prevent_client_closure, hidden FROM department WHERE name_folded = :text"};

const Query<None, DepartmentRow> kDepartments{"departments",
                                              "SELECT id, name, prevent_client_closure, hidden"
                                              " FROM department ORDER BY sort_order, id"};

struct StatusRow {
    std::int64_t id = 0;
    std::string title;
    static auto columns(StatusRow& r) { return std::tie(r.id, r.title); }
};

// The folded title is unique, so an exact match and a folded one are the same row.
const Query<ByText, StatusRow> kStatusByTitle{
    "status by title", "SELECT id, title FROM ticket_status WHERE title_folded = :text"};
const Query<None, StatusRow> kStatuses{
    "statuses", "SELECT id, title FROM ticket_status ORDER BY sort_order, id"};

struct DepartmentColumns {
    std::int64_t id = 0;
    std::string name, folded;
    std::int64_t prevent_client_closure = 0, hidden = 0;
    void each(auto&& bind) {
        bind("id", id), bind("name", name), bind("folded", folded);
        bind("prevent_client_closure", prevent_client_closure), bind("hidden", hidden);
    }
};

const Query<DepartmentColumns> kInsertDepartment{"insert department", R"sql(
    INSERT INTO department (id, name, name_folded, prevent_client_closure, hidden, sort_order)
    VALUES (:id, :name, :folded, :prevent_client_closure, :hidden, :id))sql"};

struct StatusColumns {
    std::int64_t id = 0;
    std::string title, folded;
    void each(auto&& bind) { bind("id", id), bind("title", title), bind("folded", folded); }
};

const Query<StatusColumns> kInsertStatus{"insert status", R"sql(
    INSERT INTO ticket_status (id, title, title_folded, sort_order)
    VALUES (:id, :title, :folded, :id))sql"};

core::Department to_department(DepartmentRow&& row) {
    return {core::DepartmentId(row.id), std::move(row.name), row.prevent_client_closure != 0,
            row.hidden != 0};
}

core::Status to_status(StatusRow&& row) { return {core::StatusId(row.id), std::move(row.title)}; }

}  // namespace

std::optional<core::Department> SqlTx::find_department(const core::DepartmentRef& ref) {
    std::optional<DepartmentRow> row = ref.id.is_set()
                                           ? connection_.one(kDepartmentById, {ref.id.value()})
                                           : connection_.one(kDepartmentByName, {fold(ref.name)});
    if (!row) return std::nullopt;
    return to_department(std::move(*row));
}

std::vector<core::Department> SqlTx::departments() {
    std::vector<core::Department> result;
    for (DepartmentRow& row : connection_.all(kDepartments)) {
        result.push_back(to_department(std::move(row)));
    }
    return result;
}

std::optional<core::Status> SqlTx::find_status(std::string_view title) {
    std::optional<StatusRow> row = connection_.one(kStatusByTitle, {fold(title)});
    if (!row) return std::nullopt;
    return to_status(std::move(*row));
}

std::vector<core::Status> SqlTx::statuses() {
    std::vector<core::Status> result;
    for (StatusRow& row : connection_.all(kStatuses)) result.push_back(to_status(std::move(row)));
    return result;
}

core::DepartmentId SqlTx::insert_department(const core::Department& department) {
    return core::DepartmentId(insert_record<DepartmentColumns>(
        "department", kInsertDepartment,
        {department.id.value(), department.name, fold(department.name),
         department.prevent_client_closure ? 1 : 0, department.hidden ? 1 : 0}));
}

core::StatusId SqlTx::insert_status(const std::string& title) {
    return core::StatusId(
        insert_record<StatusColumns>("ticket_status", kInsertStatus, {0, title, fold(title)}));
}

}  // namespace desk::store
