#include <boost/json.hpp>
#include <string>

#include "api/getfly/language.hpp"
#include "api/getfly/list_query.hpp"
#include "api/getfly/number_filter.hpp"
#include "api/getfly/route.hpp"
#include "api/getfly/ticket_object.hpp"
#include "fuzz/fuzz.hpp"

/// Queries of the Getfly dialect with their filters, given to every route that takes one: pages
/// within their bounds and filters with as many values as they take, or a refusal.
namespace desk::fuzz {

namespace {

void check_filter(const getfly::Filter& filter) {
    check_text(filter.name);
    check_text(filter.field);
    for (const std::string& value : filter.values) check_text(value);
    using enum getfly::Test;
    switch (filter.test) {
        case one_of:
        case none_of:
            break;
        case between:
        case not_between:
            check(filter.values.size() == 2, "a span has two ends");
            break;
        case equal:
        case is:
        case contains:
        case at_least:
        case above:
        case at_most:
        case below:
            check(filter.values.size() == 1, "there is one value to compare with");
    }
    static_cast<void>(getfly::number_test(filter));
}

void check_query(std::string_view query) {
    static constexpr std::string_view kSortable[] = {"id", "created_at"};
    const auto params = getfly::read_query(query);
    if (!params) return;
    if (const auto window = getfly::read_window(*params, kSortable)) {
        check(!window->limit || (*window->limit >= 1 && *window->limit <= 100),
              "a page has 1 to 100 rows");
        check(window->offset >= 0, "an offset is not below nothing");
        check(window->sort == kSortable[0] || window->sort == kSortable[1],
              "a list is sorted by what it can be sorted by");
    }
    if (const auto filters = getfly::read_filters(*params)) {
        for (const getfly::Filter& filter : *filters) check_filter(filter);
    }
}

}  // namespace

void run(std::string_view input) {
    check_query(input);
    const boost::json::object none;
    for (const getfly::Route& route : getfly::all_routes()) {
        if (route.has_body()) continue;
        for (const std::string_view id : {std::string_view("1"), input.substr(0, 20)}) {
            const auto call = route.prepare({input, none, id});
            check(!call || *call != nullptr, "what is not refused is a call");
        }
    }
    const std::string accepted(input);
    static_cast<void>(getfly::preferred_language(&accepted));
}

}  // namespace desk::fuzz
