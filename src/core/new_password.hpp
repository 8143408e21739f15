#pragma once
#include <string>

namespace desk::core {

/// A password on its way in. Whoever takes the call hashes it in the slow lane (Argon2id), before
/// the transaction, and forgets the clear text; a use case sees `hash` alone.
struct NewPassword {
    std::string clear;
    std::string hash;  ///< empty: cannot log in

    [[nodiscard]] bool is_given() const { return !clear.empty() || !hash.empty(); }
};

}  // namespace desk::core
