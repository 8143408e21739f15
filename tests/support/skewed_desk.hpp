#pragma once
#include "support/test_database.hpp"

namespace desk::test {

/// What a database looks like after years: many tickets, 50,000 unless said otherwise, most of them
/// closed and in one department; one client has half of them, one guest every twentieth; a ticket
/// of 3,000 replies (id 2). Written as SQL, in seconds; the subject index follows it.
inline constexpr int kSkewedTickets = 50'000;
void fill_skewed_desk(TestDatabase& database, int tickets = kSkewedTickets);

}  // namespace desk::test
