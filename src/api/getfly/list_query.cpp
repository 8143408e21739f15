#include "api/getfly/list_query.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "api/common/field.hpp"
#include "util/text.hpp"

namespace desk::getfly {

namespace {

namespace json = boost::json;
using api::Params;
using api::ParamValue;
using core::Errc;

/// The most of one answer.
constexpr std::int64_t kMaxLimit = 100;

/// A whole number, however big; nothing when absent or blank.
core::Result<std::optional<std::int64_t>> read_count(const Params& params, std::string_view name,
                                                     std::int64_t least) {
    const ParamValue* value = params.value(name);
    if (value == nullptr || (!value->is_array && is_blank(value->text))) return std::nullopt;
    const std::int64_t count = value->is_array ? -1 : api::parse_count(value->text);
    if (count < least) return core::fail(Errc::field_type_invalid, std::string(name));
    return count;
}

/// A word under either of its names; empty when absent. \return nothing for an array
std::optional<std::string> read_word(const Params& params, std::string_view name,
                                     std::string_view alias) {
    const ParamValue* value = params.value(name);
    if (value == nullptr) value = params.value(alias);
    if (value == nullptr) return "";
    if (value->is_array) return std::nullopt;
    return ascii_lower(trim(value->text));
}

struct Operator {
    std::string_view name;
    Test test;
};

constexpr std::array kOperators{
    Operator{"eq", Test::equal},          Operator{"is", Test::is},
    Operator{"in", Test::one_of},         Operator{"not_in", Test::none_of},
    Operator{"contains", Test::contains}, Operator{"between", Test::between},
    Operator{"gte", Test::at_least},      Operator{"not_between", Test::not_between},
    Operator{"gt", Test::above},          Operator{"lte", Test::at_most},
    Operator{"lt", Test::below},
};

bool takes_several(Test test) {
    return test == Test::one_of || test == Test::none_of || test == Test::between ||
           test == Test::not_between;
}

/// A filter that somebody left blank.
bool is_left_out(const Filter& filter) {
    if (filter.test == Test::is || takes_several(filter.test)) return false;
    return is_blank(filter.values.front());
}

/// The values of an array, or of a text with commas between them.
core::Result<std::vector<std::string>> values_of(const ParamValue& value, bool splits,
                                                 const std::string& name) {
    std::vector<std::string> values;
    if (!value.is_array) {
        if (!splits) return std::vector{value.text};
        if (is_blank(value.text)) return values;
        for (const std::string_view part : split(value.text, ',')) values.emplace_back(trim(part));
        return values;
    }
    for (const auto& [key, item] : value.items) {
        if (item.is_array) return core::fail(Errc::field_type_invalid, name);
        values.push_back(item.text);
    }
    return values;
}

core::Result<Filter> read_filter(std::string_view list, const std::string& key,
                                 const ParamValue& value) {
    Filter filter;
    filter.name = std::string(list) + "[" + key + "]";
    const std::size_t colon = key.rfind(':');
    filter.field = trim(std::string_view(key).substr(0, colon));
    if (colon != std::string::npos) {
        const std::string name = ascii_lower(trim(std::string_view(key).substr(colon + 1)));
        const auto found = std::find_if(kOperators.begin(), kOperators.end(),
                                        [&name](const Operator& op) { return op.name == name; });
        if (found == kOperators.end()) return core::fail(Errc::filter_unknown, filter.name);
        filter.test = found->test;
    }
    auto values = values_of(value, takes_several(filter.test), filter.name);
    if (!values) return tl::unexpected(std::move(values.error()));
    filter.values = std::move(*values);
    if (value.is_array && filter.test == Test::equal) filter.test = Test::one_of;
    const bool is_span = filter.test == Test::between || filter.test == Test::not_between;
    const bool fits = is_span ? filter.values.size() == 2
                              : takes_several(filter.test) || filter.values.size() == 1;
    if (!fits) return core::fail(Errc::field_type_invalid, filter.name);
    return filter;
}

}  // namespace

core::Result<Window> read_window(const Params& params, std::span<const std::string_view> sortable) {
    Window window;
    const auto limit = read_count(params, "limit", 1);
    if (!limit) return tl::unexpected(limit.error());
    if (*limit) window.limit = std::min(**limit, kMaxLimit);
    const auto offset = read_count(params, "offset", 0);
    if (!offset) return tl::unexpected(offset.error());
    window.offset = offset->value_or(0);

    const auto sort = read_word(params, "sort", "sort_by");
    const bool is_known = sort && (sort->empty() || std::find(sortable.begin(), sortable.end(),
                                                              *sort) != sortable.end());
    if (!is_known) return core::fail(Errc::field_type_invalid, "sort");
    const auto direction = read_word(params, "direction", "order");
    if (!direction || (!direction->empty() && *direction != "asc" && *direction != "desc")) {
        return core::fail(Errc::field_type_invalid, "direction");
    }
    window.sort = sort->empty() ? std::string(sortable.front()) : *sort;
    window.ascends = direction->empty() ? !sort->empty() : *direction == "asc";
    return window;
}

core::Result<std::vector<Filter>> read_filters(const Params& params) {
    std::vector<Filter> filters;
    for (const std::string_view list : {"filtering", "filter"}) {
        const ParamValue* value = params.value(list);
        if (value == nullptr || (!value->is_array && is_blank(value->text))) continue;
        if (!value->is_array) return core::fail(Errc::filter_unknown, std::string(list));
        for (const auto& [key, item] : value->items) {
            auto filter = read_filter(list, key, item);
            if (!filter) return tl::unexpected(std::move(filter.error()));
            if (!is_left_out(*filter)) filters.push_back(std::move(*filter));
        }
    }
    return filters;
}

json::object list_envelope(json::array rows, const Window& window, std::int64_t size,
                           bool has_more) {
    const bool is_limited = window.limit || has_more;
    json::object answer{{"data", std::move(rows)}};
    if (is_limited) answer["has_more"] = has_more;
    answer["offset"] = window.offset;
    answer["limited"] = is_limited ? json::value(size) : json::value(false);
    answer["sorted"] = json::object{{window.sort, window.ascends ? "ASC" : "DESC"}};
    return answer;
}

}  // namespace desk::getfly
