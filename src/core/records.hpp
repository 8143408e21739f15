#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "core/issue_credential.hpp"
#include "core/record_ports.hpp"
#include "core/record_values.hpp"

/// The records of a desk, made, read, changed and removed: one way for all kinds. Each refusal says
/// which field it is about and what to do.
namespace desk::core {

template <class T>
using RecordResult = tl::expected<T, RecordFault>;

/// A record by its id or by one of its kind's keys.
/// \return Errc::record_not_found; value_invalid where several are called that
RecordResult<Record> find_record(Tx& tx, const RecordKind& kind, std::string_view ref);

/// "3 tickets, 1 credential"; empty where there are none.
std::string counted(const std::vector<Referrers>& referrers);

/// Writes records of one kind in one transaction; a batch of them knows what it has looked up
/// before.
class RecordWriter {
  public:
    /// Locks the kind against other writers.
    /// \param actor  for the events of kinds that have some
    RecordWriter(Tx& tx, const RecordKind& kind, Actor actor = {});

    /// \param values  checked as a whole, passwords hashed
    /// \return the record with its id; Errc::already_exists, record_not_found, field_required, …
    RecordResult<Record> add(const RecordValues& values);
    /// Makes a credential, whose secret is told here and never again.
    /// \param values  of the kind credential, as for add()
    RecordResult<IssuedCredential> issue(const RecordValues& values);
    /// \param ref  as for find_record
    /// \param values  checked as a change: what is not there stays
    RecordResult<Record> change(std::string_view ref, const RecordValues& values);
    /// \return the record as it was; Errc::record_in_use, record_is_core, record_not_found
    RecordResult<Record> remove(std::string_view ref);

  private:
    /// The record that was asked for, not yet written.
    RecordResult<Record> compose(const RecordValues& values);
    /// Puts what was given over what was there, references resolved.
    RecordResult<void> apply(const RecordValues& values, Record& record);
    RecordResult<std::string> resolve(const RecordField& field, const std::string& written);
    RecordResult<std::string> resolve_several(const RecordField& field, const std::string& written);
    /// What a new record is where nobody said so.
    RecordResult<void> fill_in(const RecordValues& values, Record& record);
    /// The rules that a kind has of its own. \param before  none for a new record
    RecordResult<void> complete(const Record* before, Record& record);
    RecordResult<void> complete_client(Record& record);
    void complete_announcement(const Record* before, Record& record);
    RecordResult<void> complete_custom_field(Record& record);
    [[nodiscard]] RecordResult<void> check_escalation_rule(const Record& record) const;
    RecordResult<void> check_parent(const Record& record);
    [[nodiscard]] RecordResult<void> check_spam_rule(const Record& record) const;
    RecordResult<void> check_unique(const Record* before, const Record& record);

    std::string& value(Record& record, std::string_view field) const;
    [[nodiscard]] const std::string& value(const Record& record, std::string_view field) const;

    Tx& tx_;
    Records& records_;
    const RecordKind& kind_;
    const Actor actor_;
    std::map<std::pair<RecordType, std::string>, std::int64_t> known_;
    std::int64_t next_order_ = 0;
};

}  // namespace desk::core
