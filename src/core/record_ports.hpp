#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ports.hpp"
#include "core/record_kind.hpp"

namespace desk::core {

/// A record of any kind. Its values are in the order of the kind's fields, in the form that
/// ValueType says they are kept in; ids of several records are joined with ",", lowest first.
struct Record {
    std::int64_t id = 0;
    std::vector<std::string> values;
};

/// Those that come after an id, lowest first.
struct RecordPage {
    std::int64_t after = 0;
    int limit = 100;              ///< 1..1000
    std::string_view field = {};  ///< with `value`: only those whose reference is to this id
    std::int64_t value = 0;
};

/// Who else a record is needed by.
struct Referrers {
    std::string_view what;  ///< "tickets": ends in an "s" that one alone lacks
    std::int64_t count = 0;
};

/// A category of predefined replies, with how many are in it.
struct PredefinedCategory {
    std::int64_t id = 0;
    std::int64_t parent = 0;  ///< 0: none
    std::string name;
    std::int64_t replies = 0;
};

struct PredefinedReply {
    std::int64_t id = 0;
    std::string name;
    std::string text;
};

/// The records that a desk is set up with, as the commands keep them: agents, clients, departments,
/// statuses and the like. What a ticket's own use cases look up is in Tx.
/// Part of a unit of work: reached through Tx::records(), lives as long as it.
class Records {
  public:
    virtual ~Records() = default;

    /// Until the transaction ends nobody else changes records of this kind, so that what is checked
    /// stays true. Before all else.
    virtual void lock(RecordType type) = 0;
    /// The same for the kinds that may refer to one: before one is removed.
    virtual void lock_referrers(RecordType type) = 0;

    virtual std::optional<Record> find(RecordType type, std::int64_t id) = 0;
    /// Those whose field says that, lowest first, a thousand at most; names are compared after NFC
    /// and case folding.
    virtual std::vector<Record> find_by(RecordType type, std::string_view field,
                                        std::string_view value) = 0;
    virtual std::vector<Record> list(RecordType type, const RecordPage& page) = 0;
    /// All there are, lowest first.
    virtual std::vector<std::int64_t> ids(RecordType type) = 0;
    /// One more than the highest of a field that is a number.
    virtual std::int64_t next_number(RecordType type, std::string_view field) = 0;
    /// Values are checked, and nothing unique in them is taken.
    /// \param record  a set id is used as the id
    virtual std::int64_t insert(RecordType type, const Record& record) = 0;
    virtual void update(RecordType type, const Record& record) = 0;
    /// With what belongs to it alone: memberships, tokens.
    virtual void remove(RecordType type, std::int64_t id) = 0;
    /// Those whose count is not 0.
    virtual std::vector<Referrers> referrers(RecordType type, std::int64_t id) = 0;
    virtual void revoke_tokens_of_user(UserId user) = 0;

    // Predefined replies, in any order ----------------------------------------------------------
    virtual std::vector<PredefinedCategory> predefined_categories() = 0;
    /// \param category  0: of all
    virtual std::vector<PredefinedReply> predefined_replies(std::int64_t category) = 0;

    // Settings ----------------------------------------------------------------------------------
    /// Those that somebody has set, by name, as they were written.
    virtual std::map<std::string, std::string, std::less<>> settings() = 0;
    /// Back to what it is where nobody has set it.
    virtual void clear_setting(std::string_view name) = 0;
};

}  // namespace desk::core
