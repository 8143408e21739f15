#include "support/power_cut_disk.hpp"

#include <algorithm>
#include <cerrno>
#include <functional>
#include <system_error>

namespace desk::test {

namespace {

constexpr std::size_t kSector = 512;

[[noreturn]] void fail(int error, std::string_view what) {
    throw std::system_error(error, std::generic_category(), std::string(what));
}

}  // namespace

/// A file or a folder.
struct PowerCutDisk::Node {
    using Entries = std::map<std::string, NodePtr, std::less<>>;
    using Change = std::function<void(Entries&)>;

    bool is_folder = false;

    // Of a file
    std::string content;
    std::string durable_content;
    std::map<std::size_t, std::vector<std::string>>
        unsynced_sectors;  ///< every state, oldest first
    std::vector<std::size_t> unsynced_sizes;

    // Of a folder
    Entries entries;
    Entries durable_entries;
    std::vector<Change> unsynced_changes;

    void change(Change what) {
        what(entries);
        unsynced_changes.push_back(std::move(what));
    }

    void remember_sectors(std::size_t begin, std::size_t end) {
        for (std::size_t sector = begin / kSector; sector * kSector < end; ++sector) {
            std::string state =
                sector * kSector < content.size() ? content.substr(sector * kSector, kSector) : "";
            state.resize(kSector, '\0');
            unsynced_sectors[sector].push_back(std::move(state));
        }
    }
};

struct PowerCutDisk::Place {
    NodePtr folder;
    std::string name;
};

PowerCutDisk::PowerCutDisk(std::uint64_t seed) : chance_(seed), root_(std::make_shared<Node>()) {
    root_->is_folder = true;
}

PowerCutDisk::~PowerCutDisk() = default;

// The power ---------------------------------------------------------------------------------------

void PowerCutDisk::cut_at(std::uint64_t nth, Calls which, std::string path) {
    const std::lock_guard lock(mutex_);
    calls_to_cut_ = nth;
    counted_ = which;
    counted_path_ = std::move(path);
}

void PowerCutDisk::cut() {
    const std::lock_guard lock(mutex_);
    is_cut_ = true;
}

bool PowerCutDisk::is_cut() const {
    const std::lock_guard lock(mutex_);
    return is_cut_;
}

std::uint64_t PowerCutDisk::calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
}

std::uint64_t PowerCutDisk::boot() const {
    const std::lock_guard lock(mutex_);
    return boot_;
}

void PowerCutDisk::lie_about_syncs() {
    const std::lock_guard lock(mutex_);
    lies_ = true;
}

void PowerCutDisk::check_power() const {
    if (is_cut_) fail(EIO, "no power");
}

void PowerCutDisk::count_call(std::string_view path, bool is_sync) {
    ++calls_;
    if (calls_to_cut_ == 0 || (counted_ == Calls::syncs && !is_sync)) return;
    if (!counted_path_.empty() && counted_path_ != path) return;
    if (--calls_to_cut_ > 0) return;
    is_cut_ = true;
    check_power();
}

bool PowerCutDisk::toss(unsigned percent) { return chance_() % 100 < percent; }

void PowerCutDisk::restore(Unsynced unsynced) {
    const std::lock_guard lock(mutex_);
    root_ = settled(*root_, unsynced);
    is_cut_ = false;
    calls_to_cut_ = 0;
    ++boot_;
}

PowerCutDisk::NodePtr PowerCutDisk::settled(const Node& node, Unsynced unsynced) {
    if (!node.is_folder) return settled_file(node, unsynced);
    Node::Entries entries = node.durable_entries;
    if (unsynced == Unsynced::torn) {
        const unsigned percent = toss(50) ? 50 : toss(50) ? 100 : 0;
        for (const Node::Change& change : node.unsynced_changes) {
            if (toss(percent)) change(entries);
        }
    }
    auto after = std::make_shared<Node>();
    after->is_folder = true;
    for (const auto& [name, child] : entries) after->entries[name] = settled(*child, unsynced);
    after->durable_entries = after->entries;
    return after;
}

