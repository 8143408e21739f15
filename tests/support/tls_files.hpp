#pragma once
#include <chrono>
#include <filesystem>
#include <string>

/// Certificates for tests, made when they are needed: each signs itself.
namespace desk::test {

struct TlsPair {
    std::string certificate;  ///< PEM
    std::string key;          ///< PEM
};

/// \param name     the subject's common name
/// \param expires  from now; a past one makes a certificate that has expired
TlsPair make_tls_pair(const std::string& name,
                      std::chrono::seconds expires = std::chrono::hours(24));

/// The same key behind a passphrase.
std::string lock_key(const std::string& key, const std::string& passphrase);

/// Writes NAME.crt and NAME.key into a folder, over what is there.
void write_tls_files(const std::filesystem::path& folder, const std::string& name,
                     const TlsPair& pair);

}  // namespace desk::test
