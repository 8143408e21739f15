#pragma once
#include <optional>
#include <string>
#include <utility>

#include "core/ports.hpp"

namespace desk::test {

/// The lanes of a real store, of which a test makes some fail: what is set here is how every job of
/// that lane ends, without having run.
class FaultyExecutor final : public core::Executor {
  public:
    explicit FaultyExecutor(core::Executor& real) : real_(real) {}

    std::optional<core::Outcome> reads;
    std::optional<core::Outcome> writes;
    std::optional<core::Outcome> searches;
    std::optional<core::Outcome> works;

    void read(core::Job job) override {
        if (reads) return job.finish(*reads);
        real_.read(std::move(job));
    }
    void write(core::Job job) override {
        if (writes) return job.finish(*writes);
        real_.write(std::move(job));
    }
    void search(core::Job job) override {
        if (searches) return job.finish(*searches);
        real_.search(std::move(job));
    }
    void work(std::function<void()> run, std::function<void(core::Outcome)> finish,
              std::string label) override {
        if (works) return finish(*works);
        real_.work(std::move(run), std::move(finish), std::move(label));
    }

  private:
    core::Executor& real_;
};

}  // namespace desk::test
