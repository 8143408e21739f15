#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/ports.hpp"
#include "generate/seeded_random.hpp"
#include "generate/words.hpp"

namespace desk::generate {

struct Staff {
    core::AgentId id;
    std::string login;
    std::string name;
};

/// An account and the person who writes for it.
struct Customer {
    core::ClientId id;
    Language language = Language::english;
    std::string person;
    std::string domain_name;
    core::ContactId contact;  ///< who writes, if set
    core::UserId user;        ///< likewise
    core::ServiceId service;
    core::DomainId domain;
};

struct Queue {
    core::DepartmentId id;
    std::vector<core::CustomField> fields;
};

/// The departments by what they do.
enum class Department { support, billing, domains, sales, orders, vietnamese, italian };

/// Everybody and everything that tickets refer to.
struct Cast {
    std::vector<Queue> departments;  ///< in the order of `Department`
    std::vector<Staff> agents;
    std::vector<Customer> customers;  ///< those with the most tickets first
    std::int64_t contacts = 0, users = 0, services = 0, domains = 0;

    [[nodiscard]] const Queue& queue(Department department) const {
        return departments[static_cast<std::size_t>(department)];
    }
};

/// Statuses beside those that every desk has.
inline constexpr const char* kMoreStatuses[] = {"Waiting for Supplier", "Chờ khách hàng"};

/// A person's name and what it looks like in an address.
struct Person {
    std::string name;
    std::string address;  ///< before the `@`
};
Person make_person(Language language, SeededRandom& random);
Language pick_language(SeededRandom& random);

/// Writes what a desk of so many tickets has beside its clients: departments, statuses, agents. The
/// setting `demo` is among it: a made-up desk never sends mail out.
Cast make_staff(core::Tx& tx, std::int64_t tickets, SeededRandom& random);
/// Writes the clients, and what belongs to them.
void make_customers(core::Tx& tx, std::int64_t tickets, SeededRandom& random, Cast& cast);

}  // namespace desk::generate
