#include "store/sql_tx.hpp"

#include "store/sql_accounts.hpp"
#include "store/sql_guards.hpp"
#include "store/sql_housekeeping.hpp"
#include "store/sql_lists.hpp"
#include "store/sql_moves.hpp"
#include "store/sql_numbers.hpp"
#include "store/sql_office.hpp"
#include "store/sql_records.hpp"
#include "store/sql_watchers.hpp"

namespace desk::store {

SqlTx::SqlTx(Connection& connection, TxServices& services, Pace pace)
    : connection_(connection),
      services_(services),
      pace_(pace),
      settings_(services.settings.now()) {}

SqlTx::~SqlTx() = default;

core::Records& SqlTx::records() {
    if (!records_) records_ = std::make_unique<SqlRecords>(connection_, services_);
    return *records_;
}

core::TicketLists& SqlTx::lists() {
    if (!lists_) lists_ = std::make_unique<SqlTicketLists>(connection_, services_, *this);
    return *lists_;
}

core::TicketMoves& SqlTx::moves() {
    if (!moves_) moves_ = std::make_unique<SqlTicketMoves>(connection_, services_);
    return *moves_;
}

core::TicketNumbers& SqlTx::numbers() {
    if (!numbers_) numbers_ = std::make_unique<SqlTicketNumbers>(connection_, services_);
    return *numbers_;
}

core::Housekeeping& SqlTx::housekeeping() {
    if (!housekeeping_) {
        housekeeping_ = std::make_unique<SqlHousekeeping>(connection_, services_, *this);
    }
    return *housekeeping_;
}

core::Accounts& SqlTx::accounts() {
    if (!accounts_) accounts_ = std::make_unique<SqlAccounts>(connection_, services_, *this);
    return *accounts_;
}

core::Office& SqlTx::office() {
    if (!office_) office_ = std::make_unique<SqlOffice>(connection_, services_, *this);
    return *office_;
}

core::Watchers& SqlTx::watchers() {
    if (!watchers_) watchers_ = std::make_unique<SqlWatchers>(connection_);
    return *watchers_;
}

core::Guards& SqlTx::guards() {
    if (!guards_) guards_ = std::make_unique<SqlGuards>(connection_);
    return *guards_;
}

}  // namespace desk::store
