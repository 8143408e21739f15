#include "store/statement.hpp"

#include <mutex>
#include <set>

namespace desk::store {

namespace {

/// Made before the first Query is, and so there until the last one is gone.
struct Register {
    std::mutex mutex;
    std::set<const QueryText*> queries;
};

Register& known() {
    static Register all;
    return all;
}

void remember(const QueryText* query) {
    const std::lock_guard lock(known().mutex);
    known().queries.insert(query);
}

}  // namespace

QueryText::QueryText() { remember(this); }

QueryText::QueryText(const QueryText& other)
    : name(other.name), sql(other.sql), parameters(other.parameters) {
    remember(this);
}

QueryText::~QueryText() {
    const std::lock_guard lock(known().mutex);
    known().queries.erase(this);
}

std::vector<const QueryText*> all_queries() {
    const std::lock_guard lock(known().mutex);
    return {known().queries.begin(), known().queries.end()};
}

}  // namespace desk::store
