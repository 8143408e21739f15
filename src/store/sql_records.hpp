#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/record_ports.hpp"
#include "store/record_tables.hpp"
#include "store/sql_tx.hpp"

namespace desk::store {

/// core::Records on the connection of one transaction.
class SqlRecords final : public core::Records {
  public:
    SqlRecords(Connection& connection, TxServices& services)
        : connection_(connection), services_(services) {}

    void lock(core::RecordType type) override;
    void lock_referrers(core::RecordType type) override;
    std::optional<core::Record> find(core::RecordType type, std::int64_t id) override;
    std::vector<core::Record> find_by(core::RecordType type, std::string_view field,
                                      std::string_view value) override;
    std::vector<core::Record> list(core::RecordType type, const core::RecordPage& page) override;
    std::vector<std::int64_t> ids(core::RecordType type) override;
    std::int64_t next_number(core::RecordType type, std::string_view field) override;
    std::int64_t insert(core::RecordType type, const core::Record& record) override;
    void update(core::RecordType type, const core::Record& record) override;
    void remove(core::RecordType type, std::int64_t id) override;
    std::vector<core::Referrers> referrers(core::RecordType type, std::int64_t id) override;
    void revoke_tokens_of_user(core::UserId user) override;

    // predefined_rows.cpp
    std::vector<core::PredefinedCategory> predefined_categories() override;
    std::vector<core::PredefinedReply> predefined_replies(std::int64_t category) override;

    std::map<std::string, std::string, std::less<>> settings() override;
    void clear_setting(std::string_view name) override;

  private:
    /// With the ids of the records they are linked to. \param rows  in the order of ids
    std::vector<core::Record> to_records(core::RecordType type, std::vector<RecordRow>&& rows);
    void write_links(core::RecordType type, const core::Record& record);

    Connection& connection_;
    TxServices& services_;
};

}  // namespace desk::store
