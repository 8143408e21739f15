#include "core/predefined_replies.hpp"

#include <algorithm>
#include <tuple>

#include "util/text.hpp"

namespace desk::core {

namespace {

/// Sorted here, since the databases do not agree on what comes first.
template <class Named>
std::vector<Named> by_name(std::vector<Named> items) {
    std::vector<std::pair<std::string, Named>> keyed;
    keyed.reserve(items.size());
    for (Named& item : items) keyed.emplace_back(fold(item.name), std::move(item));
    std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) {
        return std::tie(a.first, a.second.id) < std::tie(b.first, b.second.id);
    });
    items.clear();
    for (auto& [key, item] : keyed) items.push_back(std::move(item));
    return items;
}

}  // namespace

Result<std::vector<PredefinedCategory>> list_predefined_categories(
    Tx& tx, const Actor& actor, const ListPredefinedCategoriesInput&) {
    if (actor.client.is_set()) return fail(Errc::not_permitted);
    return by_name(tx.records().predefined_categories());
}

Result<std::vector<PredefinedReply>> list_predefined_replies(
    Tx& tx, const Actor& actor, const ListPredefinedRepliesInput& input) {
    if (actor.client.is_set()) return fail(Errc::not_permitted);
    return by_name(tx.records().predefined_replies(input.category));
}

}  // namespace desk::core
