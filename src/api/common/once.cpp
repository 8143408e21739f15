#include "api/common/once.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "api/common/json_value.hpp"
#include "core/guard_ports.hpp"
#include "util/hash.hpp"
#include "util/text.hpp"

namespace desk::api {

namespace {

namespace json = boost::json;

/// Texts one after the other, so that no two lists of them look alike.
class Joined {
  public:
    Joined& operator<<(std::string_view text) {
        text_ += std::to_string(text.size());
        text_ += ':';
        text_ += text.size() > kLongText ? sha256_hex(text) : text;
        return *this;
    }
    [[nodiscard]] std::string digest() const { return sha256_hex(text_); }

  private:
    static constexpr std::size_t kLongText = 4096;  // an attachment is not copied to be compared

    std::string text_;
};

void add(Joined& joined, const ParamValue& value) {
    if (!value.is_array) {
        joined << (value.is_null ? "null" : "text") << value.text;
        return;
    }
    joined << "array" << std::to_string(value.items.size());
    for (const auto& [key, item] : value.items) {
        joined << key;
        add(joined, item);
    }
}

void add(Joined& joined, const json::value& value) {
    if (const json::object* object = value.if_object()) {
        std::vector<const json::key_value_pair*> members;
        for (const json::key_value_pair& member : *object) members.push_back(&member);
        std::sort(members.begin(), members.end(),
                  [](const auto* a, const auto* b) { return a->key() < b->key(); });
        joined << "object" << std::to_string(members.size());
        for (const json::key_value_pair* member : members) {
            joined << member->key();
            add(joined, member->value());
        }
    } else if (const json::array* array = value.if_array()) {
        joined << "array" << std::to_string(array->size());
        for (const json::value& item : *array) add(joined, item);
    } else {
        joined << json::serialize(value);
    }
}

/// Not so: a moment later, or for somebody else, the same call may be let in.
bool may_be_kept(const OnceCall::Answer& answer, core::Errc refusal) {
    if (refusal == core::Errc::not_permitted || refusal == core::Errc::too_many_requests) {
        return false;
    }
    return answer.status != 401 && answer.status != 403 && answer.status != 429 &&
           answer.status < 500;
}

std::string caller_of(const core::Actor& actor) {
    if (actor.credential.is_set()) return "credential " + std::to_string(actor.credential.value());
    return "agent " + std::to_string(actor.agent.value());
}

}  // namespace

core::Result<std::string> idempotency_key(const net::Request& request) {
    const std::string* header = request.header("Idempotency-Key");
    if (header == nullptr) return std::string();
    std::string key(trim(*header));
    // A character has four bytes at most; what is longer need not be counted.
    if (key.size() > 4 * kMaxIdempotencyKeyCharacters ||
        count_characters(make_valid(key)) > kMaxIdempotencyKeyCharacters) {
        return core::fail(core::Errc::idempotency_key_too_long);
    }
    return key;
}

ParamsDigest::ParamsDigest(Params& params, std::span<const std::string_view> left_out) {
    for (const auto& [name, value] : params.values()) {
        if (std::find(left_out.begin(), left_out.end(), name) != left_out.end()) continue;
        Joined joined;
        add(joined, value);
        by_name_.emplace(name, joined.digest());
    }
    Joined files;
    for (const net::FormFile& file : params.files()) {
        files << file.name << file.file_name << sha256_hex(file.bytes);
    }
    files_ = files.digest();
    params.watch();
}

std::string ParamsDigest::of_bound(const Params& params) const {
    Joined joined;
    for (const auto& [name, value] : params.found()) {
        const auto digest = by_name_.find(name);
        if (digest != by_name_.end()) joined << name << value.value_or(digest->second);
    }
    joined << files_;
    return joined.digest();
}

std::string digest_of(std::string_view id, std::span<const std::string_view> names,
                      const json::object& body) {
    Joined joined;
    joined << id;
    for (const std::string_view name : names) {
        const json::value* value = body.if_contains(name);
        if (value == nullptr) continue;
        joined << name;
        if (const auto text = scalar_text(*value)) {
            joined << "text" << *text;
        } else {
            add(joined, *value);
        }
    }
    return joined.digest();
}

bool OnceCall::run(core::Tx& tx, const core::Actor& actor) {
    answer_.reset();
    error_.reset();
    is_replayed_ = false;
    Joined name;
    name << caller_of(actor) << key_.action << key_.key;
    const std::string key = name.digest();
    Joined salted;  // so that nobody finds a short parameter by the digest
    salted << key_.key << key_.parameters_sha256;
    const std::string parameters = salted.digest();
    core::Guards& guards = tx.guards();
    const Timestamp now = tx.clock().now();
    if (auto kept = guards.take_key(key, parameters, now, now + kAnswerLifetime)) {
        if (kept->parameters_sha256 != parameters) {
            error_ = core::Error{core::Errc::idempotency_key_reused, {}, {}};
            return false;
        }
        answer_ = Answer{static_cast<int>(kept->status), std::move(kept->body), "replayed"};
        is_replayed_ = true;
        return true;
    }
    const bool is_done = guards.attempt([&] { return inner_->run(tx, actor); });
    Answer answer = render_(*inner_, is_done ? nullptr : &inner_->error());
    if (!is_done && !may_be_kept(answer, inner_->error().code)) {
        error_ = inner_->error();
        return false;
    }
    guards.keep_answer(key, answer.status, answer.body);
    answer_ = std::move(answer);
    return true;
}

net::Response OnceCall::response() const {
    net::Response response;
    response.status = answer_->status;
    response.body = answer_->body;
    response.label = answer_->label;
    if (is_replayed_) response.headers.push_back({std::string(kReplayedHeader), "true"});
    return response;
}

}  // namespace desk::api
