#include "app/record_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "api/getfly/route.hpp"
#include "api/keliweb/method.hpp"
#include "api/whmcs/action.hpp"
#include "util/text.hpp"

namespace desk::app {

namespace {

using core::RecordFault;
using core::RecordKind;
using core::RecordType;
using core::RecordValues;

const std::optional<std::string>& value_of(const RecordKind& kind, const RecordValues& values,
                                           std::string_view field) {
    return values.values[core::field_index(kind, field)];
}

constexpr core::Origin kDialects[] = {core::Origin::whmcs, core::Origin::keliweb,
                                      core::Origin::getfly};

/// What a key of the dialect can be allowed, as its documents write it.
void add_actions_of(core::Origin dialect, std::vector<std::string_view>& names) {
    const auto add = [&names](std::string_view name) {
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    };
    if (dialect == core::Origin::whmcs) {
        for (const whmcs::Action* action : whmcs::all_actions()) add(action->name);
    } else if (dialect == core::Origin::getfly) {
        for (const getfly::Route& route : getfly::all_routes()) add(route.permission);
    } else {
        for (const keliweb::Method* method : keliweb::all_methods()) {
            add(method->name);
            const whmcs::Action* action = whmcs::find_action(method->whmcs_name);
            add(action == nullptr ? method->whmcs_name : action->name);
        }
    }
}

/// \param dialect  none: any of them
void check_actions(const std::string& actions, std::optional<core::Origin> dialect,
                   std::vector<RecordFault>& faults) {
    std::vector<std::string_view> known;
    for (const core::Origin each : kDialects) {
        if (!dialect || each == *dialect) add_actions_of(each, known);
    }
    for (const std::string_view action : split(actions, ',')) {
        const bool is_known = std::any_of(known.begin(), known.end(), [&](std::string_view name) {
            return equal_ignoring_case(name, action);
        });
        if (is_known || action.empty()) continue;
        faults.push_back({core::Errc::value_invalid, "actions",
                          fmt::format("'{}' is no action{}; there are {}.", action,
                                      dialect ? " of this dialect" : "", fmt::join(known, ", "))});
        return;
    }
}

std::optional<core::Origin> dialect_in(const std::optional<std::string>& kept) {
    if (!kept || kept->empty()) return std::nullopt;
    return static_cast<core::Origin>(parse_id(*kept));
}

/// \param dialect  none: any of them
void check_key(const RecordKind& kind, const RecordValues& values,
               std::optional<core::Origin> dialect, std::vector<RecordFault>& faults) {
    if (dialect == core::Origin::getfly && value_of(kind, values, "notes")) {
        faults.push_back({core::Errc::value_invalid, "notes",
                          "means nothing to getfly, which never shows notes; leave it out."});
    }
    if (const auto& actions = value_of(kind, values, "actions")) {
        check_actions(*actions, dialect, faults);
    }
}

}  // namespace

std::vector<RecordFault> check_beyond(const RecordKind& kind, const RecordValues& values,
                                      Timestamp now) {
    std::vector<RecordFault> faults;
    if (kind.type == RecordType::ban) {
        const auto& end = value_of(kind, values, "expires_at");
        const std::int64_t seconds = end && !end->empty() ? parse_id(*end) : 0;
        if (end && seconds != 0 && seconds <= now.time_since_epoch().count()) {
            faults.push_back({core::Errc::value_invalid, "expires_at",
                              "is over already; give a time to come, or \"never\"."});
        }
    }
    if (kind.type == RecordType::credential) {
        check_key(kind, values, dialect_in(value_of(kind, values, "dialect")), faults);
    } else if (kind.type == RecordType::role) {
        check_key(kind, values, std::nullopt, faults);
    }
    return faults;
}

std::optional<RecordFault> check_change(const RecordKind& kind, const core::Record& before,
                                        const RecordValues& values) {
    if (kind.type != RecordType::credential) return std::nullopt;
    std::vector<RecordFault> faults;
    check_key(kind, values, dialect_in(before.values[core::field_index(kind, "dialect")]), faults);
    if (faults.empty()) return std::nullopt;
    return std::move(faults.front());
}

}  // namespace desk::app
