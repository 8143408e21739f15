#include "store/bulk_rows.hpp"

#include <stdexcept>

#include "util/text.hpp"

namespace desk::store {

namespace {

/// What stands between the next parentheses, taken off the front of `sql` with them.
std::string_view next_list(std::string_view& sql) {
    const std::size_t open = sql.find('(');
    const std::size_t close = sql.find(')', open);
    if (close == std::string_view::npos) throw std::logic_error("no list in an INSERT");
    const std::string_view list = sql.substr(open + 1, close - open - 1);
    sql.remove_prefix(close + 1);
    return list;
}

}  // namespace

InsertParts take_apart(std::string_view sql) {
    constexpr std::string_view kBeginning = "INSERT INTO ";
    sql = trim(sql);
    if (!sql.starts_with(kBeginning)) throw std::logic_error("not an INSERT");
    sql.remove_prefix(kBeginning.size());
    InsertParts parts;
    parts.table = std::string(sql.substr(0, sql.find(' ')));
    const std::vector<std::string_view> columns = split(next_list(sql), ',');
    const std::vector<std::string_view> values = split(next_list(sql), ',');
    if (columns.size() != values.size() || !trim(sql).empty()) {
        throw std::logic_error("an INSERT that has more than columns and parameters");
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string_view value = trim(values[i]);
        if (!value.starts_with(':')) throw std::logic_error("an INSERT of something computed");
        parts.columns.emplace_back(trim(columns[i]), value.substr(1));
    }
    return parts;
}

}  // namespace desk::store
