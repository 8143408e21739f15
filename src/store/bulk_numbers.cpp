#include "store/bulk_numbers.hpp"

namespace desk::store {

std::int64_t BulkNumbers::count(const core::NumberSpace& space, std::int64_t first,
                                std::int64_t last, std::int64_t most) {
    std::int64_t count = 0;
    for (std::int64_t index = first; index <= last && count < most; ++index) {
        if (taken_.contains(space.at(index))) ++count;
    }
    return count;
}

std::vector<std::string> BulkNumbers::list(const core::NumberSpace& space, std::int64_t first,
                                           std::int64_t last) {
    std::vector<std::string> numbers;
    for (std::int64_t index = first; index <= last; ++index) {
        if (std::string number = space.at(index); taken_.contains(number)) {
            numbers.push_back(std::move(number));
        }
    }
    return numbers;
}

}  // namespace desk::store
