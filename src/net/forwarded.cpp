#include "net/forwarded.hpp"

#include <algorithm>
#include <optional>

#include "util/text.hpp"

namespace desk::net {

namespace {

constexpr std::size_t kLongestRequestId = 128;

/// An address as proxies write it: some append the port, and put IPv6 in brackets then.
std::optional<Address> read_entry(std::string_view text) {
    text = trim(text);
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos) return {};
        const std::string_view rest = text.substr(end + 1);
        if (!rest.empty() && !rest.starts_with(':')) return {};
        return read_address(text.substr(1, end - 1));
    }
    const std::size_t colon = text.find(':');
    const bool has_port = colon != std::string_view::npos && colon == text.rfind(':');
    return read_address(has_port ? text.substr(0, colon) : text);
}

}  // namespace

Address client_behind(const Address& peer, const std::vector<Header>& headers,
                      const std::vector<Network>& trusted) {
    Address client = peer;
    for (auto header = headers.rbegin(); header != headers.rend(); ++header) {
        if (!equal_ignoring_case(header->name, "X-Forwarded-For")) continue;
        std::string_view rest = header->value;
        for (bool is_first = false; !is_first;) {
            const std::size_t comma = rest.rfind(',');
            is_first = comma == std::string_view::npos;
            const std::string_view entry = is_first ? rest : rest.substr(comma + 1);
            if (!is_first) rest = rest.substr(0, comma);
            if (is_blank(entry)) continue;  // an empty header, a comma too many
            const std::optional<Address> address = read_entry(entry);
            if (!address) return client;
            client = *address;
            if (!any_holds(trusted, client)) return client;
        }
    }
    return client;
}

bool is_safe_request_id(std::string_view id) {
    return !id.empty() && id.size() <= kLongestRequestId &&
           std::all_of(id.begin(), id.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      std::string_view("-_.:+/=@").find(c) != std::string_view::npos;
           });
}

}  // namespace desk::net
