#include "support/log_of.hpp"

#include <regex>
#include <stdexcept>

namespace desk::test {

namespace {

std::set<std::string> all_of(const std::string& text, const std::regex& pattern) {
    std::set<std::string> names;
    for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) {
        names.insert((*at)[1]);
    }
    return names;
}

}  // namespace

std::size_t count_in(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + part.size())) {
        ++count;
    }
    return count;
}

std::uint16_t tls_port(const ServedDesk& served) {
    const std::string log = served.log();
    std::smatch found;
    if (!std::regex_search(log, found, std::regex(R"("tls_listen":"127\.0\.0\.1:(\d+))"))) {
        throw std::runtime_error("no TLS address in the log: " + log);
    }
    return static_cast<std::uint16_t>(std::stoi(found[1]));
}

std::set<std::string> names_shown(const std::string& page) {
    return all_of(page, std::regex("# TYPE ([a-z_]+)"));
}

std::set<std::string> names_of_series(const std::string& text) {
    return all_of(text, std::regex("`((polydesk|process)_[a-z_]+)(\\{[^`]*)?`"));
}

}  // namespace desk::test
