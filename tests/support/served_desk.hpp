#pragma once
#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

/// The built binary from outside: run to its end, or served and stopped as an operator does it.
namespace desk::test {

struct ProgramResult {
    int exit_code = -1;  ///< 128 + the signal where one ended it
    std::string out;
    std::string err;
};

/// Runs a program to its end, its input empty. \param argv  the program (looked up in PATH) and its
/// words. \param environment  further NAME=value settings
/// \throws std::system_error when it cannot be started
ProgramResult run_program(const std::vector<std::string>& argv,
                          const std::vector<std::string>& environment = {});

/// A program that runs beside the test, which reads what it prints all the time.
class RunningProgram {
  public:
    /// \param argv, environment  as for run_program()
    explicit RunningProgram(const std::vector<std::string>& argv,
                            const std::vector<std::string>& environment = {});
    /// Kills it if it has not ended.
    ~RunningProgram();
    RunningProgram(const RunningProgram&) = delete;
    RunningProgram& operator=(const RunningProgram&) = delete;

    /// What it has printed, on both of its outputs; all of it once wait() has returned.
    [[nodiscard]] std::string output() const;
    /// Waits until its output is as wanted. \return false when it has ended and never was
    bool wait_until(const std::function<bool(const std::string& output)>& is_as_wanted) const;
    bool wait_for(const std::string& text) const;
    /// Writes to its input.
    void type(const std::string& text) const;
    void send_signal(int signal) const;
    /// Waits until it ends by itself. \return its exit code, 128 + the signal where one ended it
    int wait();
    [[nodiscard]] pid_t pid() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// A `polydesk serve` on a port of its own. Started when this is made; its log is read all the
/// time.
class ServedDesk {
  public:
    /// \param argv  the binary, "serve" and its options, "--listen 127.0.0.1:0" among them
    /// \throws std::runtime_error with the log when it ends before it serves
    explicit ServedDesk(const std::vector<std::string>& argv,
                        const std::vector<std::string>& environment = {});
    /// Stops it if that has not been done.
    ~ServedDesk();
    ServedDesk(const ServedDesk&) = delete;
    ServedDesk& operator=(const ServedDesk&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] std::string url() const;  ///< "http://127.0.0.1:PORT"
    [[nodiscard]] pid_t pid() const;

    /// SIGTERM, and waits. \return its exit code
    int stop();
    /// kill -9, and waits.
    void kill();
    void send_signal(int signal) const;
    /// Waits until it ends by itself. \return its exit code, 128 + the signal where one ended it
    int wait();
    /// What it has logged; all of it once it has ended.
    [[nodiscard]] std::string log() const;
    /// \return false when it has ended and never logged that
    bool wait_for_log(const std::string& text) const;

  private:
    RunningProgram program_;
    std::uint16_t port_ = 0;
};

}  // namespace desk::test
