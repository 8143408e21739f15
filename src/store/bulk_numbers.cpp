#include "store/bulk_numbers.hpp"

namespace desk::store {

namespace {

/// Whether a number lies in the space, and not only between two that do.
bool is_in(const core::NumberSpace& space, const std::string& number) {
    if (number.size() != space.form().size()) return false;
    std::string bare = number;
    for (const core::NumberSpace::Place& place : space.places()) {
        if (place.alphabet.find(number[place.at]) == std::string_view::npos) return false;
        bare[place.at] = space.form()[place.at];
    }
    return bare == space.form();
}

}  // namespace

std::int64_t BulkNumbers::count(const core::NumberSpace& space, std::int64_t first,
                                std::int64_t last, std::int64_t most) {
    std::int64_t count = 0;
    const auto end = taken_.upper_bound(space.at(last));
    for (auto number = taken_.lower_bound(space.at(first)); number != end && count < most;
         ++number) {
        if (is_in(space, *number)) ++count;
    }
    return count;
}

std::vector<std::string> BulkNumbers::list(const core::NumberSpace& space, std::int64_t first,
                                           std::int64_t last) {
    std::vector<std::string> numbers;
    const auto end = taken_.upper_bound(space.at(last));
    for (auto number = taken_.lower_bound(space.at(first)); number != end; ++number) {
        if (number->size() == space.form().size()) numbers.push_back(*number);
    }
    return numbers;
}

}  // namespace desk::store
