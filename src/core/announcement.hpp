#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/event.hpp"
#include "core/ports.hpp"
#include "util/strong_id.hpp"

namespace desk::core {

template <class T>
struct Sliced;
struct Slice;
struct Record;

using AnnouncementId = StrongId<struct AnnouncementTag>;

namespace event_type {
inline constexpr std::string_view kAnnouncementAdd = "AnnouncementAdd";
inline constexpr std::string_view kAnnouncementEdit = "AnnouncementEdit";
inline constexpr std::string_view kAnnouncementDelete = "AnnouncementDelete";  ///< ours
}  // namespace event_type

/// News for clients. Kept as a record (core/record_kind.hpp), so that the commands manage it too.
struct Announcement {
    AnnouncementId id;
    std::string title;
    std::string body;
    bool is_published = false;
    Timestamp announced_at;  ///< may be ahead: it is shown from then on
    Timestamp created_at;
    Timestamp updated_at;
};

struct AddAnnouncementInput {
    std::string title;  ///< one line, not blank
    std::string body;   ///< not blank
    Timestamp announced_at;
    bool is_published = false;
};

/// What is not there stays.
struct UpdateAnnouncementInput {
    AnnouncementId id;
    std::optional<std::string> title;  ///< a blank one is no change, nor is a blank body
    std::optional<std::string> body;
    std::optional<Timestamp> announced_at;
    std::optional<bool> is_published;
};

struct DeleteAnnouncementInput {
    AnnouncementId id;
};

/// \return the id; Errc::field_required (`about` is title or announcement), name_too_long,
/// message_too_long, not_permitted
Result<AnnouncementId> add_announcement(Tx& tx, const Actor& actor,
                                        const AddAnnouncementInput& input);
/// \return the id; Errc::record_not_found and those of add_announcement
Result<AnnouncementId> update_announcement(Tx& tx, const Actor& actor,
                                           const UpdateAnnouncementInput& input);
/// \return the id; Errc::record_not_found
Result<AnnouncementId> delete_announcement(Tx& tx, const Actor& actor,
                                           const DeleteAnnouncementInput& input);
/// Newest first, unpublished ones among them.
Result<Sliced<Announcement>> list_announcements(Tx& tx, const Actor& actor, const Slice& slice);

/// Writes the event of an announcement that was just written, whoever did it.
void note_announcement(Tx& tx, const Actor& actor, std::string_view type, const Record& record);

}  // namespace desk::core
