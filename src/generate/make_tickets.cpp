#include "generate/make_tickets.hpp"

#include <deque>
#include <queue>
#include <stdexcept>
#include <tuple>

#include "core/add_message.hpp"
#include "core/open_ticket.hpp"
#include "core/update_ticket.hpp"
#include "generate/calendar.hpp"
#include "generate/opening.hpp"
#include "generate/thread.hpp"

namespace desk::generate {

namespace {

constexpr const char* kWaiting[] = {"On Hold", "In Progress", kMoreStatuses[0], kMoreStatuses[1]};

template <class T>
T must(core::Result<T> result) {
    if (!result) {
        throw std::logic_error("a made-up ticket was refused, error " +
                               std::to_string(static_cast<int>(result.error().code)));
    }
    return std::move(*result);
}

core::Actor actor_of(const Staff& agent) {
    core::Actor actor;
    actor.kind = core::Actor::Kind::agent;
    actor.origin = core::Origin::web;
    actor.agent = agent.id;
    actor.agent_name = agent.name;
    return actor;
}

/// A client acts for itself; for a guest, whose mail came in, the desk does.
core::Actor actor_of(const Thread& thread) {
    core::Actor actor;
    actor.origin = thread.origin;
    if (thread.customer != nullptr) {
        actor.kind = core::Actor::Kind::client;
        actor.client = thread.customer->id;
    }
    return actor;
}

class Play {
  public:
    Play(Stage& stage, const Cast& cast, const Plan& plan, SeededRandom& random)
        : stage_(stage),
          cast_(cast),
          plan_(plan),
          random_(random),
          texts_(random),
          openings_(cast, random),
          calendar_(plan.until, plan.tickets, random) {}

    Tally run() {
        while (tally_.tickets < plan_.tickets) {
            const Timestamp opening = calendar_.next();
            while (!due_.empty() && due_.top().time <= opening) act_on_next();
            stage_.set_time(opening);
            open(opening);
            stage_.opened(tally_.tickets);
        }
        while (!due_.empty()) act_on_next();
        return tally_;
    }

  private:
    struct Due {
        Timestamp time;
        std::int64_t order = 0;  ///< of two at the same time the one that was planned first
        std::size_t thread = 0;

        friend bool operator>(const Due& a, const Due& b) {
            return std::tie(a.time, a.order) > std::tie(b.time, b.order);
        }
    };

    void open(Timestamp now);
    void act_on_next();
    void act(Thread& thread);
    void schedule(std::size_t index, Timestamp now);

    void customer_writes(Thread& thread);
    void agent_writes(Thread& thread);
    void agent_notes(Thread& thread);
    void close(Thread& thread);
    /// What agents do to a ticket beside writing on it.
    void handle(Thread& thread);

