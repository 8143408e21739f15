#include "app/password_prompt.hpp"

#include <termios.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace desk::app {

namespace {

using Terminal = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

/// Shows nothing of what is typed while it lives.
class Silence {
  public:
    explicit Silence(int terminal) : terminal_(terminal) {
        ::tcgetattr(terminal_, &before_);
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(terminal_, TCSAFLUSH, &silent);
    }
    ~Silence() { ::tcsetattr(terminal_, TCSAFLUSH, &before_); }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

  private:
    const int terminal_;
    termios before_{};
};

std::string ask(std::FILE* terminal, const char* question) {
    std::fputs(question, terminal);
    std::fflush(terminal);
    std::string line;
    {
        const Silence silence(::fileno(terminal));
        for (int c = std::fgetc(terminal); c != EOF && c != '\n'; c = std::fgetc(terminal)) {
            line += static_cast<char>(c);
        }
    }
    std::fputs("\n", terminal);
    return line;
}

}  // namespace

std::string ask_password() {
    const Terminal terminal(std::fopen("/dev/tty", "r+e"), std::fclose);
    if (!terminal) {
        throw std::runtime_error(
            "there is no terminal to ask at; give the password with --password-stdin");
    }
    std::string password = ask(terminal.get(), "New password: ");
    if (password != ask(terminal.get(), "Once more: ")) {
        throw std::runtime_error("the two passwords differ; try again");
    }
    return password;
}

}  // namespace desk::app
