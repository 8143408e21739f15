#pragma once
#include <vector>

#include "core/error.hpp"
#include "core/record_ports.hpp"

/// Texts that agents answer with again and again, in categories; what they are set up with are
/// records. For staff: an actor that belongs to a client gets Errc::not_permitted.
namespace desk::core {

struct ListPredefinedCategoriesInput {};

/// By name, letter case aside.
Result<std::vector<PredefinedCategory>> list_predefined_categories(
    Tx& tx, const Actor& actor, const ListPredefinedCategoriesInput& input);

struct ListPredefinedRepliesInput {
    std::int64_t category = 0;  ///< 0: of all; an unknown one has none
};

/// By name, letter case aside. What stands in them for names is not replaced.
Result<std::vector<PredefinedReply>> list_predefined_replies(
    Tx& tx, const Actor& actor, const ListPredefinedRepliesInput& input);

}  // namespace desk::core
