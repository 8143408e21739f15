#pragma once
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/new_password.hpp"
#include "core/ports.hpp"
#include "core/update_reply.hpp"
#include "core/update_ticket.hpp"

/// An operation is three synchronous functions that know no thread: *prepare* (pure: decodes and
/// validates shapes), a use case of the core inside one transaction, *render* (pure).
namespace desk::api {

/// Which lane the use case runs in.
enum class Access {
    read,  ///< bounded point reads
    write,
    search,  ///< reads that take long, or read attachment bytes
};

/// One request on its way through the lanes, with the types of its operation hidden. The dispatcher
/// (dispatch.hpp) owns it and calls in this order: new_text, attachments, run; then whoever asked
/// renders.
class Call {
  public:
    virtual ~Call() = default;
    [[nodiscard]] virtual Access access() const = 0;
    /// Files whose bytes must be stored before `run`; nothing when there are none.
    virtual std::vector<core::NewAttachment>* attachments() = 0;
    /// A new text that may have to be compared before `run`; nothing for other calls.
    virtual core::NewText* new_text() { return nullptr; }
    /// The stored text, where comparing takes long; see core/update_ticket.hpp.
    virtual std::optional<core::Body> text_to_compare(core::Tx&, const core::Actor&) {
        return std::nullopt;
    }
    /// A new password that must be hashed before `run`; nothing where there is none.
    virtual core::NewPassword* password() { return nullptr; }
    /// Inside a transaction; may run again. False: refused.
    virtual bool run(core::Tx& tx, const core::Actor& actor) = 0;
    /// The refusal after `run` said false.
    [[nodiscard]] virtual const core::Error& error() const = 0;
};

/// The core's input, which may be a part of the dialect's.
template <class In>
auto& core_input(In& in) {
    if constexpr (requires { in.input; }) {
        return in.input;
    } else {
        return in;
    }
}

template <class In>
inline constexpr bool kHasText =
    std::is_base_of_v<core::NewText, std::decay_t<decltype(core_input(std::declval<In&>()))>>;

/// A Call of one input and output type. `Output` stays here until the dialect renders it.
template <class In, class Out>
class TypedCall final : public Call {
  public:
    using Run = core::Result<Out> (*)(core::Tx&, const core::Actor&, const In&);

    TypedCall(Access access, Run use_case, In input)
        : access_(access), run_(use_case), input_(std::move(input)) {}

    [[nodiscard]] Access access() const override { return access_; }
    std::vector<core::NewAttachment>* attachments() override {
        if constexpr (requires { input_.attachments; }) {
            return input_.attachments.empty() ? nullptr : &input_.attachments;
        } else {
            return nullptr;
        }
    }
    core::NewText* new_text() override {
        if constexpr (kHasText<In>) {
            return &core_input(input_);
        } else {
            return nullptr;
        }
    }
    std::optional<core::Body> text_to_compare(core::Tx& tx, const core::Actor& actor) override {
        if constexpr (kHasText<In>) {
            return core::text_to_compare(tx, actor, core_input(input_));
        } else {
            return std::nullopt;
        }
    }
    core::NewPassword* password() override {
        if constexpr (requires { core::NewPassword(input_.password); }) {
            return input_.password.clear.empty() ? nullptr : &input_.password;
        } else {
            return nullptr;
        }
    }
    bool run(core::Tx& tx, const core::Actor& actor) override {
        result_.emplace(run_(tx, actor, input_));
        return result_->has_value();
    }
    [[nodiscard]] const core::Error& error() const override { return result_->error(); }
    [[nodiscard]] const In& input() const { return input_; }
    [[nodiscard]] const Out& output() const { return **result_; }

  private:
    Access access_;
    Run run_;
    In input_;
    std::optional<core::Result<Out>> result_;
};

}  // namespace desk::api
