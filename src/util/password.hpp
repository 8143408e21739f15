#pragma once
#include <string>
#include <string_view>

/// Argon2id by libsodium, 19 MiB and 2 passes: some 20 ms a call, so never in an I/O thread.
namespace desk {

/// \throws std::runtime_error when memory runs out
std::string hash_password(std::string_view password);
bool verify_password(std::string_view password, const std::string& hash);
/// Takes as long as verify_password: for logins that do not exist.
void pretend_to_verify(std::string_view password);

}  // namespace desk
