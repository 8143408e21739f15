#include "app/desk.hpp"

#include "app/folder_lock.hpp"
#include "app/storage_size.hpp"

namespace desk::app {

namespace {

const Config& with_data_folder(const Config& config) {
    make_data_folder(config.data);
    return config;
}

net::Response plain(int status, std::string body) {
    net::Response response;
    response.status = status;
    response.content_type = "text/plain; charset=utf-8";
    response.body = std::move(body);
    return response;
}

}  // namespace

Desk::Desk(const Config& config, const Clock& clock, Random& random)
    : config_(with_data_folder(config)),
      clock_(clock),
      random_(random),
      files_(attachments_folder(), random_),
      store_(config_.store, clock_, random_, files_, metrics_),
      services_{store_.executor(), files_, clock_, random_, store_.settings()},
      whmcs_(services_),
      getfly_(services_),
      keliweb_(services_) {
    metrics_.version(POLYDESK_VERSION);
    metrics_.configuration_read(true, clock_.now());
    add_routes();
}

/// The dialects go before the store does, but jobs of the store call back into them.
Desk::~Desk() { store_.stop(); }

void Desk::add_routes() {
    const auto to = [](auto& dialect) {
        return [&dialect](net::Request request, net::Respond respond) {
            dialect.handle(std::move(request), std::move(respond));
        };
    };
    router_.suffix("/includes/api.php", to(whmcs_));
    router_.prefix("/api/v6.1/ticket", to(getfly_));
    router_.prefix("/api/v6/ticket", to(getfly_));
    router_.exact("/oauth/token", to(keliweb_));
    router_.exact("/oauth/revoke", to(keliweb_));
    router_.prefix(std::string(keliweb::kTokensPath), to(keliweb_));
    router_.prefix("/api/v2/", to(keliweb_));

    const auto page = [this](std::string path, std::string_view call, const auto& make) {
        router_.exact(std::move(path),
                      net::only_get([call, make](const net::Request&, const net::Respond& respond) {
                          net::Response response = make();
                          response.dialect = "operator";
                          response.call = call;
                          respond(std::move(response));
                      }));
    };
    page("/healthz", "healthz", [] { return plain(200, "ok\n"); });
    page("/readyz", "readyz", [this] {
        return store_.is_ready() ? plain(200, "ready\n")
                                 : plain(503, "the database does not answer\n");
    });
    page("/metrics", "metrics", [this] {
        metrics_.storage(storage_size(config_));
        net::Response response = plain(200, metrics_.text());
        response.content_type = "text/plain; version=0.0.4; charset=utf-8";
        return response;
    });
}

}  // namespace desk::app
