#include "store/sql_numbers.hpp"

namespace desk::store {

namespace {

const Query<None, IdRow> kHighestId{"highest ticket id", "SELECT max(id) FROM ticket"};

struct FromTo {
    std::string first, last;
    void each(auto&& bind) { bind("first", first), bind("last", last); }
};

struct NumberRow {
    std::string number;
    static auto columns(NumberRow& r) { return std::tie(r.number); }
};

// Numbers of other masks may lie in between.
const Query<FromTo, NumberRow> kNumbers{
    "numbers in between",
    "SELECT number FROM ticket WHERE number >= :first AND number <= :last ORDER BY number"};

}  // namespace

core::TicketId SqlTicketNumbers::highest_id() {
    return core::TicketId{connection_.one(kHighestId)->id};
}

std::int64_t SqlTicketNumbers::count(const core::NumberSpace& space, std::int64_t first,
                                     std::int64_t last, std::int64_t most) {
    return services_.backend.count_numbers(connection_, space,
                                           {space.at(first), space.at(last), {}, most});
}

std::vector<std::string> SqlTicketNumbers::list(const core::NumberSpace& space, std::int64_t first,
                                                std::int64_t last) {
    std::vector<std::string> numbers;
    for (NumberRow& row : connection_.all(kNumbers, {space.at(first), space.at(last)})) {
        if (row.number.size() == space.form().size()) numbers.push_back(std::move(row.number));
    }
    return numbers;
}

}  // namespace desk::store
