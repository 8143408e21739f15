#include <algorithm>
#include <boost/json/array.hpp>

#include "api/getfly/route.hpp"
#include "core/permissions.hpp"

/// GET /ticket/categories and GET /ticket/status: the names that a ticket's `cate_name` and
/// `status_name` may be (spec/getfly.md 2.9 and 2.10). A key that is bound to a client is not shown
/// hidden departments, which it cannot name either.
namespace desk::getfly {

namespace {

namespace json = boost::json;

struct NoInput {};

core::Result<NoInput> prepare(const Asked&) { return NoInput{}; }

/// The envelope of a list that is there as a whole.
json::object whole_list(json::array rows) {
    return {{"data", std::move(rows)}, {"offset", 0}, {"limited", false}};
}

using Departments = std::vector<core::Department>;

core::Result<Departments> run_categories(core::Tx& tx, const core::Actor& actor, const NoInput&) {
    Departments departments = tx.departments();
    if (!core::is_staff(actor)) {
        std::erase_if(departments, [](const core::Department& d) { return d.hidden; });
    }
    std::sort(departments.begin(), departments.end(),
              [](const core::Department& a, const core::Department& b) { return a.id < b.id; });
    return departments;
}

json::object render_categories(const NoInput&, const Departments& departments, const Rendering&) {
    json::array rows;
    for (const core::Department& department : departments) {
        rows.push_back(json::object{{"id", department.id.value()}, {"cate_name", department.name}});
    }
    return whole_list(std::move(rows));
}

using Statuses = std::vector<core::Status>;

core::Result<Statuses> run_statuses(core::Tx& tx, const core::Actor&, const NoInput&) {
    return tx.statuses();
}

json::object render_statuses(const NoInput&, const Statuses& statuses, const Rendering&) {
    json::array rows;
    for (const core::Status& status : statuses) {
        rows.push_back(json::object{{"id", status.id.value()}, {"status_name", status.title}});
    }
    return whole_list(std::move(rows));
}

constexpr Operation<NoInput, Departments> kCategories{
    "GET",   "ticket/categories", "ticket.read",    api::Access::read,
    prepare, run_categories,      render_categories};

constexpr Operation<NoInput, Statuses> kStatuses{
    "GET",   "ticket/status", "ticket.read",  api::Access::read,
    prepare, run_statuses,    render_statuses};

}  // namespace

constinit const Route kListCategories = make_route<kCategories>();
constinit const Route kListStatuses = make_route<kStatuses>();

}  // namespace desk::getfly