    Stage& stage_;
    const Cast& cast_;
    const Plan& plan_;
    SeededRandom& random_;
    TextMaker texts_;
    OpeningMaker openings_;
    Calendar calendar_;
    Tally tally_;
    std::deque<Thread> threads_;
    std::vector<std::size_t> free_;  ///< of threads_
    std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
    std::int64_t planned_ = 0;
};

void Play::open(Timestamp now) {
    Thread thread = openings_.make_thread(tally_.tickets, plan_.mean_messages);
    core::OpenTicketInput input = openings_.make_opening(thread, now);
    core::Actor actor = actor_of(thread);
    if (random_.chance(80)) {  // somebody called, and an agent wrote it down
        actor = actor_of(*thread.agent);
        input.opened_by_agent = true;
    }
    thread.id = must(core::open_ticket(stage_.tx(), actor, input)).id;
    thread.next = Step::customer_writes;
    ++tally_.tickets;
    if (free_.empty()) {
        free_.push_back(threads_.size());
        threads_.emplace_back();
    }
    const std::size_t index = free_.back();
    free_.pop_back();
    threads_[index] = std::move(thread);
    schedule(index, now);
}

void Play::schedule(std::size_t index, Timestamp now) {
    Thread& thread = threads_[index];
    choose_next(thread, random_);
    if (thread.next != Step::nothing) {
        const Timestamp time = now + draw_delay(thread, random_);
        if (time < plan_.until) {
            due_.push({time, planned_++, index});
            return;
        }
    }
    if (thread.is_closed) ++tally_.closed;
    stage_.settled(thread.id);
    free_.push_back(index);
}

void Play::act_on_next() {
    const Due due = due_.top();
    due_.pop();
    stage_.set_time(due.time);
    act(threads_[due.thread]);
    schedule(due.thread, due.time);
}

void Play::act(Thread& thread) {
    switch (thread.next) {
        case Step::customer_writes:
            return customer_writes(thread);
        case Step::agent_writes:
            return agent_writes(thread);
        case Step::agent_notes:
            return agent_notes(thread);
        case Step::closes:
            return close(thread);
        case Step::nothing:
            break;
    }
}

void Play::customer_writes(Thread& thread) {
    --thread.messages_left;
    core::AddReplyInput input;
    input.ref.id = thread.id;
    input.body = {texts_.customer_reply(words_of(thread.language), thread.writer,
                                        thread.messages_left == 0, thread.customer_format),
                  thread.customer_format, thread.origin};
    if (thread.customer != nullptr) {
        input.client = thread.customer->id;
        input.contact = thread.customer->contact;
    } else {
        input.requester_name = thread.writer;
        input.requester_email = thread.guest_email;
    }
    must(core::add_reply(stage_.tx(), actor_of(thread), input));
    thread.is_closed = false;
    ++tally_.replies;
}

void Play::agent_writes(Thread& thread) {
    handle(thread);
    --thread.messages_left;
    core::AddReplyInput input;
    input.ref.id = thread.id;
    input.body = {texts_.agent_reply(words_of(thread.language), thread.subject, thread.agent->name,
                                     thread.messages_left <= 1, core::BodyFormat::plain),
                  core::BodyFormat::plain, core::Origin::web};
    input.agent_login = thread.agent->login;
    if (random_.chance(60)) input.status_title = random_.pick(kWaiting);
    must(core::add_reply(stage_.tx(), actor_of(*thread.agent), input));
    ++tally_.replies;
}

void Play::agent_notes(Thread& thread) {
    --thread.messages_left;
    core::AddNoteInput input;
    input.ref.id = thread.id;
    input.body = {texts_.note(words_of(thread.language)), core::BodyFormat::plain,
                  core::Origin::web};
    must(core::add_note(stage_.tx(), actor_of(*thread.agent), input));
    ++tally_.notes;
}

void Play::handle(Thread& thread) {
    core::UpdateTicketInput input;
    input.ref.id = thread.id;
    bool changes = false;
    if (!thread.is_flagged && random_.chance(350)) {
        thread.is_flagged = changes = true;
        input.flag = thread.agent->id;
    } else if (random_.chance(40)) {  // a colleague takes over
        thread.agent = &random_.pick(cast_.agents);
        changes = thread.is_flagged;
        if (thread.is_flagged) input.flag = thread.agent->id;
    }
    if (random_.chance(30)) {
        input.priority = core::Priority::high;
        changes = true;
    }
    if (random_.chance(30)) {
        thread.department = department_of(static_cast<Topic>(random_.number(kTopics)));
        input.department = core::DepartmentRef{cast_.queue(thread.department).id, {}};
        changes = true;
    }
    if (random_.chance(10)) {
        input.subject = "[" + thread.agent->login + "] " +
                        TextMaker::subject(words_of(thread.language), thread.subject);
        changes = true;
    }
    if (changes) must(core::update_ticket(stage_.tx(), actor_of(*thread.agent), input));
}

void Play::close(Thread& thread) {
    core::UpdateTicketInput input;
    input.ref.id = thread.id;
    input.status_title = "Closed";
    // Agents close most; the rest is closed for want of an answer, by the desk itself.
    const core::Actor actor = random_.chance(700) ? actor_of(*thread.agent) : core::Actor{};
    must(core::update_ticket(stage_.tx(), actor, input));
    thread.is_closed = true;
}

}  // namespace

Tally make_tickets(Stage& stage, const Cast& cast, const Plan& plan, SeededRandom& random) {
    return Play(stage, cast, plan, random).run();
}

}  // namespace desk::generate
