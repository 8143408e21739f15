#include "core/ban_address.hpp"

#include <algorithm>

#include "core/activity.hpp"
#include "core/limits.hpp"
#include "core/permissions.hpp"
#include "core/record_ports.hpp"
#include "core/record_values.hpp"
#include "util/network.hpp"
#include "util/text.hpp"

namespace desk::core {

Result<BannedAddress> ban_address(Tx& tx, const Actor& actor, const BanAddressInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    if (is_blank(input.network)) return fail(Errc::field_required, "ip");
    const std::optional<Network> given = read_network(trim(input.network));
    if (!given) return fail(Errc::value_invalid, "ip");
    const std::string network = given->text();
    std::string reason;
    if (!is_blank(input.reason)) {
        Result<std::string> checked = checked_name(input.reason);
        if (!checked) return tl::unexpected(std::move(checked.error()));
        reason = std::move(*checked);
    }
    const Timestamp now = tx.clock().now();
    std::optional<Timestamp> end = input.expires;
    if (!end && input.days > 0) end = now + std::chrono::days(std::min(input.days, kMostDays));

    Records& records = tx.records();
    records.lock(RecordType::ban);
    const RecordKind& kind = kind_of(RecordType::ban);
    std::vector<Record> found = records.find_by(RecordType::ban, "network", network);
    Record ban = found.empty() ? Record{0, std::vector<std::string>(kind.fields.size())}
                               : std::move(found.front());
    const auto set = [&](std::string_view field, std::string value) {
        ban.values[field_index(kind, field)] = std::move(value);
    };
    set("network", network);
    set("reason", reason);
    set("expires_at", end ? kept_time(*end) : "0");
    if (ban.id != 0) {
        records.update(RecordType::ban, ban);
    } else {
        set("created_at", kept_time(now));
        ban.id = records.insert(RecordType::ban, ban);
    }
    record_change(tx, actor,
                  {event_type::kAddressBan, {{"banid", std::to_string(ban.id)}, {"ip", network}}},
                  {}, "Banned IP " + network);
    return BannedAddress{ban.id};
}

}  // namespace desk::core
