#pragma once
#include <boost/json/object.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/record_ports.hpp"

/// Records as the commands show them, to people and to programs.
namespace desk::app {

/// What the records are called that others refer to. For one transaction.
class RecordNames {
  public:
    explicit RecordNames(core::Tx& tx) : tx_(tx) {}
    /// By the first key that says something; empty where there is no such record.
    const std::string& of(core::RecordType type, std::int64_t id);

  private:
    core::Tx& tx_;
    std::map<std::pair<core::RecordType, std::int64_t>, std::string> known_;
};

/// {"id": 3, "name": "Sales", …}: flags as true and false, numbers as numbers, times as ISO 8601 or
/// null, references as {"id", "name"} or null, lists as arrays, and of a password whether there is
/// one.
boost::json::object record_json(const core::RecordKind& kind, const core::Record& record,
                                RecordNames& names);

/// Every field in a line of its own.
std::string record_text(const core::RecordKind& kind, const core::Record& record,
                        RecordNames& names);

/// The first things of each record, in columns; nothing for none.
std::string record_table(const core::RecordKind& kind, const std::vector<core::Record>& records,
                         RecordNames& names);

/// Cells under their heads, as wide as they need to be; what is longer than forty characters is
/// cut.
std::string text_table(const std::vector<std::string>& head,
                       const std::vector<std::vector<std::string>>& rows,
                       const std::vector<bool>& is_number);

}  // namespace desk::app
