#include "generate/cast.hpp"

#include <algorithm>
#include <array>

namespace desk::generate {

namespace {

constexpr std::int64_t kTicketsOfAClient = 5;  // on average
constexpr std::int64_t kTicketsOfAnAgent = 2'000;
constexpr std::string_view kMailHosts[] = {"example.com", "example.net", "example.org",
                                           "mail.example"};

using Type = core::CustomField::Type;

struct FieldPlan {
    std::string_view code, name;
    Type type;
};

struct QueuePlan {
    std::string_view name;
    bool prevent_client_closure;
    std::vector<FieldPlan> fields;
};

std::array<QueuePlan, 7> queue_plans() {
    return {{
        {"Technical Support",
         false,
         {{"server", "Server", Type::text}, {"since", "Since when", Type::date}}},
        {"Billing",
         false,
         {{"invoice", "Invoice number", Type::text}, {"amount", "Amount", Type::number}}},
        {"Domains", false, {{"domain_name", "Domain", Type::text}}},
        {"Sales", false, {{"seats", "Seats", Type::number}}},
        {"Orders", true, {{"order_no", "Order number", Type::text}}},
        {"Hỗ trợ khách hàng", false, {{"ma_don_hang", "Mã đơn hàng", Type::text}}},
        {"Assistenza clienti", false, {{"codice_cliente", "Codice cliente", Type::text}}},
    }};
}

std::string filled_company(std::string_view pattern, std::string_view name) {
    constexpr std::string_view kSlot = "{name}";
    const std::size_t at = pattern.find(kSlot);
    std::string text(pattern.substr(0, at));
    text += name;
    text += pattern.substr(at + kSlot.size());
    return text;
}

void make_departments(core::Tx& tx, Cast& cast) {
    for (const QueuePlan& plan : queue_plans()) {
        Queue queue;
        queue.id = tx.insert_department({{}, std::string(plan.name), plan.prevent_client_closure});
        for (const FieldPlan& field : plan.fields) {
            core::CustomField made{
                {}, queue.id, std::string(field.code), std::string(field.name), field.type};
            made.id = tx.insert_custom_field(made);
            queue.fields.push_back(std::move(made));
        }
        cast.departments.push_back(std::move(queue));
    }
}

void make_agents(core::Tx& tx, std::int64_t tickets, SeededRandom& random, Cast& cast) {
    const std::int64_t count = std::min<std::int64_t>(4 + tickets / kTicketsOfAnAgent, 60);
    for (std::int64_t i = 0; i < count; ++i) {
        const Words& words = words_of(static_cast<Language>(i % kLanguages));
        const Name& given = random.pick(words.given_names);
        const Name& family = random.pick(words.family_names);
        core::Agent agent;
        agent.login = std::string(given.ascii) + "." + std::to_string(i + 1);
        agent.first_name = words.family_name_first ? family.text : given.text;
        agent.last_name = words.family_name_first ? given.text : family.text;
        agent.email = agent.login + "@desk.example";
        agent.id = tx.insert_agent(agent);
        cast.agents.push_back({agent.id, agent.login, agent.display_name()});
    }
}

/// What some clients have and others have not.
void make_belongings(core::Tx& tx, Customer& customer, const std::string& email,
                     std::int64_t number, SeededRandom& random, Cast& cast) {
    if (random.chance(200)) {
        core::User user;
        user.name = customer.person;
        user.email = email;
        user.is_owner = random.chance(700);
        customer.user = tx.insert_user(customer.id, user);
        ++cast.users;
    } else if (random.chance(120)) {
        const Person person = make_person(customer.language, random);
        customer.person = person.name;
        customer.contact = tx.insert_contact(
            customer.id, {{}, person.name, person.address + "@" + customer.domain_name});
        ++cast.contacts;
    }
    if (random.chance(150)) {
        customer.service = tx.insert_service(
            customer.id, std::string(random.chance(500) ? "Web hosting " : "Virtual server ") +
                             std::to_string(1000 + number));
        ++cast.services;
    }
    if (random.chance(100)) {
        customer.domain = tx.insert_domain(customer.id, customer.domain_name);
        ++cast.domains;
    }
}

Customer make_customer(core::Tx& tx, std::int64_t number, SeededRandom& random, Cast& cast) {
    Customer customer;
    customer.language = pick_language(random);
    const Words& words = words_of(customer.language);
    const Person person = make_person(customer.language, random);
    customer.person = person.name;
    const Name& family = random.pick(words.family_names);
    customer.domain_name = std::string(family.ascii) + "-" + std::to_string(number) + ".example";
    core::Client client;
    client.name = person.name;
    client.email = person.address + std::to_string(number) + "@";
    client.email += random.pick(kMailHosts);
    if (random.chance(400)) {
        client.name = filled_company(random.pick(words.companies), family.text);
        client.email = "info@" + customer.domain_name;
    }
    const std::string digits = std::to_string(number);
    client.code = "KH" + std::string(7 - std::min<std::size_t>(digits.size(), 7), '0') + digits;
    customer.id = tx.insert_client(client);
    make_belongings(tx, customer, client.email, number, random, cast);
    return customer;
}

}  // namespace

Language pick_language(SeededRandom& random) {
    const std::size_t of_a_hundred = random.number(100);
    if (of_a_hundred < 40) return Language::english;
    if (of_a_hundred < 65) return Language::vietnamese;
    if (of_a_hundred < 80) return Language::italian;
    return of_a_hundred < 90 ? Language::german : Language::french;
}

Person make_person(Language language, SeededRandom& random) {
    const Words& words = words_of(language);
    const Name& given = random.pick(words.given_names);
    const Name& family = random.pick(words.family_names);
    Person person;
    person.name = words.family_name_first ? family.text : given.text;
    person.name += ' ';
    person.name += words.family_name_first ? given.text : family.text;
    person.address = given.ascii;
    person.address += '.';
    person.address += family.ascii;
    return person;
}

Cast make_staff(core::Tx& tx, std::int64_t tickets, SeededRandom& random) {
    Cast cast;
    tx.set_setting("demo", "true");
    make_departments(tx, cast);
    for (const char* title : kMoreStatuses) tx.insert_status(title);
    make_agents(tx, tickets, random, cast);
    return cast;
}

void make_customers(core::Tx& tx, std::int64_t tickets, SeededRandom& random, Cast& cast) {
    const std::int64_t clients = std::max<std::int64_t>(3, tickets / kTicketsOfAClient);
    cast.customers.reserve(static_cast<std::size_t>(clients));
    for (std::int64_t number = 1; number <= clients; ++number) {
        cast.customers.push_back(make_customer(tx, number, random, cast));
    }
}

}  // namespace desk::generate
