#include "api/getfly/ticket_filters.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "api/getfly/number_filter.hpp"
#include "core/settings.hpp"
#include "util/text.hpp"

namespace desk::getfly {

namespace {

using core::Errc;
using core::NumberTest;
using core::SearchTicketsInput;
using core::TextTest;
using core::TicketSearch;
using Bound = core::Result<void>;

constexpr std::string_view kCustomField = "custom_fields.";

bool is_among(Test test, std::initializer_list<Test> allowed) {
    return std::find(allowed.begin(), allowed.end(), test) != allowed.end();
}

bool is_exact(Test test) { return is_among(test, {Test::equal, Test::is, Test::one_of}); }

Bound unknown(const Filter& filter) { return core::fail(Errc::filter_unknown, filter.name); }

Bound add_number(const Filter& filter, std::vector<NumberTest>& tests) {
    auto test = number_test(filter);
    if (!test) return tl::unexpected(std::move(test.error()));
    tests.push_back(std::move(*test));
    return {};
}

/// Ids of other records: which they are, not how big.
template <auto place>
Bound bind_id(TicketFilters& filters, const Filter& filter) {
    if (!is_exact(filter.test) && filter.test != Test::none_of) return unknown(filter);
    return add_number(filter, filters.input.*place);
}

Bound bind_ticket_id(TicketFilters& filters, const Filter& filter) {
    return add_number(filter, filters.input.search.ids);
}

Bound bind_account_id(TicketFilters& filters, const Filter& filter) {
    if (!is_exact(filter.test) && filter.test != Test::none_of) return unknown(filter);
    return add_number(filter, filters.input.search.clients);
}

core::Result<TextTest> text_test(const Filter& filter) {
    TextTest test;
    if (filter.test == Test::contains) {
        test.part = filter.values.front();
        return test;
    }
    if (!is_exact(filter.test)) return core::fail(Errc::filter_unknown, filter.name);
    for (const std::string& value : filter.values) {
        const bool is_nothing = filter.test == Test::is && equal_ignoring_case(trim(value), "null");
        test.any_of.push_back(is_nothing ? "" : std::string(trim(value)));
    }
    return test;
}

template <auto place>
Bound bind_text(TicketFilters& filters, const Filter& filter) {
    auto test = text_test(filter);
    if (!test) return tl::unexpected(std::move(test.error()));
    (filters.input.search.*place).push_back(std::move(*test));
    return {};
}

template <auto place>
Bound bind_name(TicketFilters& filters, const Filter& filter) {
    if (!is_exact(filter.test)) return unknown(filter);
    (filters.input.*place).push_back(filter.values);
    return {};
}

Bound bind_moment(TicketFilters& filters, const Filter& filter, TimeFilter time) {
    if (is_among(filter.test, {Test::one_of, Test::none_of, Test::contains})) {
        return unknown(filter);
    }
    time.filter = filter;
    if (time_tests(time, TimeZone()).empty()) return core::fail(Errc::date_invalid, filter.name);
    filters.times.push_back(std::move(time));
    return {};
}

template <auto place, bool is_day>
Bound bind_time(TicketFilters& filters, const Filter& filter) {
    return bind_moment(filters, filter, {place, is_day, {}});
}

Bound bind_custom_field(TicketFilters& filters, const Filter& filter) {
    auto test = text_test(filter);
    if (!test) return tl::unexpected(std::move(test.error()));
    std::string code = filter.field.substr(kCustomField.size());
    const bool fits = !code.empty() && count_characters(code) <= core::kMaxNameCharacters;
    if (!fits) return unknown(filter);
    filters.input.search.fields.push_back({std::move(code), std::move(*test)});
    return {};
}

struct FilterField {
    std::string_view name;
    Bound (*bind)(TicketFilters& filters, const Filter& filter);
};

constexpr std::array kFilterFields{
    FilterField{"id", bind_ticket_id},
    FilterField{"ticket_code", bind_text<&TicketSearch::codes>},
    FilterField{"ticket_title", bind_text<&TicketSearch::subjects>},
    FilterField{"cate_id", bind_id<&SearchTicketsInput::departments>},
    FilterField{"cate_name", bind_name<&SearchTicketsInput::department_names>},
    FilterField{"status_id", bind_id<&SearchTicketsInput::statuses>},
    FilterField{"status_name", bind_name<&SearchTicketsInput::status_titles>},
    FilterField{"account_id", bind_account_id},
    FilterField{"account_code", bind_name<&SearchTicketsInput::client_codes>},
    FilterField{"account_email", bind_name<&SearchTicketsInput::client_emails>},
    FilterField{"emergency_phone", bind_text<&TicketSearch::phones>},
    FilterField{"expected_at", bind_time<&TicketSearch::expected_on, true>},
    FilterField{"created_at", bind_time<&TicketSearch::opened_at, false>},
    FilterField{"updated_at", bind_time<&TicketSearch::updated_at, false>},
};

Bound bind(TicketFilters& filters, const Filter& filter) {
    if (filter.field.starts_with(kCustomField)) return bind_custom_field(filters, filter);
    const auto field =
        std::find_if(kFilterFields.begin(), kFilterFields.end(),
                     [&filter](const FilterField& known) { return known.name == filter.field; });
    if (field == kFilterFields.end()) return unknown(filter);
    return field->bind(filters, filter);
}

}  // namespace

core::Result<TicketFilters> ticket_filters(const std::vector<Filter>& list) {
    TicketFilters filters;
    for (const Filter& filter : list) {
        if (auto bound = bind(filters, filter); !bound) {
            return tl::unexpected(std::move(bound.error()));
        }
    }
    return filters;
}

core::SearchTicketsInput TicketFilters::in_zone(const TimeZone& zone) const {
    SearchTicketsInput result = input;
    for (const TimeFilter& time : times) {
        for (NumberTest& test : time_tests(time, zone)) {
            (result.search.*time.place).push_back(std::move(test));
        }
    }
    // Fields of dates are kept as the seconds of their midnight.
    for (core::FieldTest& field : result.search.fields) {
        std::vector<std::string>& values = field.value.any_of;
        const std::size_t count = values.size();
        for (std::size_t i = 0; i < count; ++i) {
            if (!parse_date(values[i])) continue;
            const auto midnight = parse_date_time(values[i], zone);
            values.push_back(std::to_string(midnight->time_since_epoch().count()));
        }
    }
    return result;
}

}  // namespace desk::getfly
