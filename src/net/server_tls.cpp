#include "net/server_tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <fstream>
#include <stdexcept>

namespace desk::net {

namespace {

constexpr const char* kCiphersOfTls12 = "ECDHE+AESGCM:ECDHE+CHACHA20";
constexpr unsigned char kSessionContext[] = "polydesk";

/// What OpenSSL says last; empty when it says nothing.
std::string take_reason() {
    const char* reason = ERR_reason_error_string(ERR_peek_last_error());
    ERR_clear_error();
    return reason == nullptr ? std::string() : std::string(" (") + reason + ")";
}

void require_readable(const std::string& file, const char* what) {
    errno = 0;
    if (std::ifstream(file, std::ios::binary).peek() != std::ifstream::traits_type::eof()) return;
    const std::string why = errno == 0 ? "it is empty" : std::strerror(errno);
    throw std::runtime_error(std::string("cannot read the ") + what + " " + file + ": " + why +
                             "; see whether the path is right and this user may read it");
}

/// OpenSSL would ask the terminal.
int give_no_passphrase(char* /*buffer*/, int /*size*/, int /*is_writing*/, void* /*data*/) {
    return 0;
}

int choose_protocol(SSL* /*connection*/, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned int offered_size, void* /*data*/) {
    static constexpr unsigned char kHttp11[] = "\x08http/1.1";
    unsigned char* found = nullptr;
    const int result =
        SSL_select_next_proto(&found, size, kHttp11, sizeof kHttp11 - 1, offered, offered_size);
    if (result != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_NOACK;
    *chosen = found;
    return SSL_TLSEXT_ERR_OK;
}

Timestamp to_timestamp(const ASN1_TIME* time) {
    std::tm parts{};
    ASN1_TIME_to_tm(time, &parts);
    return Timestamp(std::chrono::seconds(::timegm(&parts)));
}

std::string subject_of(X509* certificate) {
    char text[256];
    X509_NAME_oneline(X509_get_subject_name(certificate), text, sizeof text);
    return text;
}

void set_rules(SSL_CTX* context) {
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                     SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_cipher_list(context, kCiphersOfTls12);
    // Sessions are taken up again by the ticket that the client keeps, and nothing is kept here.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_session_id_context(context, kSessionContext, sizeof kSessionContext - 1);
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
    SSL_CTX_set_default_passwd_cb(context, give_no_passphrase);
}

}  // namespace

TlsContextPtr load_tls(const TlsFiles& files) {
    require_readable(files.certificate, "certificate");
    require_readable(files.key, "key");
    auto tls = std::make_shared<TlsContext>();
    SSL_CTX* const context = tls->context.native_handle();
    set_rules(context);
    ERR_clear_error();
    if (SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) != 1) {
        throw std::runtime_error("cannot use the certificate " + files.certificate + take_reason() +
                                 "; it must be in PEM form, the server's own certificate first and "
                                 "those that vouch for it behind");
    }
    X509* const certificate = SSL_CTX_get0_certificate(context);
    tls->not_before = to_timestamp(X509_get0_notBefore(certificate));
    tls->not_after = to_timestamp(X509_get0_notAfter(certificate));
    tls->subject = subject_of(certificate);
    if (SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) != 1) {
        const int reason = ERR_GET_REASON(ERR_peek_last_error());
        if (reason == X509_R_KEY_VALUES_MISMATCH || reason == X509_R_KEY_TYPE_MISMATCH) {
            ERR_clear_error();
            throw std::runtime_error("the key " + files.key +
                                     " does not belong to the certificate " + files.certificate +
                                     "; give the two files that were made together");
        }
        throw std::runtime_error("cannot use the key " + files.key + take_reason() +
                                 "; it must be in PEM form and have no passphrase");
    }
    if (SSL_CTX_check_private_key(context) != 1) {
        ERR_clear_error();
        throw std::runtime_error("the key " + files.key + " does not belong to the certificate " +
                                 files.certificate +
                                 "; give the two files that were made together");
    }
    return tls;
}

}  // namespace desk::net
