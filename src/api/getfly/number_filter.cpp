#include "api/getfly/number_filter.hpp"

#include <charconv>

#include "util/text.hpp"

namespace desk::getfly {

namespace {

using core::Errc;
using core::NumberTest;

/// A whole number, negative ones too.
std::optional<std::int64_t> read_number(std::string_view text) {
    text = trim(text);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

NumberTest number_span(std::int64_t first, std::int64_t last) {
    NumberTest test;
    test.first = first;
    test.last = last;
    return test;
}

NumberTest none() {
    NumberTest test;
    test.any_of.emplace();
    return test;
}

}  // namespace

core::Result<NumberTest> number_test(const Filter& filter) {
    std::vector<std::int64_t> numbers;
    for (const std::string& value : filter.values) {
        const bool is_nothing = filter.test == Test::is &&
                                (is_blank(value) || equal_ignoring_case(trim(value), "null"));
        const auto number = is_nothing ? std::optional<std::int64_t>(0) : read_number(value);
        if (!number) return core::fail(Errc::field_type_invalid, filter.name);
        numbers.push_back(*number);
    }
    NumberTest test;
    switch (filter.test) {
        case Test::equal:
        case Test::is:
        case Test::one_of:
        case Test::none_of:
            test.any_of = std::move(numbers);
            test.is_negated = filter.test == Test::none_of;
            return test;
        case Test::between:
        case Test::not_between:
            test = number_span(numbers[0], numbers[1]);
            test.is_negated = filter.test == Test::not_between;
            return test;
        case Test::at_least:
            return number_span(numbers[0], NumberTest::kHighest);
        case Test::at_most:
            return number_span(NumberTest::kLowest, numbers[0]);
        case Test::above:
            if (numbers[0] == NumberTest::kHighest) return none();
            return number_span(numbers[0] + 1, NumberTest::kHighest);
        case Test::below:
            if (numbers[0] == NumberTest::kLowest) return none();
            return number_span(NumberTest::kLowest, numbers[0] - 1);
        case Test::contains:
            break;
    }
    return core::fail(Errc::filter_unknown, filter.name);
}

}  // namespace desk::getfly
