#include "core/number_draw.hpp"

#include <algorithm>

namespace desk::core {

namespace {

constexpr int kChanceDraws = 3;
constexpr int kMostDigitsMore = 18;
/// Without growth, where imported tickets have the numbers that the ids would give.
constexpr int kMostIds = 10'000;
/// Numbers looked at in one statement. A free one is near, unless nearly all are taken.
constexpr std::int64_t kFirstBlock = 16;
constexpr std::int64_t kLargestBlock = 1024;
/// Fewer are counted as fast as a kept count is found.
constexpr std::int64_t kWorthKeeping = 100;

TicketId id_for(Tx& tx, TicketId id, bool shows_id) {
    return id.is_set() || !shows_id ? id : tx.draw_ticket_id();
}

std::int64_t below(Random& random, std::int64_t bound) {
    const auto high = static_cast<std::uint64_t>(random.below(0x8000'0000U));
    const std::uint64_t drawn = high << 32U | random.below(0xFFFF'FFFFU);
    return static_cast<std::int64_t>(drawn % static_cast<std::uint64_t>(bound));
}

}  // namespace

NumberDraw::NumberDraw(Tx& tx, TicketId id, Timestamp opened_at)
    : tx_(tx),
      settings_(tx.settings()),
      opened_at_(opened_at),
      shows_id_(mask_has_id(settings_.number_mask)),
      may_change_id_(shows_id_ && !id.is_set()),
      id_(id_for(tx, id, shows_id_)),
      space_(make_space()) {
    // A space that shows the id has few numbers, and the next ticket has another one.
    if (!settings_.number_growth || shows_id_) return;
    while (more_digits_ < kMostDigitsMore && is_half_full()) {
        ++more_digits_;
        space_ = make_space();
    }
}

NumberSpace NumberDraw::make_space() const {
    return {settings_.number_mask, more_digits_, id_, opened_at_, settings_.time_zone};
}

bool NumberDraw::is_half_full() {
    TicketNumbers& numbers = tx_.numbers();
    NumberMemory& memory = numbers.memory();
    if (const std::optional<bool> known = memory.is_half_full(space_)) return *known;
    const auto turn = memory.turn_to_count();
    if (const std::optional<bool> known = memory.is_half_full(space_)) return *known;
    const TicketId highest = numbers.highest_id();
    memory.saw(highest);
    const std::int64_t half = NumberMemory::half(space_);
    if (highest.value() < half) {
        memory.counted(space_, {});  // there are not so many tickets
        return false;
    }
    const bool is_first = !memory.was_counted(space_);
    if (const auto kept = is_first ? numbers.kept_count(space_) : std::nullopt) {
        memory.counted(space_, *kept);
        if (const std::optional<bool> known = memory.is_half_full(space_)) return *known;
    }
    const NumberCount count{numbers.count(space_, 0, space_.size() - 1, half), highest};
    memory.counted(space_, count);
    const bool is_half_full = count.taken >= half;
    // Just short of the half many count: they would wait for each other to keep it.
    if (count.taken >= kWorthKeeping && (is_first || is_half_full)) {
        numbers.keep_count(space_, count);
    }
    return is_half_full;
}

std::optional<std::string> NumberDraw::next() {
    do {
        ++draws_;
        if (draws_ == 1) return draw_first();
        if (draws_ <= kChanceDraws) return space_.draw(tx_.random());
        if (auto number = first_free()) return number;
    } while (move_on());
    return std::nullopt;
}

std::string NumberDraw::draw_first() {
    TicketNumbers& numbers = tx_.numbers();
    return numbers.memory().draw(space_, numbers.lane(), tx_.clock().now(), tx_.random());
}

bool NumberDraw::move_on() {
    draws_ = 0;
    if (settings_.number_growth && more_digits_ < kMostDigitsMore) {
        ++more_digits_;
    } else if (may_change_id_ && ++ids_tried_ < kMostIds) {
        id_ = tx_.draw_ticket_id();
    } else {
        return false;
    }
    space_ = make_space();
    return true;
}

std::optional<std::string> NumberDraw::first_free() {
    NumberMemory& memory = tx_.numbers().memory();
    const Timestamp now = tx_.clock().now();
    if (memory.was_full(space_, now)) return std::nullopt;
    // From a chance place on: many writers who take the last numbers seldom want the same one.
    const std::int64_t start = below(tx_.random(), space_.size());
    if (auto number = first_free(start, space_.size() - 1)) return number;
    if (auto number = first_free(0, start - 1)) return number;
    memory.found_full(space_, now);
    return std::nullopt;
}

std::optional<std::string> NumberDraw::first_free(std::int64_t first, std::int64_t last) {
    TicketNumbers& numbers = tx_.numbers();
    std::int64_t size = 0;
    for (std::int64_t block = kFirstBlock; first <= last; first += size) {
        const std::int64_t end = std::min(last, first + block - 1);
        size = end - first + 1;
        block = std::min(block * 4, kLargestBlock);
        if (numbers.count(space_, first, end, size) == size) continue;
        const std::vector<std::string> taken = numbers.list(space_, first, end);
        auto next_taken = taken.begin();
        for (std::int64_t index = first; index <= end; ++index) {
            std::string number = space_.at(index);
            while (next_taken != taken.end() && *next_taken < number) ++next_taken;
            if (next_taken == taken.end() || *next_taken != number) return number;
        }
    }
    return std::nullopt;
}

}  // namespace desk::core