PowerCutDisk::NodePtr PowerCutDisk::settled_file(const Node& node, Unsynced unsynced) {
    auto after = std::make_shared<Node>();
    std::string& content = after->content;
    content = node.durable_content;
    if (unsynced == Unsynced::torn) {
        const unsigned percent = toss(50) ? 50 : toss(50) ? 100 : 0;
        const std::size_t size_now = node.content.size();
        if (percent == 100) {
            content = node.content;
        } else if (percent == 50) {
            if (toss(50)) {
                content.resize(size_now, '\0');
            } else if (!node.unsynced_sizes.empty() && toss(50)) {
                content.resize(node.unsynced_sizes[chance_() % node.unsynced_sizes.size()], '\0');
            }
            for (const auto& [sector, states] : node.unsynced_sectors) {
                const std::size_t begin = sector * kSector;
                if (begin >= content.size() || toss(50)) continue;
                const std::string& state = states[chance_() % states.size()];
                content.replace(begin, std::min(kSector, content.size() - begin), state, 0,
                                std::min(kSector, content.size() - begin));
            }
        }
    }
    after->durable_content = content;
    return after;
}

// Files -------------------------------------------------------------------------------------------

PowerCutDisk::Node& PowerCutDisk::opened(const File& file) const {
    check_power();
    if (file.boot_ != boot_) fail(EIO, "opened before the power cut");
    return *file.node_;
}

PowerCutDisk::File PowerCutDisk::open(std::string_view path, bool* created) {
    const std::lock_guard lock(mutex_);
    check_power();
    File file;
    file.boot_ = boot_;
    file.path_ = path;
    file.node_ = find(path);
    if (created != nullptr) *created = file.node_ == nullptr;
    if (file.node_ != nullptr) {
        if (file.node_->is_folder) fail(EISDIR, path);
        return file;
    }
    if (created == nullptr) fail(ENOENT, path);
    const Place place = place_of(path);
    file.node_ = std::make_shared<Node>();
    place.folder->change(
        [name = place.name, node = file.node_](Node::Entries& entries) { entries[name] = node; });
    count_call(path);
    return file;
}

PowerCutDisk::File PowerCutDisk::open_nameless() {
    const std::lock_guard lock(mutex_);
    check_power();
    File file;
    file.boot_ = boot_;
    file.node_ = std::make_shared<Node>();
    return file;
}

std::size_t PowerCutDisk::read(const File& file, std::uint64_t offset, std::span<char> out) {
    const std::lock_guard lock(mutex_);
    const Node& node = opened(file);
    if (offset >= node.content.size()) return 0;
    return node.content.copy(out.data(), out.size(), offset);
}

void PowerCutDisk::write(const File& file, std::uint64_t offset, std::string_view bytes) {
    const std::lock_guard lock(mutex_);
    Node& node = opened(file);
    const std::size_t end = offset + bytes.size();
    const std::size_t old_size = node.content.size();
    if (old_size < end) {
        node.content.resize(end, '\0');
        node.unsynced_sizes.push_back(end);
    }
    node.content.replace(offset, bytes.size(), bytes);
    node.remember_sectors(offset, end);
    count_call(file.path_);
}

void PowerCutDisk::truncate(const File& file, std::uint64_t size) {
    const std::lock_guard lock(mutex_);
    Node& node = opened(file);
    const std::size_t old_size = node.content.size();
    node.content.resize(size, '\0');
    node.unsynced_sizes.push_back(size);
    node.remember_sectors(size, old_size);
    count_call(file.path_);
}

void PowerCutDisk::sync(const File& file) {
    const std::lock_guard lock(mutex_);
    Node& node = opened(file);
    count_call(file.path_, true);
    if (lies_) return;
    for (const auto& [sector, states] : node.unsynced_sectors) {
        const std::size_t begin = sector * kSector;
        if (begin >= node.content.size()) continue;
        if (node.durable_content.size() < node.content.size()) {
            node.durable_content.resize(node.content.size(), '\0');
        }
        const std::size_t count = std::min(kSector, node.content.size() - begin);
        node.durable_content.replace(begin, count, node.content, begin, count);
    }
    node.durable_content.resize(node.content.size(), '\0');
    node.unsynced_sectors.clear();
    node.unsynced_sizes.clear();
}

