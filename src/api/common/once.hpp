#pragma once
#include <boost/json/object.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/common/operation.hpp"
#include "api/common/params.hpp"
#include "net/http.hpp"

/// Calls that may come twice: a program that got no answer sends a write again under the same
/// Idempotency-Key, and gets the first one's answer for a day, whatever happened to the desk in
/// between. The same for every write of every dialect.
namespace desk::api {

inline constexpr std::chrono::hours kAnswerLifetime{24};
inline constexpr std::size_t kMaxIdempotencyKeyCharacters = 255;
/// Of an answer that was kept; its value is "true".
inline constexpr std::string_view kReplayedHeader = "Idempotency-Replayed";

/// The header Idempotency-Key without the white space around it; empty when there is none.
/// Errc::idempotency_key_too_long
core::Result<std::string> idempotency_key(const net::Request& request);

/// True for a key, also one that is too long.
inline bool is_given(const core::Result<std::string>& key) { return !key || !key->empty(); }

/// What the parameters of a call are compared by, files included: those that it is bound to. Made
/// before the binding, which takes texts and files away.
class ParamsDigest {
  public:
    /// \param left_out  names that do not count: of credentials, and of how to answer
    ParamsDigest(Params& params, std::span<const std::string_view> left_out);

    /// \param params  the same ones, bound since
    [[nodiscard]] std::string of_bound(const Params& params) const;

  private:
    std::map<std::string, std::string> by_name_;
    std::string files_;
};

/// The same of the id in a path and of members of a JSON body, in whatever order these stand: a
/// number as its digits, null as "".
/// \param names  of the members that a call is bound to
std::string digest_of(std::string_view id, std::span<const std::string_view> names,
                      const boost::json::object& body);

/// A call that its binding has refused: it does nothing but say so, in its transaction.
class RefusedCall final : public Call {
  public:
    explicit RefusedCall(core::Error error) : error_(std::move(error)) {}

    [[nodiscard]] Access access() const override { return Access::read; }
    std::vector<core::NewAttachment>* attachments() override { return nullptr; }
    bool run(core::Tx&, const core::Actor&) override { return false; }
    [[nodiscard]] const core::Error& error() const override { return error_; }

  private:
    core::Error error_;
};

/// A write under a key: what it answers is kept in the transaction of its change, and given again.
/// A refusal is kept like a success, and what it may have written is undone; one that depends on
/// who calls and when (401, 403, 429) is not. Refused itself with Errc::idempotency_key_reused.
class OnceCall final : public Call {
  public:
    struct Answer {
        int status = 200;
        std::string body;
        std::string label;  ///< for the log line, as net::Response has it
    };
    /// Makes the answer of a call that was done, or of a refusal; pure.
    using Render = std::function<Answer(const Call& call, const core::Error* refusal)>;

    struct Key {
        std::string action;  ///< of which dialect, and which
        std::string key;     ///< as it was sent
        std::string parameters_sha256;
    };

    OnceCall(Key key, std::shared_ptr<Call> inner, Render render)
        : key_(std::move(key)), inner_(std::move(inner)), render_(std::move(render)) {}

    [[nodiscard]] Access access() const override { return Access::write; }
    std::vector<core::NewAttachment>* attachments() override { return inner_->attachments(); }
    core::NewText* new_text() override { return inner_->new_text(); }
    std::optional<core::Body> text_to_compare(core::Tx& tx, const core::Actor& actor) override {
        return inner_->text_to_compare(tx, actor);
    }
    core::NewPassword* password() override { return inner_->password(); }
    bool run(core::Tx& tx, const core::Actor& actor) override;
    [[nodiscard]] const core::Error& error() const override { return *error_; }

    /// Of a call that was done, which a kept refusal is too.
    [[nodiscard]] const Answer& answer() const { return *answer_; }
    [[nodiscard]] bool is_replayed() const { return is_replayed_; }
    /// The answer as it goes out, marked when it is an earlier one.
    [[nodiscard]] net::Response response() const;

  private:
    const Key key_;
    const std::shared_ptr<Call> inner_;
    const Render render_;
    std::optional<Answer> answer_;
    std::optional<core::Error> error_;
    bool is_replayed_ = false;
};

}  // namespace desk::api
