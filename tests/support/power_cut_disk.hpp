#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// A disk in memory that loses what was not synced when its power is cut.
namespace desk::test {

/// What is left, after a cut, of that which was never synced.
enum class Unsynced {
    lost,  ///< nothing
    torn,  ///< of each file and folder nothing, everything, or a seeded random part
};

/// Which calls are counted on the way to a cut.
enum class Calls {
    all,    ///< that change something
    syncs,  ///< of files and folders
};

/// Folders and files with two states each: as programs see them now, and as they would be found
/// after a power cut. Content and size of a file become durable by sync(); what a folder lists by
/// sync_folder() of that folder, and by nothing else. After the cut every call fails, until
/// restore() brings the durable state back. Sectors of 512 bytes are written whole or not at all,
/// in any order, each in any of the states it had since the last sync.
///
/// Paths are absolute; "/" is there from the start. Safe from any thread. Everything throws
/// std::system_error: EIO without power, else as the system would.
class PowerCutDisk {
    struct Node;

  public:
    /// An open file; useless (EIO) after the next restore().
    class File {
        friend PowerCutDisk;
        std::shared_ptr<Node> node_;
        std::string path_;
        std::uint64_t boot_ = 0;
    };

    explicit PowerCutDisk(std::uint64_t seed);
    ~PowerCutDisk();
    PowerCutDisk(const PowerCutDisk&) = delete;
    PowerCutDisk& operator=(const PowerCutDisk&) = delete;

    // The power ----------------------------------------------------------------------------------
    /// Cuts it in the midst of the `nth` such call from now (at least 1), which fails.
    /// \param path  counts only calls on this file or folder; empty: on any
    void cut_at(std::uint64_t nth, Calls which = Calls::all, std::string path = {});
    void cut();
    [[nodiscard]] bool is_cut() const;
    /// Changing calls since the disk was made: writes, syncs, everything that alters a folder.
    [[nodiscard]] std::uint64_t calls() const;
    /// Power is back, and on the disk is what was durable.
    void restore(Unsynced unsynced);
    /// How often the power came back.
    [[nodiscard]] std::uint64_t boot() const;
    /// From now on sync() and sync_folder() do nothing and say they did.
    void lie_about_syncs();

    // Files --------------------------------------------------------------------------------------
    /// \param created  set to whether the file was made now; null: it must exist
    File open(std::string_view path, bool* created);
    File open_nameless();
    /// \return bytes read, fewer than asked at the end of the file
    std::size_t read(const File& file, std::uint64_t offset, std::span<char> out);
    void write(const File& file, std::uint64_t offset, std::string_view bytes);
    void truncate(const File& file, std::uint64_t size);
    void sync(const File& file);
    std::uint64_t size(const File& file);

    // Folders ------------------------------------------------------------------------------------
    bool exists(std::string_view path);
    void make_folder(std::string_view path);  ///< fine when there is one
    void sync_folder(std::string_view path);
    void rename(std::string_view from, std::string_view to);
    void remove(std::string_view path);
    /// Counts as a changing call, and changes nothing that matters here.
    void touch(std::string_view path);
    /// Paths of all files below a folder, sorted.
    std::vector<std::string> files_below(std::string_view path);

  private:
    using NodePtr = std::shared_ptr<Node>;
    struct Place;

    void check_power() const;
    Node& opened(const File& file) const;
    /// Counts a changing call. \throws when it is the one in which the power goes
    void count_call(std::string_view path, bool is_sync = false);
    NodePtr find(std::string_view path) const;
    NodePtr find_folder(std::string_view path) const;
    Place place_of(std::string_view path) const;
    NodePtr settled(const Node& node, Unsynced unsynced);
    NodePtr settled_file(const Node& node, Unsynced unsynced);
    bool toss(unsigned percent);

    mutable std::mutex mutex_;
    std::mt19937_64 chance_;
    NodePtr root_;
    bool is_cut_ = false;
    bool lies_ = false;
    std::uint64_t calls_ = 0;
    std::uint64_t calls_to_cut_ = 0;  ///< 0: no cut is planned
    Calls counted_ = Calls::all;
    std::string counted_path_;
    std::uint64_t boot_ = 0;
};

}  // namespace desk::test
