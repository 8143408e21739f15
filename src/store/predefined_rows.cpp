#include "store/sql_records.hpp"

namespace desk::store {

namespace {

struct CategoryRow {
    std::int64_t id = 0, parent = 0, replies = 0;
    std::string name;
    static auto columns(CategoryRow& r) { return std::tie(r.id, r.parent, r.name, r.replies); }
};

const Query<None, CategoryRow> kCategories{"predefined categories", R"sql(
    SELECT c.id, c.parent_id, c.name,
           (SELECT COUNT(*) FROM predefined_reply r WHERE r.category_id = c.id)
    FROM predefined_category c)sql"};

struct PredefinedReplyRow {
    std::int64_t id = 0;
    std::string name, text;
    static auto columns(PredefinedReplyRow& r) { return std::tie(r.id, r.name, r.text); }
};

const Query<None, PredefinedReplyRow> kPredefinedReplies{
    "predefined replies", "SELECT id, name, reply FROM predefined_reply"};
const Query<ById, PredefinedReplyRow> kRepliesOfCategory{
    "predefined replies of category",
    "SELECT id, name, reply FROM predefined_reply WHERE category_id = :id"};

}  // namespace

std::vector<core::PredefinedCategory> SqlRecords::predefined_categories() {
    std::vector<core::PredefinedCategory> categories;
    for (CategoryRow& row : connection_.all(kCategories)) {
        categories.push_back({row.id, row.parent, std::move(row.name), row.replies});
    }
    return categories;
}

std::vector<core::PredefinedReply> SqlRecords::predefined_replies(std::int64_t category) {
    std::vector<core::PredefinedReply> replies;
    for (PredefinedReplyRow& row : category == 0
                                       ? connection_.all(kPredefinedReplies)
                                       : connection_.all(kRepliesOfCategory, {category})) {
        replies.push_back({row.id, std::move(row.name), std::move(row.text)});
    }
    return replies;
}

}  // namespace desk::store
