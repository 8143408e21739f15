#include "net/http.hpp"

#include "util/text.hpp"

namespace desk::net {

const std::string* Request::header(std::string_view name) const {
    for (const Header& header : headers) {
        if (equal_ignoring_case(header.name, name)) return &header.value;
    }
    return nullptr;
}

}  // namespace desk::net
