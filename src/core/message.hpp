#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/ids.hpp"
#include "core/people.hpp"
#include "util/clock.hpp"

namespace desk::core {

enum class MessageKind { opening = 0, reply = 1, note = 2 };
enum class BodyFormat { plain = 0, markdown = 1, html = 2 };

/// A text as it was sent. How another dialect reads it: core/body.hpp.
struct Body {
    std::string text;
    BodyFormat format = BodyFormat::plain;
    Origin origin = Origin::local;

    friend bool operator==(const Body&, const Body&) = default;
};

/// Who wrote a message, as it was shown at that time.
struct Author {
    enum class Kind { agent = 0, client = 1, contact = 2, user = 3, guest = 4, system = 5 };

    Kind kind = Kind::system;
    std::int64_t id = 0;  ///< of the agent, client, contact or user; 0 otherwise
    std::string name;
    std::string email;  ///< empty for agents
    /// Whose account they write for, of a message that was read. Looked up, not kept with it: not
    /// set for agents, guests, and contacts and users who are gone.
    ClientId client{};
};

/// A file that came with a message. Between *prepare* and the write lane the dispatcher stores
/// `bytes` and fills in `sha256` and `size`; use cases see no bytes.
struct NewAttachment {
    std::string file_name;  ///< without folders or control characters
    std::string media_type;
    std::string bytes;
    std::string sha256;  ///< 64 hex digits, lower case
    std::int64_t size = 0;
};

struct Attachment {
    AttachmentId id;
    MessageId message;
    int position = 0;  ///< 0-based within its message
    std::string file_name;
    std::string stored_name;  ///< the file name behind a random numeric prefix: `123456_name.png`
    std::string media_type;
    std::string sha256;
    std::int64_t size = 0;
    bool removed = false;  ///< purged by a clean-up; the name remains
};

struct Message {
    MessageId id;
    TicketId ticket;
    MessageKind kind = MessageKind::opening;
    std::int64_t wire_id = 0;  ///< replies and notes are counted apart; 0 for the opening
    Author author;
    Body body;
    int rating = 0;  ///< 0 unrated, 1..5
    Timestamp created_at;
    int attachment_count = 0;
    std::vector<Attachment> attachments;  ///< in position order
};

}  // namespace desk::core
