#include "generate/opening.hpp"

#include <cmath>

namespace desk::generate {

namespace {

constexpr core::Origin kOrigins[] = {core::Origin::whmcs,   core::Origin::whmcs,
                                     core::Origin::keliweb, core::Origin::getfly,
                                     core::Origin::web,     core::Origin::mail};

/// No two tickets have the same, and neighbours' differ widely.
std::string reference(std::int64_t number) {
    constexpr std::int64_t kStep = 7'654'321;  // shares no factor with the space
    std::int64_t space = 9'000'000;
    while (number >= space) space *= 10;
    return std::to_string(space / 9 + number * kStep % space);
}

}  // namespace

Department department_of(Topic topic) {
    switch (topic) {
        case Topic::mail_refused:
        case Topic::site_down:
        case Topic::certificate:
        case Topic::restore:
            break;
        case Topic::invoice_wrong:
        case Topic::refund:
            return Department::billing;
        case Topic::domain_transfer:
        case Topic::dns_change:
            return Department::domains;
        case Topic::upgrade:
            return Department::sales;
        case Topic::order_late:
            return Department::orders;
    }
    return Department::support;
}

void OpeningMaker::choose_writer(Thread& thread) {
    if (random_.chance(100)) {
        thread.language = pick_language(random_);
        const Person guest = make_person(thread.language, random_);
        thread.writer = guest.name;
        thread.guest_email =
            guest.address + std::to_string(random_.between(1, 9999)) + "@example.net";
        thread.subject.domain = guest.address + ".example";
        thread.origin = core::Origin::mail;
        return;
    }
    // u^2.5: of a hundred clients the first writes a sixth of all, the last fifty a quarter.
    const double u = random_.fraction();
    const auto at = static_cast<std::size_t>(u * u * std::sqrt(u) *
                                             static_cast<double>(cast_.customers.size()));
    thread.customer = &cast_.customers[at];
    thread.language = thread.customer->language;
    thread.writer = thread.customer->person;
    thread.subject.domain = thread.customer->domain_name;
    thread.origin = random_.pick(kOrigins);
}

Thread OpeningMaker::make_thread(std::int64_t number, double mean_messages) {
    Thread thread;
    choose_writer(thread);
    if (thread.origin == core::Origin::getfly) {
        thread.customer_format = core::BodyFormat::html;
    } else if (random_.chance(80)) {
        thread.customer_format = core::BodyFormat::markdown;
    }
    thread.subject.topic = static_cast<Topic>(random_.number(kTopics));
    thread.subject.ref = reference(number);
    thread.subject.server = "web-" + std::to_string(random_.between(1, 40)) + ".desk.example";
    thread.department = department_of(thread.subject.topic);
    if (thread.language == Language::vietnamese && random_.chance(600)) {
        thread.department = Department::vietnamese;
    } else if (thread.language == Language::italian && random_.chance(600)) {
        thread.department = Department::italian;
    }
    thread.agent = &random_.pick(cast_.agents);
    thread.messages_left = draw_messages(mean_messages, random_) - 1;
    thread.stays_open = random_.chance(20);
    return thread;
}

void OpeningMaker::name_requester(const Thread& thread, core::OpenTicketInput& input) {
    if (thread.customer == nullptr) {
        input.requester_name = thread.writer;
        input.requester_email = thread.guest_email;
        return;
    }
    const Customer& customer = *thread.customer;
    input.client = customer.id;
    input.user = customer.user;
    input.contact = customer.contact;
    if (random_.chance(500)) {
        input.service = customer.service;
        input.domain = customer.domain;
    }
}

void OpeningMaker::fill_fields(const Thread& thread, Timestamp now, core::OpenTicketInput& input) {
    if (!random_.chance(400)) return;
    const auto midnight = std::chrono::floor<std::chrono::days>(now);
    for (const core::CustomField& field : cast_.queue(thread.department).fields) {
        std::string value = field.code == "server" ? thread.subject.server : thread.subject.ref;
        if (field.type == core::CustomField::Type::number) {
            value = std::to_string(random_.between(1, 2'000));
        } else if (field.type == core::CustomField::Type::date) {
            value = std::to_string(Timestamp(midnight).time_since_epoch().count());
        }
        input.custom_fields.push_back({field.id, {}, std::move(value), false});
    }
}

core::OpenTicketInput OpeningMaker::make_opening(const Thread& thread, Timestamp now) {
    const Words& words = words_of(thread.language);
    core::OpenTicketInput input;
    input.department.id = cast_.queue(thread.department).id;
    input.subject = TextMaker::subject(words, thread.subject);
    input.body = {texts_.opening(words, thread.subject, thread.writer, thread.customer_format),
                  thread.customer_format, thread.origin};
    name_requester(thread, input);
    if (random_.chance(60)) input.cc.push_back("office@" + thread.subject.domain);
    const std::size_t urgency = random_.number(100);
    input.priority = urgency < 12   ? core::Priority::high
                     : urgency < 30 ? core::Priority::low
                                    : core::Priority::medium;
    if (thread.origin == core::Origin::getfly && random_.chance(300)) {
        const auto today = std::chrono::floor<std::chrono::days>(now);
        input.expected_on = today + std::chrono::days(random_.between(1, 7));
        input.emergency_phone = "+84 90 " + std::to_string(random_.between(1'000'000, 9'999'999));
    }
    fill_fields(thread, now, input);
    return input;
}

}  // namespace desk::generate
