#include "api/common/dispatch.hpp"

#include <optional>

#include "core/new_text.hpp"
#include "core/permissions.hpp"
#include "util/password.hpp"

namespace desk::api {

namespace {

void run_in_lane(const Services& services, std::shared_ptr<Call> call, core::Actor actor,
                 std::string label, CallDone done) {
    const Access access = call->access();
    core::Job job;
    job.run = [call, actor = std::move(actor)](core::Tx& tx) { return call->run(tx, actor); };
    job.finish = [call, done = std::move(done)](core::Outcome outcome) { done(outcome, *call); };
    job.label = std::move(label);
    switch (access) {
        case Access::read:
            return services.executor.read(std::move(job));
        case Access::write:
            return services.executor.write(std::move(job));
        case Access::search:
            return services.executor.search(std::move(job));
    }
}

/// Stores the bytes of each attachment, and lets go of them.
void store_attachments(core::AttachmentFiles& files,
                       std::vector<core::NewAttachment>& attachments) {
    for (core::NewAttachment& attachment : attachments) {
        attachment.size = static_cast<std::int64_t>(attachment.bytes.size());
        attachment.sha256 = files.put(attachment.bytes);
        attachment.bytes = {};
    }
}

void forget_clear_text(core::NewPassword& password) {
    password.clear.assign(password.clear.size(), '\0');
    password.clear.clear();
}

/// Argon2id; the clear text is let go of.
void hash(core::NewPassword& password) {
    password.hash = hash_password(password.clear);
    forget_clear_text(password);
}

/// Finds out before the transaction whether an update's text is new, where that takes long.
void compare_then_run(const Services& services, std::shared_ptr<Call> call, core::Actor actor,
                      std::string label, CallDone done) {
    core::NewText& sent = *call->new_text();
    const auto stored = std::make_shared<std::optional<core::Body>>();
    const auto run = [&services, call, actor, label, done](core::Outcome outcome) {
        if (outcome != core::Outcome::done) return done(outcome, *call);
        run_in_lane(services, call, actor, label, done);
    };
    core::Job job;
    job.run = [stored, actor, call](core::Tx& tx) {
        *stored = call->text_to_compare(tx, actor);
        return true;
    };
    job.finish = [&services, call, stored, run, reader = actor.origin, label,
                  &sent](core::Outcome outcome) {
        if (outcome != core::Outcome::done || !*stored) return run(outcome);
        services.executor.work(
            [stored, reader, &sent] {
                sent.compared = core::compare_text(std::move(**stored), sent, reader);
            },
            run, label);
    };
    job.label = label;
    services.executor.read(std::move(job));
}

}  // namespace

void dispatch(const Services& services, std::shared_ptr<Call> call, core::Actor actor,
              std::string label, CallDone done) {
    const core::NewText* sent = call->new_text();
    if (sent != nullptr && sent->body_text && call->access() == Access::write) {
        return compare_then_run(services, std::move(call), std::move(actor), std::move(label),
                                std::move(done));
    }
    std::vector<core::NewAttachment>* attachments = call->attachments();
    core::NewPassword* password = call->password();
    // Staff alone give passwords: nobody else makes the desk hash one, only to be refused.
    if (password != nullptr && !core::is_staff(actor)) {
        forget_clear_text(*password);
        password = nullptr;
    }
    if (attachments == nullptr && password == nullptr) {
        return run_in_lane(services, std::move(call), std::move(actor), std::move(label),
                           std::move(done));
    }
    services.executor.work(
        [&services, attachments, password] {
            if (attachments != nullptr) store_attachments(services.files, *attachments);
            if (password != nullptr) hash(*password);
        },
        [&services, call, actor = std::move(actor), label,
         done = std::move(done)](core::Outcome outcome) {
            if (outcome != core::Outcome::done) return done(outcome, *call);
            run_in_lane(services, call, actor, label, done);
        },
        label);
}

}  // namespace desk::api
