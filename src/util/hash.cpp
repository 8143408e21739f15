#include "util/hash.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>
#include <stdexcept>

#include "util/encoding.hpp"

namespace desk {

std::string sha256_hex(std::string_view bytes) {
    std::array<char, 32> digest{};
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()),
                   &size, EVP_sha256(), nullptr) != 1) {
        throw std::runtime_error("OpenSSL gives no SHA-256");
    }
    return hex_encode({digest.data(), size});
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace desk
