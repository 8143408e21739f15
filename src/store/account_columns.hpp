#pragma once
#include <cstdint>
#include <string>
#include <tuple>

#include "core/account_ports.hpp"
#include "store/rows.hpp"

/// Rows of clients and of what belongs to them, as lists and single reads have them.
namespace desk::store {

struct AddressColumns {
    std::string line1, line2, city, state, postcode, country;
    static auto columns(AddressColumns& r) {
        return std::tie(r.line1, r.line2, r.city, r.state, r.postcode, r.country);
    }
};
inline constexpr const char* kAddressColumnList =
    "address1, address2, city, state, postcode, country";

inline core::PostalAddress to_address(AddressColumns&& row) {
    return {std::move(row.line1), std::move(row.line2),    std::move(row.city),
            std::move(row.state), std::move(row.postcode), std::move(row.country)};
}

struct AccountRow {
    std::int64_t id = 0, created_at = 0;
    std::string name, first_name, last_name, company, email, phone, code, notes, status;
    AddressColumns address;
    static auto columns(AccountRow& r) {
        return std::tuple_cat(std::tie(r.id, r.name, r.first_name, r.last_name, r.company, r.email,
                                       r.phone, r.code, r.notes, r.status, r.created_at),
                              AddressColumns::columns(r.address));
    }
};
inline const std::string kSelectAccount =
    std::string(
        "SELECT id, name, first_name, last_name, company, email, phone, code, notes, status, "
        "created_at, ") +
    kAddressColumnList + " FROM client ";
core::Account to_account(AccountRow&& row);

struct ServiceRow {
    std::int64_t id = 0, client = 0;
    std::string name, status;
    static auto columns(ServiceRow& r) { return std::tie(r.id, r.client, r.name, r.status); }
};
inline constexpr const char* kSelectService = "SELECT id, client_id, name, status FROM service ";
core::ServiceCard to_service(ServiceRow&& row);

}  // namespace desk::store
