#include "net/session_mailbox.hpp"

#include <boost/asio/post.hpp>
#include <utility>

#include "net/response_head.hpp"
#include "net/session.hpp"

namespace desk::net {

namespace {

thread_local const Mailbox* own_mailbox = nullptr;

}  // namespace

void Mailbox::enter_thread() { own_mailbox = this; }
void Mailbox::leave_thread() { own_mailbox = nullptr; }

void Mailbox::deliver(std::weak_ptr<Session> session, Response response) {
    if (own_mailbox == this) {
        if (const auto receiver = session.lock()) receiver->answer(std::move(response));
        return;
    }
    const std::lock_guard lock(mutex_);
    if (!is_open_) return;
    letters_.push_back({std::move(session), std::move(response)});
    if (letters_.size() == 1) {
        boost::asio::post(io_, [self = shared_from_this()] { self->hand_out(); });
    }
}

void Mailbox::hand_out() {
    {
        const std::lock_guard lock(mutex_);
        handing_out_.swap(letters_);
    }
    for (Letter& letter : handing_out_) {
        if (const auto receiver = letter.session.lock())
            receiver->answer(std::move(letter.response));
    }
    handing_out_.clear();
}

void Mailbox::close() {
    const std::lock_guard lock(mutex_);
    is_open_ = false;
    letters_.clear();
}

Reply::~Reply() {
    if (!is_answered_.load(std::memory_order_relaxed)) {
        answer(plain_refusal(500, "the handler gave no answer"));
    }
}

void Reply::answer(Response response) {
    if (is_answered_.exchange(true)) return;
    mailbox_->deliver(std::move(session_), std::move(response));
}

}  // namespace desk::net
