#include "api/common/dispatch.hpp"

#include <gmock/gmock.h>

#include <future>
#include <mutex>

#include "core/add_account.hpp"
#include "core/body.hpp"
#include "core/open_ticket.hpp"
#include "support/test_database.hpp"

/// What takes long is done before the transaction, so that nobody who writes waits for it: finding
/// out whether an update's text is new, and hashing a new password.
namespace desk::api {
namespace {

using core::Outcome;
using testing::ElementsAre;

/// Notes which lane is asked for, and lets a test step in between the lanes.
class LaneRecorder final : public core::Executor {
  public:
    explicit LaneRecorder(core::Executor& real) : real_(real) {}

    void read(core::Job job) override {
        note("read");
        real_.read(std::move(job));
    }
    void write(core::Job job) override {
        note("write");
        if (before_write) before_write();
        real_.write(std::move(job));
    }
    void search(core::Job job) override { real_.search(std::move(job)); }
    void work(std::function<void()> run, std::function<void(Outcome)> finish,
              std::string label) override {
        note("work");
        real_.work(std::move(run), std::move(finish), std::move(label));
    }
    std::vector<std::string> lanes() {
        const std::lock_guard lock(mutex_);
        return lanes_;
    }

    std::function<void()> before_write;

  private:
    void note(const char* lane) {
        const std::lock_guard lock(mutex_);
        lanes_.emplace_back(lane);
    }

    core::Executor& real_;
    std::mutex mutex_;
    std::vector<std::string> lanes_;
};

std::string markdown_of(std::size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += "* **bold** and [a link](https://example.org)\n";
    return text;
}

class DispatchUpdate : public testing::TestWithParam<test::DatabaseKind> {
  protected:
    DispatchUpdate() {
        store_->run_write([this](core::Tx& tx) {
            core::OpenTicketInput opening;
            opening.department.id = tx.insert_department({{}, "Support", false});
            opening.subject = "Subject";
            opening.requester_optional = true;
            opening.body = stored_;
            ref_.id = core::open_ticket(tx, {}, opening)->id;
            return true;
        });
        actor_.kind = core::Actor::Kind::credential;
        actor_.origin = core::Origin::getfly;
    }

    Outcome update_text(std::string text) {
        core::UpdateTicketInput input;
        input.ref = ref_;
        input.body_text = std::move(text);
        input.body_format = core::BodyFormat::html;
        using UpdateCall = TypedCall<core::UpdateTicketInput, core::UpdatedTicket>;
        auto call = std::make_shared<UpdateCall>(Access::write, core::update_ticket, input);
        const auto ended = std::make_shared<std::promise<Outcome>>();
        dispatch(services_, call, actor_, "test",
                 [ended](Outcome outcome, Call&) { ended->set_value(outcome); });
        return ended->get_future().get();
    }
    void store_opening(const core::Body& body) {
        store_->run_write([&](core::Tx& tx) {
            tx.update_opening_message(ref_.id, body, tx.clock().now());
            return true;
        });
    }
    core::Body opening() {
        core::Body body;
        store_->run_read([&](core::Tx& tx) {
            body = tx.opening_message(ref_.id).body;
            return true;
        });
        return body;
    }

