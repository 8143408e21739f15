#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <mutex>
#include <random>
#include <stdexcept>
#include <thread>

#include "api/common/dispatch.hpp"
#include "core/open_ticket.hpp"
#include "store/attachment_files.hpp"
#include "store/store.hpp"
#include "support/desk_audit.hpp"
#include "support/fakes.hpp"
#include "support/power_cut_disk.hpp"
#include "support/power_cut_files.hpp"
#include "support/power_cut_vfs.hpp"

namespace desk::test {
namespace {

using core::Outcome;

constexpr int kClients = 6;

/// One machine with a desk on it: its disk outlives every power cut, its processes do not.
class Machine {
  public:
    explicit Machine(std::uint64_t seed) : disk_(seed), vfs_(disk_), files_(disk_), random_(seed) {}

    PowerCutDisk& disk() { return disk_; }

    /// Starts the desk's process. \throws where the disk fails
    void boot() {
        files_.make_folder("/desk");
        content_ = std::make_unique<store::ContentFiles>("/desk/attachments", random_, files_);
        store::StoreOptions options;
        options.database = "sqlite:/desk/desk.sqlite";
        options.sqlite_vfs = vfs_.name();
        store_ = std::make_unique<store::Store>(options, clock_, random_, *content_, metrics_);
        services_ = std::make_unique<api::Services>(
            api::Services{store_->executor(), *content_, clock_, random_, store_->settings()});
    }

    void stop() {
        services_.reset();
        store_.reset();
        content_.reset();
    }

    /// Puts the power back on and starts the desk again.
    void recover(Unsynced unsynced) {
        stop();
        disk_.restore(unsynced);
        boot();
    }

    /// The department that all tickets go to; made when there is none.
    Outcome make_department() {
        return store_->run_write([](core::Tx& tx) {
            if (tx.is_empty_desk()) tx.insert_department({{}, "Support", false});
            return true;
        });
    }

    /// Opens a ticket as a dialect does: bytes first, then the write job, then the answer.
    Outcome open(const PromisedTicket& wanted, core::OpenedTicket& opened) {
        core::OpenTicketInput input;
        input.department.id = core::DepartmentId(1);
        input.subject = wanted.subject;
        input.body.text = wanted.message;
        input.requester_name = "Guest";
        input.requester_email = "guest@example.com";
        for (const PromisedFile& file : wanted.files) {
            input.attachments.push_back({file.name, "text/plain", file.bytes, {}, 0});
        }
        using Call = api::TypedCall<core::OpenTicketInput, core::OpenedTicket>;
        std::promise<Outcome> answer;
        api::dispatch(
            *services_,
            std::make_shared<Call>(api::Access::write, core::open_ticket, std::move(input)), {},
            wanted.subject, [&](Outcome outcome, api::Call& call) {
                if (outcome == Outcome::done) opened = static_cast<Call&>(call).output();
                answer.set_value(outcome);
            });
        return answer.get_future().get();
    }

    AuditedDesk audited() {
        return {[this](const std::string& sql) {
                    return sql_rows("sqlite:/desk/desk.sqlite", sql, vfs_.name());
                },
                [this](const std::string& hash) { return content_->get(hash); }};
    }

  private:
    PowerCutDisk disk_;
    PowerCutVfs vfs_;
    PowerCutFiles files_;
    FakeClock clock_;
    FakeRandom random_;
    Metrics metrics_;
    std::unique_ptr<store::ContentFiles> content_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<api::Services> services_;
};

/// What the clients of a machine send, and what they were promised.
class Clients {
  public:
    explicit Clients(std::uint64_t seed) : seed_(seed) {}

    /// Several threads open tickets until the power goes, or `most` each.
    void load(Machine& machine, int most = 1'000'000, std::uint64_t longest_message = 6'000) {
        ++round_;
        longest_message_ = longest_message;
        std::vector<std::thread> threads;
        for (int client = 0; client < kClients; ++client) {
            threads.emplace_back([this, &machine, client, most] { work(machine, client, most); });
        }
        for (std::thread& thread : threads) thread.join();
    }

    [[nodiscard]] const std::vector<PromisedTicket>& promised() const { return promised_; }

