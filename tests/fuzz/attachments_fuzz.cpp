#include "api/common/attachments.hpp"

#include <string>

#include "fuzz/fuzz.hpp"
#include "net/form.hpp"
#include "util/encoding.hpp"
#include "util/text.hpp"

/// The `attachments` parameter: base64 of JSON, brackets with base64 in them. Names that can be
/// kept, sizes that are true, bounds kept; and base64 itself there and back.
namespace desk::fuzz {

namespace {

core::Settings small_limits() {
    core::Settings settings;
    settings.attachment_max_bytes = 64;
    return settings;
}

/// \return how many files there are; nothing when they are refused
std::optional<std::size_t> check_files(api::Params params, api::BadFile bad_file) {
    static const core::Settings kSettings = small_limits();
    const auto files = api::read_attachments(params, "attachments", kSettings, bad_file);
    if (!files) return std::nullopt;
    check(files->size() <= core::kMaxAttachments, "there are not too many files");
    for (const core::NewAttachment& file : *files) {
        check_text(file.file_name);
        check_text(file.media_type);
        check(!file.file_name.empty() && file.file_name.size() <= 255, "a name is 1 to 255 bytes");
        check(file.file_name.find_first_of("/\\") == std::string::npos, "a name is no path");
        check(file.file_name != "." && file.file_name != "..", "a name is no folder");
        check(safe_file_name(file.file_name) == file.file_name, "a safe name stays what it is");
        check(file.size == static_cast<std::int64_t>(file.bytes.size()), "a size is true");
        check(file.size <= kSettings.attachment_max_bytes, "no file is over the limit");
    }
    return files->size();
}

void check_both(const api::Params& params) {
    const std::optional<std::size_t> refusing = check_files(params, api::BadFile::refuse);
    const std::optional<std::size_t> skipping = check_files(params, api::BadFile::skip);
    if (refusing) check(refusing == skipping, "where nothing is refused nothing is skipped");
}

void check_text_form(std::string text) {
    api::Params params;
    params.set("attachments", std::move(text));
    check_both(params);
}

}  // namespace

void run(std::string_view input) {
    check(base64_decode(base64_encode(input)) == std::string(input), "base64 there and back");
    if (const auto bytes = base64_decode(input)) {
        check(bytes->size() <= input.size() / 4 * 3 + 3, "base64 holds three bytes in four");
        check(base64_decode(base64_encode(*bytes)) == bytes, "base64 back and there");
    }
    check_text_form(std::string(input));
    check_text_form(base64_encode(input));
    net::Form form;
    api::Params params;
    if (net::parse_urlencoded(input, form) != net::FormError::none) return;
    if (params.add(std::move(form.fields))) check_both(params);
}

}  // namespace desk::fuzz
