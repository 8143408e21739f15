#pragma once
#include <cstddef>
#include <filesystem>

namespace desk::test {

/// A disk of a few megabytes that really fills up: a tmpfs of its own, mounted in a temporary
/// folder and gone with this object. It is mounted directly, else through `sudo -n`, else in a user
/// namespace that this process and its children then live in, so it works for root and for an
/// ordinary user alike. Make it before any thread is started.
class SmallDisk {
  public:
    /// \throws std::runtime_error when none of the three ways works
    explicit SmallDisk(std::size_t bytes);
    ~SmallDisk();
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::size_t free_bytes() const;

    /// Fills part of the disk with a file that serves nothing but being deleted later.
    void put_ballast(std::size_t bytes) const;
    void drop_ballast() const;

  private:
    std::filesystem::path path_;
    bool is_through_sudo_ = false;
};

}  // namespace desk::test
