#include "core/limits.hpp"

#include <algorithm>

#include "util/text.hpp"

namespace desk::core {

namespace {

/// True for a text that has more characters than that however they are counted: no more of it need
/// be looked at, for this runs in the writer, and a body has room for megabytes.
bool is_far_longer(std::string_view text, std::size_t characters) {
    constexpr std::size_t kLongestCharacter = 4;
    return text.size() > characters * kLongestCharacter;
}

}  // namespace

Result<std::string> checked_subject(std::string_view subject) {
    subject = trim(subject);
    if (is_far_longer(subject, kMaxSubjectCharacters)) return fail(Errc::subject_too_long);
    std::string line = one_line(subject);
    if (is_blank(line)) return fail(Errc::subject_required);
    if (count_characters(line) > kMaxSubjectCharacters) return fail(Errc::subject_too_long);
    return line;
}

Result<void> check_message(std::string_view text) {
    if (is_blank(text)) return fail(Errc::message_required);
    if (text.size() > kMaxMessageBytes) return fail(Errc::message_too_long);
    return {};
}

Result<std::string> checked_name(std::string_view name) {
    name = trim(name);
    if (is_far_longer(name, kMaxNameCharacters)) return fail(Errc::name_too_long);
    std::string line = one_line(name);
    if (count_characters(line) > kMaxNameCharacters) return fail(Errc::name_too_long);
    return line;
}

Result<std::string> checked_email(std::string_view email) {
    const std::string_view address = trim(email);
    if (count_characters(address) > kMaxEmailCharacters) return fail(Errc::email_too_long);
    if (!is_email(address)) return fail(Errc::email_invalid);
    return std::string(address);
}

Result<void> check_phone(std::string_view phone) {
    if (count_characters(phone) > kMaxPhoneCharacters) return fail(Errc::phone_too_long);
    return {};
}

Result<std::string> checked_cc(const std::vector<std::string>& addresses) {
    std::vector<std::string> kept;
    for (const std::string& address : addresses) {
        std::string trimmed(trim(address));
        const bool known = std::any_of(kept.begin(), kept.end(), [&](const std::string& other) {
            return equal_ignoring_case(other, trimmed);
        });
        if (known || !is_email(trimmed)) continue;
        if (kept.size() == kMaxCcAddresses) return fail(Errc::too_many_cc);
        kept.push_back(std::move(trimmed));
    }
    std::string joined;
    for (const std::string& address : kept) {
        if (!joined.empty()) joined += ',';
        joined += address;
    }
    return joined;
}

Result<void> check_not_in_future(Timestamp time, Timestamp now) {
    if (time > now + kClockSkew) return fail(Errc::date_in_future);
    return {};
}

bool is_same_time(Timestamp sent, bool is_local, Timestamp present, const TimeZone& zone) {
    if (sent == present) return true;
    return is_local && format_date_time(sent, zone) == format_date_time(present, zone);
}

Result<void> check_attachments(const std::vector<NewAttachment>& attachments,
                               const Settings& settings) {
    if (attachments.size() > kMaxAttachments) return fail(Errc::too_many_attachments);
    for (const NewAttachment& attachment : attachments) {
        if (attachment.size > settings.attachment_max_bytes) {
            return fail(Errc::attachment_not_allowed, attachment.file_name, "too large");
        }
    }
    return {};
}

}  // namespace desk::core
