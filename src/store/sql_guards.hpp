#pragma once
#include "core/guard_ports.hpp"
#include "store/connection.hpp"

namespace desk::store {

/// core::Guards on the connection of one transaction. The functions stand in guard_rows.cpp.
class SqlGuards final : public core::Guards {
  public:
    explicit SqlGuards(Connection& connection) : connection_(connection) {}

    bool attempt(const std::function<bool()>& work) override;
    std::optional<core::KeptAnswer> take_key(std::string_view key_sha256,
                                             std::string_view parameters_sha256, Timestamp now,
                                             Timestamp until) override;
    void keep_answer(std::string_view key_sha256, std::int64_t status,
                     std::string_view body) override;
    std::optional<core::WrongGuesses> wrong_guesses(std::string_view subject_sha256,
                                                    Timestamp now) override;
    void keep_wrong_guesses(std::string_view subject_sha256, const core::WrongGuesses& guesses,
                            Timestamp until) override;
    void forgive(std::string_view subject_sha256) override;

  private:
    Connection& connection_;
};

}  // namespace desk::store
