#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/list_ports.hpp"
#include "store/connection.hpp"
#include "store/list_row.hpp"

namespace desk::store {

/// The tickets of these keys in the order of the keys, with their opening message and its
/// attachments. Custom fields are left out.
std::vector<core::Ticket> listed_tickets(Connection& connection,
                                         const std::vector<ListKeyRow>& keys, bool bodies);

/// What a filter looks at, in no order. Tickets that are in no list are left out.
std::vector<ListedRow> listed_rows(Connection& connection, const std::vector<std::int64_t>& ids);

/// Messages with their texts, in the order of the ids.
std::vector<core::Message> listed_messages(Connection& connection,
                                           const std::vector<core::MessageId>& ids);

/// Values by ticket and field.
using FieldValues = std::map<std::pair<std::int64_t, std::int64_t>, std::string>;
FieldValues field_values(Connection& connection, const std::vector<std::int64_t>& ids);

/// The custom fields of many tickets at once.
void add_custom_fields(Connection& connection, core::Tx& tx, std::vector<core::Ticket>& tickets);

}  // namespace desk::store
