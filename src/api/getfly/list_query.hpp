#pragma once
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/common/params.hpp"
#include "core/error.hpp"
#include "core/settings.hpp"

/// What lists of tickets and of comments have in common: which part of them, in which order, by
/// which filters, and the envelope of the answer (spec/getfly.md 1.3 and 1.4).
namespace desk::getfly {

/// Which part of a list, in which order.
struct Window {
    std::optional<std::int64_t> limit;  ///< 1..100, more counts as 100
    std::int64_t offset = 0;
    std::string sort;  ///< one of the fields that the list can be sorted by
    bool ascends = false;

    /// How many rows an answer holds at most.
    [[nodiscard]] std::int64_t size(const core::Settings& settings) const {
        return limit.value_or(settings.list_page_size);
    }
};

/// Reads `limit`, `offset`, `sort` (also `sort_by`) and `direction` (also `order`). Without a
/// `sort`, the first of `sortable`, descending; with one, ascending. Errc::field_type_invalid for
/// a value that is none.
core::Result<Window> read_window(const api::Params& params,
                                 std::span<const std::string_view> sortable);

/// How a filter compares.
enum class Test {
    equal,
    is,  ///< the same, and what is blank or `null` asks for what has no value
    one_of,
    none_of,
    contains,
    between,
    not_between,
    at_least,
    above,
    at_most,
    below,
};

/// One condition as it was sent: `filtering[field:op]=value`.
struct Filter {
    std::string name;   ///< as it was sent, for refusals: `filtering[id:in]`
    std::string field;  ///< `id`, `custom_fields.site`
    Test test = Test::equal;
    std::vector<std::string> values;  ///< several for arrays, exactly two for spans, else one
};

/// The filters of a query, under either of their names; one whose only value is blank is not there,
/// but for `is`, and for `in`, which has nothing then. An array, and the operators that take
/// several values, also take them in one text with commas between; an operator that takes one is
/// refused an array, but for `equal`, which counts as `one_of` then. Errc::filter_unknown for
/// another operator, Errc::field_type_invalid for a number of values that it does not take.
core::Result<std::vector<Filter>> read_filters(const api::Params& params);

/// `{"data":…,"has_more":…,"offset":…,"limited":…,"sorted":{…}}`. Without a `limit`, `limited` is
/// false where the answer holds everything. Where it does not, the answer reads as if the limit
/// had been asked for, so that a program that pages loses nothing.
/// \param size  the most rows of this answer
boost::json::object list_envelope(boost::json::array rows, const Window& window, std::int64_t size,
                                  bool has_more);

}  // namespace desk::getfly