    const core::Body stored_{markdown_of(1'000'000), core::BodyFormat::markdown,
                             core::Origin::whmcs};
    test::TestStore store_{GetParam()};
    LaneRecorder executor_{store_->executor()};
    Services services_{executor_, store_.files, store_.clock, store_.random, store_->settings()};
    core::TicketRef ref_;
    core::Actor actor_;
};

TEST_P(DispatchUpdate, ComparesALongTextInTheSlowLane) {
    EXPECT_EQ(update_text("<p>New</p>"), Outcome::done);
    EXPECT_THAT(executor_.lanes(), ElementsAre("read", "work", "write"));
    EXPECT_EQ(opening().text, "<p>New</p>");
    EXPECT_EQ(opening().format, core::BodyFormat::html);
}

TEST_P(DispatchUpdate, LeavesALongTextThatWasReadAndSentBackAlone) {
    EXPECT_EQ(update_text(core::body_as_html(stored_, core::Origin::getfly)), Outcome::done);
    EXPECT_THAT(executor_.lanes(), ElementsAre("read", "work", "write"));
    EXPECT_EQ(opening(), stored_);
}

TEST_P(DispatchUpdate, TakesATextForNewWhereTheStoredOneChangedSinceItWasCompared) {
    const core::Body other{markdown_of(500'000), core::BodyFormat::markdown, core::Origin::whmcs};
    executor_.before_write = [&] { store_opening(other); };
    const std::string sent = core::body_as_html(stored_, core::Origin::getfly);
    EXPECT_EQ(update_text(sent), Outcome::done);
    EXPECT_EQ(opening().text, sent);
}

TEST_P(DispatchUpdate, ComparesAShortTextInTheTransaction) {
    const core::Body brief{"**bold**", core::BodyFormat::markdown, core::Origin::whmcs};
    store_opening(brief);
    EXPECT_EQ(update_text(core::body_as_html(brief, core::Origin::getfly)), Outcome::done);
    EXPECT_THAT(executor_.lanes(), ElementsAre("read", "write"));
    EXPECT_EQ(opening(), brief);
}

/// The transaction believes what was found out before it, and renders nothing itself.
TEST_P(DispatchUpdate, RendersNothingInTheTransaction) {
    core::UpdateTicketInput input;
    input.ref = ref_;
    input.body_text = "<p>Not what it renders to</p>";
    input.body_format = core::BodyFormat::html;
    input.compared = core::ComparedText{stored_, /*is_new=*/false};
    store_->run_write(
        [&](core::Tx& tx) { return core::update_ticket(tx, actor_, input).has_value(); });
    EXPECT_EQ(opening(), stored_);
}

class DispatchPassword : public testing::TestWithParam<test::DatabaseKind> {
  protected:
    template <class In, class Out>
    Outcome run(core::Result<Out> (*use_case)(core::Tx&, const core::Actor&, const In&), In input) {
        input.password.clear = "correct horse battery staple";
        auto call = std::make_shared<TypedCall<In, Out>>(Access::write, use_case, input);
        std::promise<Outcome> ended;
        dispatch(services_, call, actor_, "test", [&](Outcome outcome, Call& done) {
            if (outcome == Outcome::refused) refusal_ = done.error().code;
            hash_ = call->input().password.hash;
            ended.set_value(outcome);
        });
        return ended.get_future().get();
    }
    Outcome add_user() {
        core::AddUserInput input;
        input.first_name = "Ada";
        input.email = "ada@example.org";
        return run(core::add_user, input);
    }
    Outcome add_account() {
        core::AddAccountInput input;
        input.account.email = "ada@example.org";
        return run(core::add_account, input);
    }

    test::TestStore store_{GetParam()};
    LaneRecorder executor_{store_->executor()};
    Services services_{executor_, store_.files, store_.clock, store_.random, store_->settings()};
    core::Actor actor_;
    core::Errc refusal_ = core::Errc::malformed_request;
    std::string hash_;
};

TEST_P(DispatchPassword, IsHashedInTheSlowLane) {
    actor_.kind = core::Actor::Kind::credential;
    EXPECT_EQ(add_user(), Outcome::done);
    EXPECT_THAT(executor_.lanes(), ElementsAre("work", "write"));
    EXPECT_EQ(hash_.rfind("$argon2id$", 0), 0U);
}

TEST_P(DispatchPassword, IsNotHashedForACallerWhoIsNotStaff) {
    store_->run_write([this](core::Tx& tx) {
        actor_.client = tx.insert_client({{}, "Acme", "desk@acme.example", "KH02"});
        return true;
    });
    actor_.kind = core::Actor::Kind::credential;
    EXPECT_EQ(add_user(), Outcome::refused);
    EXPECT_EQ(refusal_, core::Errc::not_permitted);
    EXPECT_EQ(hash_, "");
    EXPECT_EQ(add_account(), Outcome::refused);
    EXPECT_EQ(refusal_, core::Errc::not_permitted);
    EXPECT_EQ(hash_, "");
    EXPECT_THAT(executor_.lanes(), ElementsAre("write", "write"));
}

INSTANTIATE_TEST_SUITE_P(Store, DispatchPassword,
                         testing::Values(test::DatabaseKind::sqlite, test::DatabaseKind::postgres),
                         test::DatabaseName{});

INSTANTIATE_TEST_SUITE_P(Store, DispatchUpdate,
                         testing::Values(test::DatabaseKind::sqlite, test::DatabaseKind::postgres),
                         test::DatabaseName{});

}  // namespace
}  // namespace desk::api
