#include "store/backup.hpp"

#include <stdexcept>
#include <string>
#include <vector>

#include "store/attachment_files.hpp"
#include "store/sqlite_connection.hpp"

namespace desk::store {

namespace fs = std::filesystem;

std::int64_t copy_sqlite(const fs::path& database, const fs::path& to) {
    if (!fs::is_regular_file(database)) {
        throw std::runtime_error("there is no database " + database.string() + " to copy");
    }
    const fs::path part = to.string() + ".part";
    fs::remove(part);
    {
        SqliteOptions options;
        options.path = database.string();
        SqliteConnection(options, SqliteConnection::Use::read).copy_to(part.string());
    }
    system_files().rename(part, to);
    system_files().sync_folder(fs::absolute(to).parent_path());
    return static_cast<std::int64_t>(fs::file_size(to));
}

CopiedFiles copy_attachments(
    const fs::path& from, const fs::path& to, Random& random,
    const std::function<void(std::int64_t done, std::int64_t total)>& progress) {
    std::vector<fs::path> files;
    if (fs::exists(from)) {
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(from)) {
            // What is still being written has another name.
            if (entry.is_regular_file() && entry.path().filename().string().size() == kHashDigits) {
                files.push_back(entry.path());
            }
        }
    }
    ContentFiles target(to, random);
    CopiedFiles result;
    for (const fs::path& file : files) {
        const std::string name = file.filename().string();
        if (fs::exists(to / name.substr(0, 2) / name)) {
            ++result.there_already;
        } else if (target.put(system_files().read(file)) == name) {
            ++result.copied;
        } else {
            throw std::runtime_error("the attachment " + file.string() +
                                     " is damaged: its content is not what its name says");
        }
        progress(result.copied + result.there_already, static_cast<std::int64_t>(files.size()));
    }
    return result;
}

}  // namespace desk::store
