#include "net/proxy_header.hpp"

#include "fuzz/fuzz.hpp"

/// The PROXY protocol: the same verdict however the bytes arrive.
namespace desk::fuzz {

void run(std::string_view input) {
    using State = net::ProxyHeader::State;
    const net::ProxyHeader whole = net::read_proxy_header(input);
    if (whole.state == State::complete) {
        check(whole.size <= input.size(), "a header ends within what came");
        check(whole.size <= net::kMaxProxyHeader, "a header is within its bound");
    } else {
        check(!whole.source, "only a whole header says who it is");
    }
    if (whole.state == State::needs_more) {
        check(input.size() < net::kMaxProxyHeader, "nobody waits for more than the bound");
    }
    if (whole.source) {
        check(read_address(whole.source->text()) == whole.source, "an address is read again");
    }
    for (std::size_t size = 0; size < input.size(); ++size) {
        const net::ProxyHeader part = net::read_proxy_header(input.substr(0, size));
        switch (part.state) {
            case State::needs_more:
                break;
            case State::complete:
                check(whole.state == State::complete && whole.size == part.size &&
                          whole.source == part.source,
                      "what follows a header does not change it");
                break;
            case State::malformed:
                check(whole.state == State::malformed, "what is malformed stays so");
        }
        const bool is_inside = whole.state == State::complete && size < whole.size;
        check(!is_inside || part.state == State::needs_more, "half a header needs more");
    }
}

}  // namespace desk::fuzz
