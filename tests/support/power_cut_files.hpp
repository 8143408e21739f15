#pragma once
#include "store/attachment_files.hpp"
#include "support/power_cut_disk.hpp"

namespace desk::test {

/// The attachment store's files on a PowerCutDisk, step by step as the real layer takes them, so
/// that the power can go between any two.
class PowerCutFiles final : public store::FileLayer {
  public:
    explicit PowerCutFiles(PowerCutDisk& disk) : disk_(disk) {}

    void make_folder(const std::filesystem::path& path) override;
    bool exists(const std::filesystem::path& path) override;
    void write_synced(const std::filesystem::path& path, std::string_view bytes) override;
    void rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
    void sync_folder(const std::filesystem::path& path) override;
    void touch(const std::filesystem::path& path) override;
    void remove(const std::filesystem::path& path) override;
    std::string read(const std::filesystem::path& path) override;

  private:
    PowerCutDisk& disk_;
};

}  // namespace desk::test
