#include "util/hash.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>
#include <stdexcept>

#include "util/encoding.hpp"

namespace desk {

namespace {

/// Looked up once: OpenSSL takes longer for that than for a short text.
class Algorithm {
  public:
    explicit Algorithm(const char* name) : algorithm_(EVP_MD_fetch(nullptr, name, nullptr)) {}
    Algorithm(const Algorithm&) = delete;
    Algorithm& operator=(const Algorithm&) = delete;
    ~Algorithm() { EVP_MD_free(algorithm_); }

    /// Into `digest`, which has room for it.
    void put(std::string_view bytes, char* digest) const {
        if (algorithm_ == nullptr ||
            EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest),
                       nullptr, algorithm_, nullptr) != 1) {
            throw std::runtime_error("OpenSSL does not give a digest");
        }
    }

  private:
    EVP_MD* algorithm_;
};

}  // namespace

std::array<char, 32> sha256(std::string_view bytes) {
    static const Algorithm algorithm("SHA256");
    std::array<char, 32> digest{};
    algorithm.put(bytes, digest.data());
    return digest;
}

std::string sha256_hex(std::string_view bytes) {
    const std::array<char, 32> digest = sha256(bytes);
    return hex_encode({digest.data(), digest.size()});
}

std::string md5_hex(std::string_view bytes) {
    static const Algorithm algorithm("MD5");
    std::array<char, 16> digest{};
    algorithm.put(bytes, digest.data());
    return hex_encode({digest.data(), digest.size()});
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace desk
