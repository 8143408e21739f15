#pragma once
#include <memory>
#include <optional>
#include <string>

#include "api/common/operation.hpp"
#include "api/common/rate_limit.hpp"
#include "api/keliweb/method.hpp"
#include "core/access_token.hpp"

namespace desk::keliweb {

/// Who calls, and what they call: looked at inside the transaction of the call.
struct Gate {
    enum class Verdict {
        let_in,
        unauthenticated,  ///< no token that counts
        not_permitted,    ///< a credential without this method, or of other networks
        too_many,         ///< calls of this credential
    };

    std::string token;
    std::string remote;              ///< the address it came from
    const Method* method = nullptr;  ///< none: what any token may do
    api::RateLimiter* limits = nullptr;
    std::int64_t calls_a_minute = 0;  ///< of one credential
    /// What is left to the credential, once it is known; one call counts once, however often it is
    /// looked at.
    std::shared_ptr<std::optional<api::Allowance>> allowance =
        std::make_shared<std::optional<api::Allowance>>();

    /// \param actor  who it is, where it is let in
    [[nodiscard]] Verdict look(core::Tx& tx, core::Actor& actor) const;
};

/// A prepared call behind its gate: token, rights and work are of one transaction, so that a token
/// revoked or a user disabled before the commit changes nothing any more. What was wrong with the
/// parameters is said only to those who may call.
class GatedCall final : public api::Call {
  public:
    /// \param inner  what was prepared, or why it could not be
    GatedCall(Gate gate, core::Result<std::shared_ptr<api::Call>> inner)
        : gate_(std::move(gate)), inner_(std::move(inner)) {}

    [[nodiscard]] api::Access access() const override {
        return inner_ ? (*inner_)->access() : api::Access::read;
    }
    std::vector<core::NewAttachment>* attachments() override {
        return inner_ ? (*inner_)->attachments() : nullptr;
    }
    bool run(core::Tx& tx, const core::Actor& nobody_yet) override;
    [[nodiscard]] const core::Error& error() const override { return *error_; }

    [[nodiscard]] bool is_unauthenticated() const {
        return verdict_ == Gate::Verdict::unauthenticated;
    }
    /// Of a call that was done.
    [[nodiscard]] const api::Call& inner() const { return **inner_; }

  private:
    const Gate gate_;
    const core::Result<std::shared_ptr<api::Call>> inner_;
    Gate::Verdict verdict_ = Gate::Verdict::unauthenticated;
    std::optional<core::Error> error_;
};

}  // namespace desk::keliweb