std::uint64_t PowerCutDisk::size(const File& file) {
    const std::lock_guard lock(mutex_);
    return opened(file).content.size();
}

// Folders -----------------------------------------------------------------------------------------

PowerCutDisk::NodePtr PowerCutDisk::find(std::string_view path) const {
    if (path.empty() || path.front() != '/') fail(EINVAL, path);
    NodePtr node = root_;
    while (node != nullptr && !path.empty()) {
        path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
        const std::string_view name = path.substr(0, path.find('/'));
        path.remove_prefix(name.size());
        if (name.empty()) break;
        const auto found = node->entries.find(name);
        node = found == node->entries.end() ? nullptr : found->second;
    }
    return node;
}

PowerCutDisk::NodePtr PowerCutDisk::find_folder(std::string_view path) const {
    NodePtr node = find(path);
    if (node == nullptr) fail(ENOENT, path);
    if (!node->is_folder) fail(ENOTDIR, path);
    return node;
}

PowerCutDisk::Place PowerCutDisk::place_of(std::string_view path) const {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos || slash + 1 == path.size()) fail(EINVAL, path);
    return {find_folder(path.substr(0, slash + 1)), std::string(path.substr(slash + 1))};
}

bool PowerCutDisk::exists(std::string_view path) {
    const std::lock_guard lock(mutex_);
    check_power();
    return find(path) != nullptr;
}

void PowerCutDisk::make_folder(std::string_view path) {
    const std::lock_guard lock(mutex_);
    check_power();
    if (const NodePtr there = find(path); there != nullptr) {
        if (!there->is_folder) fail(EEXIST, path);
        return;
    }
    const Place place = place_of(path);
    auto folder = std::make_shared<Node>();
    folder->is_folder = true;
    place.folder->change(
        [name = place.name, folder](Node::Entries& entries) { entries[name] = folder; });
    count_call(path);
}

void PowerCutDisk::sync_folder(std::string_view path) {
    const std::lock_guard lock(mutex_);
    check_power();
    const NodePtr folder = find_folder(path);
    count_call(path, true);
    if (lies_) return;
    folder->durable_entries = folder->entries;
    folder->unsynced_changes.clear();
}

void PowerCutDisk::rename(std::string_view from, std::string_view to) {
    const std::lock_guard lock(mutex_);
    check_power();
    const NodePtr node = find(from);
    if (node == nullptr) fail(ENOENT, from);
    const Place source = place_of(from);
    const Place target = place_of(to);
    if (source.folder == target.folder) {
        source.folder->change(
            [node, old_name = source.name, new_name = target.name](Node::Entries& entries) {
                entries.erase(old_name);
                entries[new_name] = node;
            });
    } else {
        target.folder->change(
            [node, name = target.name](Node::Entries& entries) { entries[name] = node; });
        source.folder->change(
            [name = source.name](Node::Entries& entries) { entries.erase(name); });
    }
    count_call(to);
}

void PowerCutDisk::remove(std::string_view path) {
    const std::lock_guard lock(mutex_);
    check_power();
    if (find(path) == nullptr) fail(ENOENT, path);
    const Place place = place_of(path);
    place.folder->change([name = place.name](Node::Entries& entries) { entries.erase(name); });
    count_call(path);
}

void PowerCutDisk::touch(std::string_view path) {
    const std::lock_guard lock(mutex_);
    check_power();
    if (find(path) == nullptr) fail(ENOENT, path);
    count_call(path);
}

std::vector<std::string> PowerCutDisk::files_below(std::string_view path) {
    const std::lock_guard lock(mutex_);
    check_power();
    std::vector<std::string> found;
    const std::function<void(const Node&, const std::string&)> walk = [&](const Node& folder,
                                                                          const std::string& at) {
        for (const auto& [name, child] : folder.entries) {
            const std::string below = at + "/" + name;
            if (child->is_folder) {
                walk(*child, below);
            } else {
                found.push_back(below);
            }
        }
    };
    std::string at(path);
    while (!at.empty() && at.back() == '/') at.pop_back();
    walk(*find_folder(path), at);
    return found;
}

}  // namespace desk::test