  private:
    void work(Machine& machine, int client, int most) {
        std::mt19937_64 chance(seed_ * 1'000 + static_cast<std::uint64_t>(round_ * 10 + client));
        for (int turn = 0; turn < most; ++turn) {
            PromisedTicket ticket = next(chance, client, turn);
            core::OpenedTicket opened;
            const Outcome outcome = machine.open(ticket, opened);
            if (outcome == Outcome::done) {
                ticket.id = opened.id.value();
                ticket.number = opened.number;
                const std::lock_guard lock(mutex_);
                promised_.push_back(std::move(ticket));
            } else if (machine.disk().is_cut()) {
                return;
            } else {
                ADD_FAILURE() << ticket.subject << " got outcome " << static_cast<int>(outcome)
                              << " while there was power";
            }
        }
    }

    PromisedTicket next(std::mt19937_64& chance, int client, int turn) {
        PromisedTicket ticket;
        ticket.subject = "Round " + std::to_string(round_) + " client " + std::to_string(client) +
                         " turn " + std::to_string(turn);
        ticket.message = ticket.subject + "\n" + std::string(chance() % longest_message_, 'm');
        const std::uint64_t files = chance() % 3;
        for (std::uint64_t file = 0; file < files; ++file) {
            // Some clients send the same file at the same time, some files are empty.
            const bool is_shared = chance() % 2 == 0;
            std::string bytes = is_shared ? "shared " + std::to_string(turn / 2) : ticket.subject;
            const std::size_t size = chance() % 8 == 0 ? 150'000 : 2'000;
            for (std::size_t length = bytes.size(); length < size; length = bytes.size()) {
                bytes += bytes;
            }
            if (chance() % 20 == 0) bytes.clear();
            ticket.files.push_back({"file" + std::to_string(file) + ".txt", std::move(bytes)});
        }
        return ticket;
    }

    const std::uint64_t seed_;
    int round_ = 0;
    std::uint64_t longest_message_ = 0;
    std::mutex mutex_;
    std::vector<PromisedTicket> promised_;
};

/// When the power of a machine goes.
enum class Moment { starting, loaded, syncing, copying, stopping };

constexpr Moment kMoments[] = {Moment::starting, Moment::loaded, Moment::syncing, Moment::copying,
                               Moment::stopping};

/// Lets a desk work until its power goes, in a call that chance chooses.
void work_until_cut(Machine& machine, Clients& clients, Moment moment, std::mt19937_64& chance) {
    constexpr std::uint64_t kLongMessages =
        60'000;  // fill the WAL fast: it is copied again and again
    const auto draw = [&chance](std::uint64_t most) { return 1 + chance() % most; };
    PowerCutDisk& disk = machine.disk();
    switch (moment) {
        case Moment::starting:
            disk.cut_at(draw(150));
            break;
        case Moment::loaded:
            disk.cut_at(draw(6'000));
            break;
        case Moment::syncing:
            disk.cut_at(draw(300), Calls::syncs);
            break;
        case Moment::copying:
            disk.cut_at(draw(600), Calls::all, "/desk/desk.sqlite");
            break;
        case Moment::stopping:
            break;
    }
    machine.boot();
    if (machine.make_department() != Outcome::done) return;
    if (moment == Moment::stopping) {
        clients.load(machine, 3);
        disk.cut_at(draw(60));
        machine.stop();
        disk.cut();
    } else if (moment == Moment::copying) {
        clients.load(machine, 1'000'000, kLongMessages);
    } else {
        clients.load(machine);
    }
}

/// A machine whose power is cut again and again, at calls that the seed chooses.
class PowerCut : public testing::TestWithParam<std::uint64_t> {};

TEST_P(PowerCut, LosesNothingAcknowledgedAndLeavesNothingHalf) {
    constexpr int kCuts = 5;
    const std::uint64_t seed = GetParam();
    Machine machine(seed);
    Clients clients(seed);
    std::mt19937_64 chance(seed);
    for (int cut = 0; cut < kCuts; ++cut) {
        const Moment moment = kMoments[(seed + static_cast<std::uint64_t>(cut)) % kCuts];
        const Unsynced unsynced = chance() % 2 == 0 ? Unsynced::lost : Unsynced::torn;
        SCOPED_TRACE("seed " + std::to_string(seed) + ", cut " + std::to_string(cut) + ", moment " +
                     std::to_string(static_cast<int>(moment)));
        try {
            work_until_cut(machine, clients, moment, chance);
        } catch (const std::exception& error) {
            ASSERT_TRUE(machine.disk().is_cut()) << error.what();
        }
        ASSERT_TRUE(machine.disk().is_cut());
        machine.recover(unsynced);
        EXPECT_EQ(audit(machine.audited(), clients.promised()), std::vector<std::string>{});

        // And the desk goes on.
        ASSERT_EQ(machine.make_department(), Outcome::done);
        clients.load(machine, 2);
        EXPECT_EQ(audit(machine.audited(), clients.promised()), std::vector<std::string>{});
        // Every other time it stops in peace, without a WAL to recover.
        if (chance() % 2 == 0) {
            machine.stop();
        } else {
            machine.disk().cut();
            machine.stop();
            machine.disk().restore(Unsynced::lost);
        }
    }
    EXPECT_GE(clients.promised().size(), std::size_t{kCuts * kClients * 2});
}

// 20 machines, 100 cuts.
INSTANTIATE_TEST_SUITE_P(Seeds, PowerCut, testing::Range<std::uint64_t>(1, 21));

/// Proof that the test above could fail.
TEST(PowerCutChecker, NoticesTicketsLostByADiskThatLies) {
    Machine machine(1);
    Clients clients(1);
    machine.boot();
    ASSERT_EQ(machine.make_department(), Outcome::done);
    clients.load(machine, 3);
    EXPECT_EQ(audit(machine.audited(), clients.promised()), std::vector<std::string>{});
    const std::size_t kept = clients.promised().size();

    machine.disk().lie_about_syncs();
    clients.load(machine, 3);
    machine.disk().cut();
    machine.recover(Unsynced::lost);
    const std::vector<std::string> complaints = audit(machine.audited(), clients.promised());
    ASSERT_EQ(complaints.size(), clients.promised().size() - kept);
    for (const std::string& complaint : complaints) {
        EXPECT_TRUE(complaint.starts_with("a ticket is lost")) << complaint;
    }
}

TEST(PowerCutChecker, NoticesFilesThatWereNeverSynced) {
    Machine machine(1);
    Clients clients(1);
    machine.boot();
    ASSERT_EQ(machine.make_department(), Outcome::done);
    clients.load(machine, 3);
    for (const std::string& file : machine.disk().files_below("/desk/attachments")) {
        machine.disk().remove(file);
    }
    bool is_noticed = false;
    for (const std::string& complaint : audit(machine.audited(), clients.promised())) {
        is_noticed = is_noticed || complaint.starts_with("a file is lost");
    }
    EXPECT_TRUE(is_noticed);
}

struct Damage {
    const char* name;
    const char* sql;
    const char* complaint;
};

class PowerCutCheckerOf : public testing::TestWithParam<Damage> {};

TEST_P(PowerCutCheckerOf, NoticesTheDamage) {
    Machine machine(1);
    Clients clients(1);
    machine.boot();
    ASSERT_EQ(machine.make_department(), Outcome::done);
    clients.load(machine, 5);
    machine.audited().rows(GetParam().sql);
    bool is_noticed = false;
    for (const std::string& complaint : audit(machine.audited(), clients.promised())) {
        is_noticed = is_noticed || complaint.starts_with(GetParam().complaint);
    }
    EXPECT_TRUE(is_noticed);
}

INSTANTIATE_TEST_SUITE_P(
    Damages, PowerCutCheckerOf,
    testing::Values(
        Damage{"Lost", "DELETE FROM ticket WHERE id = 2", "a ticket is lost"},
        Damage{"Twice", "UPDATE ticket SET subject = 'x' WHERE id IN (2, 3)",
               "a subject is there twice"},
        Damage{"WithoutOpening", "DELETE FROM message WHERE ticket_id = 2",
               "a ticket has not one opening message"},
        Damage{"WithoutEvent", "DELETE FROM event WHERE ticket_id = 2",
               "a ticket has not one event"},
        Damage{"MiscountedTickets", "UPDATE ticket_counter SET count = count + 1", "a counter"},
        Damage{"WithoutAttachments", "DELETE FROM attachment", "a message says another number"},
        Damage{"WithoutBlob", "DELETE FROM blob", "an attachment without its blob"},
        Damage{"OtherMessage", "UPDATE message SET body = 'x' WHERE ticket_id = 2",
               "a ticket is not what was sent"}),
    [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace desk::test
