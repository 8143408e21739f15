#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/ids.hpp"

namespace desk::core {

/// Somebody who works the desk.
struct Agent {
    AgentId id;
    std::string login;
    std::string first_name;
    std::string last_name;
    std::string email;
    bool api_access = true;
    bool disabled = false;

    /// First and last name; what the other side sees as the author.
    [[nodiscard]] std::string display_name() const {
        if (first_name.empty() || last_name.empty()) return first_name + last_name;
        return first_name + " " + last_name;
    }
};

/// An account of the company's books: who pays, and whom tickets belong to.
struct Client {
    ClientId id;
    std::string name;  ///< first and last name, or the company's where there is none
    std::string email;
    std::string code;
};

/// A person under a client: a contact, or a login (user) attached to it.
struct Contact {
    ContactId id;
    std::string name;
    std::string email;
};

struct User {
    UserId id;
    std::string name;
    std::string email;
    std::string password_hash;  ///< Argon2id, empty where the user cannot log in
    bool disabled = false;
    bool is_owner = false;  ///< of the client it was looked up with
};

/// The door that something came in through: a dialect, or one of our own.
enum class Origin { whmcs, keliweb, getfly, local, web, mail };

/// Whoever acts. Built by a dialect's authentication, read by permissions and by the authors and
/// events that an action leaves behind.
struct Actor {
    enum class Kind { system, agent, client, contact, user, guest, credential };

    Kind kind = Kind::system;
    Origin origin = Origin::local;
    CredentialId credential;  ///< the API credential used, if any
    AgentId agent;            ///< set for an agent, and for a credential that belongs to one
    std::string agent_name;   ///< display name of that agent
    ClientId client;          ///< set: sees and touches only this client's tickets
    UserId user;
    bool sees_notes = true;
    bool opens_for_guests = false;  ///< though bound to a client; what it opens so it never sees
    std::string address;  ///< where the call came from; empty for the desk itself and its commands
};

}  // namespace desk::core
