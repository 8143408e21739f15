#include "util/random.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

namespace desk {

std::uint32_t Random::below(std::uint32_t bound) {
    if (bound == 0) throw std::invalid_argument("Random::below(0)");
    // The lowest 2^32 mod bound values are drawn again; what is left divides evenly.
    const std::uint32_t uneven = (0U - bound) % bound;
    std::uint32_t drawn = 0;
    do {
        fill(std::as_writable_bytes(std::span(&drawn, 1)));
    } while (drawn < uneven);
    return drawn % bound;
}

std::string Random::text(std::string_view alphabet, std::size_t length) {
    if (alphabet.empty() || alphabet.size() > 256) {
        throw std::invalid_argument("Random::text: an alphabet has 1 to 256 characters");
    }
    const std::size_t even = 256 - 256 % alphabet.size();  // bytes from here on are drawn again
    std::string result;
    result.reserve(length);
    std::array<unsigned char, 64> bytes{};
    while (result.size() < length) {
        const auto drawn = std::span(bytes).first(std::min(bytes.size(), length - result.size()));
        fill(std::as_writable_bytes(drawn));
        for (const unsigned char byte : drawn) {
            if (byte < even) result += alphabet[byte % alphabet.size()];
        }
    }
    return result;
}

SystemRandom::SystemRandom() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start: no randomness");
}

void SystemRandom::fill(std::span<std::byte> out) {
    // Each call of libsodium is a system call, and a ticket draws ten times: small amounts come
    // from a stock, and what was given out is wiped from it.
    thread_local std::array<std::byte, 1024> stock;
    thread_local std::size_t used = stock.size();
    if (out.size() > stock.size() / 8) {
        randombytes_buf(out.data(), out.size());
        return;
    }
    if (stock.size() - used < out.size()) {
        randombytes_buf(stock.data(), stock.size());
        used = 0;
    }
    std::memcpy(out.data(), stock.data() + used, out.size());
    sodium_memzero(stock.data() + used, out.size());
    used += out.size();
}

}  // namespace desk
