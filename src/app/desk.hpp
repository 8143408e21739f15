#pragma once
#include "api/common/dispatch.hpp"
#include "api/getfly/getfly.hpp"
#include "api/keliweb/keliweb.hpp"
#include "api/whmcs/whmcs.hpp"
#include "app/config.hpp"
#include "net/router.hpp"
#include "store/attachment_files.hpp"
#include "store/store.hpp"
#include "util/clock.hpp"
#include "util/metrics.hpp"
#include "util/random.hpp"

namespace desk::app {

/// A whole desk without its listeners: everything constructed in order, each part holding
/// references to what it uses. `serve` puts a server in front of it; a command uses it directly.
class Desk {
  public:
    /// Makes the data folder if there is none (mode 0700), opens the store, brings its schema up to
    /// date. Clock and randomness are the caller's, so that tests bring their own.
    /// \throws std::runtime_error with a message for a person
    Desk(const Config& config, const Clock& clock, Random& random);
    /// Finishes what is still on its way, whoever may have given up waiting for it.
    ~Desk();

    /// All routes of the desk: the dialects, /healthz, /readyz and /metrics.
    [[nodiscard]] const net::Router& router() const { return router_; }
    [[nodiscard]] const Config& config() const { return config_; }
    [[nodiscard]] store::Store& store() { return store_; }
    [[nodiscard]] core::AttachmentFiles& files() { return files_; }
    [[nodiscard]] std::filesystem::path attachments_folder() const {
        return config_.data / "attachments";
    }
    [[nodiscard]] Metrics& metrics() { return metrics_; }
    [[nodiscard]] Random& random() { return random_; }
    [[nodiscard]] const Clock& clock() const { return clock_; }
    [[nodiscard]] whmcs::Whmcs& whmcs() { return whmcs_; }

  private:
    void add_routes();

    Config config_;
    const Clock& clock_;
    Random& random_;
    Metrics metrics_;
    store::ContentFiles files_;
    store::Store store_;
    api::Services services_;
    whmcs::Whmcs whmcs_;
    getfly::Getfly getfly_;
    keliweb::Keliweb keliweb_;
    net::Router router_;
};

}  // namespace desk::app
