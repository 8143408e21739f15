#include "api/common/params.hpp"

#include <algorithm>

#include "util/text.hpp"

namespace desk::api {

using core::Errc;
using core::fail;
using core::Result;

namespace {

/// `a[b][]` as its base and its keys; no keys for a plain name. As in PHP a bracket that is never
/// closed, or a name that begins with one, makes no array.
struct Name {
    std::string_view base;
    std::vector<std::string_view> keys;
};

Result<Name> read_name(std::string_view text) {
    const std::size_t first = text.find('[');
    Name name{text, {}};
    if (first == std::string_view::npos || first == 0) return name;
    std::size_t open = first;
    while (open < text.size() && text[open] == '[') {
        const std::size_t close = text.find(']', open);
        if (close == std::string_view::npos) break;
        name.keys.push_back(text.substr(open + 1, close - open - 1));
        if (name.keys.size() > kMaxNesting) return fail(Errc::nested_too_deeply);
        open = close + 1;
    }
    if (!name.keys.empty()) name.base = text.substr(0, first);
    return name;
}

ParamValue scalar(std::string text) {
    ParamValue value;
    value.text = make_valid(std::move(text));
    return value;
}

}  // namespace

ParamValue::ParamValue() = default;

const ParamValue* ParamValue::item(std::string_view key) const {
    for (const auto& [name, value] : items) {
        if (name == key) return &value;
    }
    return nullptr;
}

ParamValue& ParamValue::at(std::string_view key) {
    if (!is_array) {
        *this = ParamValue{};
        is_array = true;
    }
    if (key.empty()) return items.emplace_back(std::to_string(next_key++), ParamValue{}).second;
    for (auto& [name, value] : items) {
        if (name == key) return value;
    }
    next_key = std::max(next_key, parse_id(key) + 1);
    return items.emplace_back(std::string(key), ParamValue{}).second;
}

bool Params::count_one() { return ++count_ <= net::kMaxFormFields; }

Result<void> Params::add(std::vector<net::FormField> fields) {
    for (net::FormField& field : fields) {
        if (!count_one()) return fail(Errc::too_many_parameters);
        const std::string full_name = make_valid(std::move(field.name));
        const Result<Name> name = read_name(full_name);
        if (!name) return tl::unexpected(name.error());
        ParamValue* value = &values_[std::string(name->base)];
        for (const std::string_view key : name->keys) value = &value->at(key);
        *value = scalar(std::move(field.value));
    }
    return {};
}

void Params::add_file(net::FormFile file) {
    file.file_name = make_valid(std::move(file.file_name));
    file.media_type = make_valid(std::move(file.media_type));
    files_.push_back(std::move(file));
}

void Params::set(std::string name, std::string text) {
    values_[std::move(name)] = scalar(std::move(text));
}

const std::string* Params::text(std::string_view name) const {
    const ParamValue* found = value(name);
    return found == nullptr || found->is_array ? nullptr : &found->text;
}

const ParamValue* Params::value(std::string_view name) const {
    const auto found = values_.find(name);
    if (found == values_.end()) return nullptr;
    if (found_) found_->try_emplace(found->first);
    return &found->second;
}

void Params::found_as(std::string_view name, std::string value) const {
    found_->insert_or_assign(std::string(name), std::move(value));
}

void Params::found_absent(std::string_view name) const {
    if (const auto found = found_->find(name); found != found_->end()) found_->erase(found);
}

}  // namespace desk::api
