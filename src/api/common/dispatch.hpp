#pragma once
#include <functional>
#include <memory>

#include "api/common/operation.hpp"

namespace desk::api {

/// What every dialect works with; owned by the application, outlives every request.
struct Services {
    core::Executor& executor;
    core::AttachmentFiles& files;
    const Clock& clock;
    Random& random;
    const core::SettingsSource& settings;
};

/// How a call ended, for the dialect to render: `outcome` done → the output is there; refused →
/// `call.error()`; anything else is a failure in the dialect's own words.
using CallDone = std::function<void(core::Outcome outcome, Call& call)>;

/// Takes one bound call through its lanes: a long new text is compared with the stored one (read
/// lane, slow lane), attachment bytes are stored (slow lane, synced), then comes its transaction.
/// `done` is called exactly once, from a lane's thread (a read on SQLite: this one). \param label
/// the request's id, for the log
void dispatch(const Services& services, std::shared_ptr<Call> call, core::Actor actor,
              std::string label, CallDone done);

}  // namespace desk::api
