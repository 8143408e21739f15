#include "support/tls_files.hpp"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <fstream>
#include <memory>

namespace desk::test {

namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

constexpr long kBegan = -60 * 60 * 24 * 30;  // seconds from now

std::string text_of(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

}  // namespace

TlsPair make_tls_pair(const std::string& name, std::chrono::seconds expires) {
    const Key key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), &X509_free);
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), kBegan);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), static_cast<long>(expires.count()));
    X509_NAME* const subject = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), subject);
    X509_set_pubkey(certificate.get(), key.get());
    X509_sign(certificate.get(), key.get(), EVP_sha256());

    const Bio certificate_text(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_X509(certificate_text.get(), certificate.get());
    const Bio key_text(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return {text_of(certificate_text.get()), text_of(key_text.get())};
}

std::string lock_key(const std::string& key, const std::string& passphrase) {
    const Bio in(BIO_new_mem_buf(key.data(), static_cast<int>(key.size())), &BIO_free);
    const Key read(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
    const Bio out(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_PKCS8PrivateKey(out.get(), read.get(), EVP_aes_256_cbc(), passphrase.data(),
                                  static_cast<int>(passphrase.size()), nullptr, nullptr);
    return text_of(out.get());
}

void write_tls_files(const std::filesystem::path& folder, const std::string& name,
                     const TlsPair& pair) {
    std::ofstream(folder / (name + ".crt")) << pair.certificate;
    std::ofstream(folder / (name + ".key")) << pair.key;
}

}  // namespace desk::test
