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

struct CountRow {
    std::int64_t taken = 0, counted_to = 0;
    static auto columns(CountRow& r) { return std::tie(r.taken, r.counted_to); }
};

const Query<ByText, CountRow> kKeptCount{
    "kept count of numbers", "SELECT taken, counted_to FROM number_space WHERE name = :text"};

struct CountColumns {
    std::string name;
    std::int64_t taken = 0, counted_to = 0;
    void each(auto&& bind) {
        bind("name", name), bind("taken", taken), bind("counted_to", counted_to);
    }
};

const Query<CountColumns> kKeepCount{"keep count of numbers", R"sql(
    INSERT INTO number_space (name, taken, counted_to) VALUES (:name, :taken, :counted_to)
    ON CONFLICT (name) DO UPDATE SET taken = excluded.taken,
        counted_to = excluded.counted_to)sql"};

}  // namespace

core::TicketId SqlTicketNumbers::highest_id() {
    return core::TicketId{connection_.one(kHighestId)->id};
}

std::int64_t SqlTicketNumbers::count(const core::NumberSpace& space, std::int64_t first,
                                     std::int64_t last, std::int64_t most) {
    return services_.backend.count_numbers(connection_, space,
                                           {space.at(first), space.at(last), {}, most});
}

std::optional<core::NumberCount> SqlTicketNumbers::kept_count(const core::NumberSpace& space) {
    const std::optional<CountRow> row = connection_.one(kKeptCount, {space.name()});
    if (!row) return std::nullopt;
    return core::NumberCount{row->taken, core::TicketId{row->counted_to}};
}

void SqlTicketNumbers::keep_count(const core::NumberSpace& space, const core::NumberCount& count) {
    connection_.run(kKeepCount, {space.name(), count.taken, count.counted_to.value()});
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
