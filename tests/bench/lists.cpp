#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <future>
#include <string>
#include <vector>

#include "core/list_ports.hpp"
#include "store/attachment_files.hpp"
#include "store/store.hpp"
#include "util/clock.hpp"
#include "util/random.hpp"

// Times pages of tickets in the store, without HTTP, one after the other.
// usage: lists DATABASE [--offset N] [--clients N] [--runs N]
// Prints, as JSON, the median and the p99 of each kind of page in milliseconds.

namespace desk::bench {
namespace {

using core::ListPage;
using core::TicketSelection;

struct Options {
    std::string database;
    std::int64_t offset = 5'000;  ///< of a cold jump, give or take a hundredth
    std::int64_t clients = 1;     ///< their ids begin at 1
    int runs = 200;
};

/// What the next page of a kind asks for.
using NextPage = std::function<void(TicketSelection& selection, ListPage& page, int run)>;

class Lists {
  public:
    explicit Lists(const Options& options)
        : options_(options), store_(open(options), clock_, random_, files_, metrics_) {}

    void print() {
        std::printf("{");
        print("first", [](TicketSelection&, ListPage&, int) {});
        print("walk", [](TicketSelection&, ListPage& page, int run) {
            page.reader = "walk";
            page.offset = run * page.limit;
        });
        print("jump", [this](TicketSelection&, ListPage& page, int run) {
            page.reader = "jump " + std::to_string(run);
            page.offset = options_.offset + run * (options_.offset / 100 / options_.runs + 1);
        });
        print("department", [](TicketSelection& selection, ListPage&, int run) {
            selection.departments = {core::DepartmentId(1 + run % 7)};
        });
        print("status", [](TicketSelection& selection, ListPage&, int run) {
            selection.statuses = {core::StatusId(1 + run % 6)};
        });
        print("two of each", [](TicketSelection& selection, ListPage&, int) {
            selection.departments = {core::DepartmentId(1), core::DepartmentId(2)};
            selection.statuses = {core::StatusId(1), core::StatusId(6)};
        });
        print("client", [this](TicketSelection& selection, ListPage&, int run) {
            selection.client = core::ClientId(1 + run * run % options_.clients);
        });
        print("rare word", [](TicketSelection& selection, ListPage&, int run) {
            selection.subject = std::to_string(1000 + run * 37);
        });
        print("common word",
              [](TicketSelection& selection, ListPage&, int) { selection.subject = "certificat"; });
        std::printf("\n}\n");
    }

  private:
    static store::StoreOptions open(const Options& options) {
        store::StoreOptions made;
        made.database = options.database;
        return made;
    }

    void print(const char* name, const NextPage& next) {
        std::vector<double> times;
        for (int run = 0; run < options_.runs; ++run) {
            TicketSelection selection;
            ListPage page;
            next(selection, page, run);
            times.push_back(milliseconds(selection, page));
        }
        std::sort(times.begin(), times.end());
        std::printf("%s\n  \"%s\": {\"median_ms\": %.3f, \"p99_ms\": %.3f}", is_first_ ? "" : ",",
                    name, times[times.size() / 2], times[times.size() * 99 / 100]);
        is_first_ = false;
    }

    /// In the read lane, or where that sends it: the slow one.
    double milliseconds(const TicketSelection& selection, const ListPage& page) {
        const auto begin = std::chrono::steady_clock::now();
        std::promise<core::Outcome> ended;
        core::Job job;
        job.run = [&](core::Tx& tx) {
            tx.lists().tickets(selection, page);
            return true;
        };
        job.finish = [&ended](core::Outcome outcome) { ended.set_value(outcome); };
        store_.executor().read(std::move(job));
        if (ended.get_future().get() != core::Outcome::done) {
            throw std::runtime_error("a list could not be read");
        }
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
            .count();
    }

    const Options options_;
    SystemClock clock_;
    SystemRandom random_;
    Metrics metrics_;
    store::ContentFiles files_{"unused", random_};
    store::Store store_;
    bool is_first_ = true;
};

}  // namespace
}  // namespace desk::bench

int main(int argc, char** argv) try {
    desk::bench::Options options;
    CLI::App app{"Times pages of tickets in the store."};
    app.add_option("database", options.database, "sqlite:PATH or postgresql://…")->required();
    app.add_option("--offset", options.offset, "of a cold jump, give or take a hundredth");
    app.add_option("--clients", options.clients, "how many there are");
    app.add_option("--runs", options.runs, "pages of each kind")->check(CLI::Range(1, 100'000));
    CLI11_PARSE(app, argc, argv);
    desk::bench::Lists(options).print();
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "lists: %s\n", error.what());
    return 1;
}
