#include "core/sso_token.hpp"
#include "store/sql_office.hpp"

namespace desk::store {

namespace {

struct TokenColumns {
    std::string token;
    std::int64_t client = 0, user = 0;
    std::string destination, path;
    std::int64_t end = 0;
    void each(auto&& bind) {
        bind("token", token), bind("client", client), bind("user", user);
        bind("destination", destination), bind("path", path), bind("end", end);
    }
};
const Query<TokenColumns> kInsertSsoToken{"insert sso token", R"sql(
    INSERT INTO sso_token (token_sha256, client_id, user_id, destination, path, expires_at)
    VALUES (:token, :client, :user, :destination, :path, :end))sql"};

const Query<ById> kForgetSsoTokens{"forget old sso tokens",
                                   "DELETE FROM sso_token WHERE expires_at <= :id"};

struct TakeParams {
    std::string token;
    std::int64_t now = 0;
    void each(auto&& bind) { bind("token", token), bind("now", now); }
};
struct VisitRow {
    std::int64_t client = 0, user = 0;
    std::string destination, path;
    static auto columns(VisitRow& r) { return std::tie(r.client, r.user, r.destination, r.path); }
};
// Of two at the same token one deletes the row.
const Query<TakeParams, VisitRow> kTake{"take sso token", R"sql(
    DELETE FROM sso_token WHERE token_sha256 = :token AND expires_at > :now
    RETURNING client_id, user_id, destination, path)sql"};

}  // namespace

void SqlOffice::insert_sso_token(const std::string& sha256, const core::SsoVisit& visit,
                                 Timestamp end) {
    connection_.run(kForgetSsoTokens, {to_column(tx_.clock().now())});
    connection_.run(kInsertSsoToken, {sha256, visit.client.value(), visit.user.value(),
                                      visit.destination, visit.path, to_column(end)});
}

std::optional<core::SsoVisit> SqlOffice::take_sso_token(const std::string& sha256, Timestamp now) {
    std::optional<VisitRow> row = connection_.one(kTake, {sha256, to_column(now)});
    if (!row) return std::nullopt;
    return core::SsoVisit{core::ClientId(row->client), core::UserId(row->user),
                          std::move(row->destination), std::move(row->path)};
}

}  // namespace desk::store
