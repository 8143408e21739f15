#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "core/add_message.hpp"
#include "core/open_ticket.hpp"
#include "store/attachment_files.hpp"
#include "store/store.hpp"
#include "util/clock.hpp"
#include "util/metrics.hpp"
#include "util/random.hpp"

// Fills a demo desk with tickets of five messages through the core's own use cases, and prints the
// id and the code of each, a ticket a line. usage: fill DATABASE DATA_FOLDER TICKETS

namespace desk::bench {
namespace {

constexpr std::int64_t kTicketsPerCommit = 250;
constexpr int kReplies = 4;
constexpr const char* kText =
    "Good morning,\r\n\r\nsince the update of last night the mail server refuses our password. We "
    "tried it with two programs and from two places. The message reads \"535 authentication "
    "failed\". Webmail works with the same password, so the password itself must be right. Could "
    "you please have a look at it today? Our invoices go out this afternoon.\r\n\r\nKind "
    "regards,\r\nCynthia Reilly";

core::Body body() { return {kText, core::BodyFormat::plain, core::Origin::whmcs}; }

template <class T>
T must(core::Result<T> result) {
    if (!result) throw std::runtime_error("the desk refused what should fill it");
    return std::move(*result);
}

/// \return its line: id and code
std::string add_ticket(core::Tx& tx, const core::Actor& actor, std::int64_t number) {
    core::OpenTicketInput opening;
    opening.department.id = core::DepartmentId{1};
    opening.client = core::ClientId{1};
    opening.subject = "Mail refused no. " + std::to_string(number);
    opening.body = body();
    opening.send_mail = false;
    const core::OpenedTicket ticket = must(core::open_ticket(tx, actor, opening));
    for (int i = 0; i < kReplies; ++i) {
        core::AddReplyInput reply;
        reply.ref.id = ticket.id;
        reply.body = body();
        reply.send_mail = false;
        if (i % 2 == 0) {
            reply.agent_login = "demo";
        } else {
            reply.client = opening.client;
        }
        must(core::add_reply(tx, actor, reply));
    }
    return std::to_string(ticket.id.value()) + " " + ticket.code + "\n";
}

void fill(const std::string& database, const std::filesystem::path& folder, std::int64_t tickets) {
    const SystemClock clock;
    SystemRandom random;
    Metrics metrics;
    store::ContentFiles files(folder / "attachments", random);
    store::StoreOptions options;
    options.database = database;
    store::Store store(options, clock, random, files, metrics);

    core::Actor actor;  // the system: may do anything
    actor.origin = core::Origin::whmcs;
    for (std::int64_t done = 0; done < tickets; done += kTicketsPerCommit) {
        const std::int64_t end = std::min(done + kTicketsPerCommit, tickets);
        std::string lines;
        const core::Outcome outcome = store.run_write([&](core::Tx& tx) {
            lines.clear();
            for (std::int64_t i = done; i < end; ++i) lines += add_ticket(tx, actor, i + 1);
            return true;
        });
        if (outcome != core::Outcome::done) {
            throw std::runtime_error("the desk could not be filled");
        }
        std::fputs(lines.c_str(), stdout);
    }
}

}  // namespace
}  // namespace desk::bench

int main(int argc, char** argv) try {
    if (argc != 4) {
        std::fprintf(stderr, "usage: fill DATABASE DATA_FOLDER TICKETS\n");
        return 2;
    }
    desk::bench::fill(argv[1], argv[2], std::stoll(argv[3]));
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "fill: %s\n", error.what());
    return 1;
}
