#include "util/password.hpp"

#include <gtest/gtest.h>

#include <string>

namespace desk {
namespace {

TEST(Password, VerifiesItselfAndNothingElse) {
    const std::string hash = hash_password("correct horse");
    EXPECT_TRUE(verify_password("correct horse", hash));
    EXPECT_FALSE(verify_password("correct horsf", hash));
    EXPECT_FALSE(verify_password("correct horse ", hash));
    EXPECT_FALSE(verify_password("", hash));
}

TEST(Password, IsArgon2idWithTheCostsOfTheDesign) {
    const std::string hash = hash_password("x");
    EXPECT_EQ(hash.substr(0, 31), "$argon2id$v=19$m=19456,t=2,p=1$");
}

TEST(Password, GetsASaltOfItsOwn) { EXPECT_NE(hash_password("x"), hash_password("x")); }

TEST(Password, MayBeEmptyOrHoldAnyByte) {
    EXPECT_TRUE(verify_password("", hash_password("")));
    const std::string bytes("a\0b\xFF", 4);
    const std::string hash = hash_password(bytes);
    EXPECT_TRUE(verify_password(bytes, hash));
    EXPECT_FALSE(verify_password("a", hash));
}

TEST(Password, NeverMatchesWhatIsNoHash) {
    for (const char* hash : {"", "x", "$argon2id$", "$argon2id$v=19$m=19456,t=2,p=1$$",
                             "$argon2id$v=19$m=19456,t=2,p=1$cHJldGVuZA$", "$2y$10$abcdefghijk",
                             "5f4dcc3b5aa765d61d8327deb882cf99"}) {
        EXPECT_FALSE(verify_password("x", hash)) << hash;
    }
    EXPECT_FALSE(verify_password("x", std::string(10'000, '$')));
}

TEST(Password, PretendsWithoutThrowing) { EXPECT_NO_THROW(pretend_to_verify("x")); }

}  // namespace
}  // namespace desk
