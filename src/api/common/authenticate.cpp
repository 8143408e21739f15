#include "api/common/authenticate.hpp"

#include <algorithm>
#include <optional>

#include "util/hash.hpp"
#include "util/network.hpp"
#include "util/text.hpp"

namespace desk::api {

bool secret_matches(std::string_view secret, std::string_view stored_sha256) {
    return equal_in_constant_time(sha256_hex(secret), stored_sha256);
}

bool address_allowed(const std::vector<std::string>& networks, std::string_view address) {
    if (networks.empty()) return true;
    const std::optional<Address> from = read_address(address);
    if (!from) return false;
    return std::any_of(networks.begin(), networks.end(), [&](const std::string& text) {
        const std::optional<Network> network = read_network(text);
        return network && network->holds(*from);
    });
}

bool is_banned(const core::Settings& settings, std::string_view address, Timestamp now) {
    if (settings.banned.empty()) return false;
    const std::optional<Address> from = read_address(address);
    return from && std::any_of(settings.banned.begin(), settings.banned.end(),
                               [&](const core::BannedNetwork& ban) {
                                   return ban.network.holds(*from) &&
                                          (!ban.until || now < *ban.until);
                               });
}

bool is_network(std::string_view text) { return read_network(text).has_value(); }

bool action_allowed(const std::vector<std::string>& actions, std::string_view action) {
    return actions.empty() ||
           std::any_of(actions.begin(), actions.end(), [&](const std::string& allowed) {
               return equal_ignoring_case(trim(allowed), action);
           });
}

}  // namespace desk::api
