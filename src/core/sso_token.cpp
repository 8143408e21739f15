#include "core/sso_token.hpp"

#include <algorithm>
#include <array>

#include "core/activity.hpp"
#include "core/office_ports.hpp"
#include "core/permissions.hpp"
#include "core/record_ports.hpp"
#include "util/hash.hpp"
#include "util/text.hpp"

namespace desk::core {

namespace {

constexpr std::string_view kCustomRedirect = "sso:custom_redirect";
constexpr std::array<std::string_view, 19> kDestinations{"clientarea:profile",
                                                         "clientarea:billing_info",
                                                         "clientarea:user_management",
                                                         "clientarea:security",
                                                         "clientarea:emails",
                                                         "clientarea:services",
                                                         "clientarea:product_details",
                                                         "clientarea:upgrade",
                                                         "clientarea:domains",
                                                         "clientarea:domain_details",
                                                         "clientarea:invoices",
                                                         "clientarea:tickets",
                                                         "clientarea:submit_ticket",
                                                         "clientarea:announcements",
                                                         "clientarea:downloads",
                                                         "clientarea:knowledgebase",
                                                         "clientarea:network_status",
                                                         "clientarea:shopping_cart",
                                                         kCustomRedirect};
constexpr std::size_t kMaxPathBytes = 1024;

/// A path of this site and of no other: "//host" and "\\host" are others to a browser.
bool is_own_path(std::string_view path) {
    if (path.empty() || path.size() > kMaxPathBytes || path.starts_with("//")) return false;
    const std::size_t end = path.find_first_of("/?#");
    if (path.substr(0, end).find(':') != std::string_view::npos) return false;
    return std::none_of(path.begin(), path.end(), [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == '\\' || c == 0x7f;
    });
}

bool is_member(Tx& tx, ClientId client, UserId user) {
    const std::vector<Member> members = tx.accounts().members(client);
    return std::any_of(members.begin(), members.end(),
                       [&](const Member& member) { return member.id == user; });
}

/// As whom: the user given, or the client's owner.
Result<UserId> visitor_of(Tx& tx, const SsoVisit& visit) {
    if (!visit.client.is_set() && !visit.user.is_set()) {
        return fail(Errc::field_required, "client_id");
    }
    if (visit.client.is_set() && !tx.find_client(visit.client)) return fail(Errc::client_not_found);
    if (visit.user.is_set()) {
        const std::optional<User> user = tx.find_user(visit.user);
        if (!user || user->disabled) return fail(Errc::user_not_found);
        if (visit.client.is_set() && !is_member(tx, visit.client, visit.user)) {
            return fail(Errc::user_not_found, "client");
        }
        return visit.user;
    }
    for (const Member& member : tx.accounts().members(visit.client)) {
        if (!member.is_owner) continue;
        const std::optional<User> user = tx.find_user(member.id);
        if (user && !user->disabled) return member.id;
    }
    return fail(Errc::user_not_found, "client");
}

Result<void> check_destination(const SsoVisit& visit) {
    if (visit.destination.empty()) return {};
    const bool is_known = std::find(kDestinations.begin(), kDestinations.end(),
                                    visit.destination) != kDestinations.end();
    if (!is_known) return fail(Errc::value_invalid, "destination");
    if (visit.destination == kCustomRedirect && !is_own_path(visit.path)) {
        return fail(Errc::value_invalid, "path");
    }
    return {};
}

std::string redeeming_url(Tx& tx, const std::string& token) {
    const auto settings = tx.records().settings();
    const auto base = settings.find("client_area_url");
    std::string url = base == settings.end() ? "" : base->second;
    while (url.ends_with('/')) url.pop_back();
    return url + "/oauth/singlesignon.php?access_token=" + token;
}

}  // namespace

Result<CreatedSsoToken> create_sso_token(Tx& tx, const Actor& actor,
                                         const CreateSsoTokenInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    SsoVisit visit = input;
    visit.destination = ascii_lower(trim(visit.destination));
    const Result<UserId> user = visitor_of(tx, visit);
    if (!user) return tl::unexpected(user.error());
    visit.user = *user;
    if (auto ok = check_destination(visit); !ok) return tl::unexpected(std::move(ok.error()));
    if (visit.destination != kCustomRedirect) visit.path.clear();

    CreatedSsoToken created;
    created.token = tx.random().text(kLettersAndDigits, kSsoTokenLength);
    created.url = redeeming_url(tx, created.token);
    const Timestamp now = tx.clock().now();
    tx.office().insert_sso_token(sha256_hex(created.token), visit, now + kSsoTokenLifetime);
    record_change(tx, actor,
                  {event_type::kSsoTokenCreate,
                   {{"userid", std::to_string(visit.client.value())},
                    {"user_id", std::to_string(visit.user.value())},
                    {"destination", visit.destination}}},
                  visit.client,
                  "Single Sign-On Token Created - User ID: " + std::to_string(visit.user.value()));
    return created;
}

std::optional<SsoVisit> redeem_sso_token(Tx& tx, std::string_view token) {
    std::optional<SsoVisit> visit = tx.office().take_sso_token(sha256_hex(token), tx.clock().now());
    if (!visit || !visitor_of(tx, *visit)) return std::nullopt;
    Actor actor;
    actor.kind = Actor::Kind::user;
    actor.origin = Origin::web;
    actor.user = visit->user;
    record_change(tx, actor,
                  {event_type::kSsoLogin,
                   {{"userid", std::to_string(visit->client.value())},
                    {"user_id", std::to_string(visit->user.value())}}},
                  visit->client,
                  "Single Sign-On Login - User ID: " + std::to_string(visit->user.value()));
    return visit;
}

}  // namespace desk::core
