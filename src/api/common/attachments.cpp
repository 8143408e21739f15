#include "api/common/attachments.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "api/common/json_value.hpp"
#include "util/encoding.hpp"
#include "util/text.hpp"

namespace desk::api {

using core::Errc;
using core::fail;
using core::NewAttachment;
using core::Result;

namespace {

constexpr std::string_view kAnyType = "application/octet-stream";

/// A file before it is looked at: the name as sent, and its bytes.
struct RawFile {
    std::string name;
    std::string media_type;
    std::string bytes;
};
using RawFiles = std::vector<RawFile>;

std::string_view type_of(std::string_view extension) {
    using Type = std::pair<std::string_view, std::string_view>;
    static constexpr std::array kTypes{
        Type{"txt", "text/plain"},      Type{"log", "text/plain"},
        Type{"csv", "text/csv"},        Type{"json", "application/json"},
        Type{"xml", "application/xml"}, Type{"pdf", "application/pdf"},
        Type{"jpg", "image/jpeg"},      Type{"jpeg", "image/jpeg"},
        Type{"png", "image/png"},       Type{"gif", "image/gif"},
        Type{"webp", "image/webp"},     Type{"mp4", "video/mp4"},
        Type{"zip", "application/zip"}, Type{"gz", "application/gzip"},
        Type{"eml", "message/rfc822"},
    };
    const auto* const found = std::find_if(
        kTypes.begin(), kTypes.end(), [&](const Type& type) { return type.first == extension; });
    return found == kTypes.end() ? kAnyType : found->second;
}

bool is_word_for_nothing(std::string_view text) {
    return text.empty() || equal_ignoring_case(text, "undefined") ||
           equal_ignoring_case(text, "null");
}

/// True for `name` and for `name[…]`.
bool is_field_of(std::string_view field, std::string_view name) {
    return field.substr(0, name.size()) == name &&
           (field.size() == name.size() || field[name.size()] == '[');
}

/// One {name or filename, data}. A form's file input in which no file was chosen has neither name
/// nor bytes: it adds nothing.
bool add_file(const ParamValue* name, const ParamValue* data, bool is_upload, RawFiles& files) {
    if (name == nullptr || name->is_array) return false;
    if (data == nullptr) return is_upload && is_blank(name->text);
    if (data->is_array || data->is_null) return false;
    std::optional<std::string> bytes = base64_decode(data->text);
    if (!bytes) return false;
    files.push_back({name->text, {}, std::move(*bytes)});
    return true;
}

/// One file, or several in the columns of `$_FILES`: {name: […], tmp_name: […], data: […]}.
bool add_entry(const ParamValue& entry, RawFiles& files) {
    if (!entry.is_array) return false;
    const ParamValue* name = entry.item("name");
    if (name == nullptr) name = entry.item("filename");
    const ParamValue* data = entry.item("data");
    const bool is_upload = entry.item("tmp_name") != nullptr;
    if (name == nullptr || !name->is_array) return add_file(name, data, is_upload, files);
    return std::all_of(name->items.begin(), name->items.end(), [&](const auto& item) {
        const ParamValue* bytes = data == nullptr ? nullptr : data->item(item.first);
        return add_file(&item.second, bytes, is_upload, files);
    });
}

/// A list of files, or a single one that stands where the list should be.
bool add_files(const ParamValue& value, RawFiles& files) {
    if (!value.is_array) return false;
    if (value.item("name") != nullptr || value.item("filename") != nullptr) {
        return add_entry(value, files);
    }
    return std::all_of(value.items.begin(), value.items.end(),
                       [&](const auto& item) { return add_entry(item.second, files); });
}

/// The text form: base64 of JSON.
bool add_encoded_files(std::string_view text, RawFiles& files) {
    const std::optional<std::string> decoded = base64_decode(text);
    if (!decoded) return false;
    const std::optional<boost::json::value> json = parse_json(*decoded);
    std::size_t left = net::kMaxFormFields;
    const std::optional<ParamValue> value = json ? to_param_value(*json, left) : std::nullopt;
    return value && (value->is_null || add_files(*value, files));
}

bool add_parameter(const ParamValue& value, RawFiles& files) {
    if (value.is_array) return add_files(value, files);
    return is_word_for_nothing(trim(value.text)) || add_encoded_files(value.text, files);
}

bool collect(Params& params, std::string_view name, RawFiles& files) {
    const ParamValue* value = params.value(name);
    if (value != nullptr && !add_parameter(*value, files)) return false;
    for (net::FormFile& file : params.files()) {
        if (!is_field_of(file.name, name)) continue;
        if (file.file_name.empty() && file.bytes.empty()) continue;  // no file was chosen
        files.push_back({file.file_name, file.media_type, std::move(file.bytes)});
    }
    return true;
}

bool is_taken(const NewAttachment& file, const core::Settings& settings) {
    if (file.size > settings.attachment_max_bytes) return false;
    const std::vector<std::string>& extensions = settings.attachment_extensions;
    return extensions.empty() || std::find(extensions.begin(), extensions.end(),
                                           file_extension(file.file_name)) != extensions.end();
}

}  // namespace

Result<std::vector<NewAttachment>> read_attachments(Params& params, std::string_view name,
                                                    const core::Settings& settings,
                                                    BadFile bad_file) {
    RawFiles raw;
    if (!collect(params, name, raw)) return fail(Errc::attachments_invalid, std::string(name));
    std::vector<NewAttachment> files;
    for (RawFile& one : raw) {
        NewAttachment file;
        file.file_name = safe_file_name(one.name);
        file.media_type = one.media_type.empty() ? type_of(file_extension(file.file_name))
                                                 : one_line(one.media_type);
        file.size = static_cast<std::int64_t>(one.bytes.size());
        file.bytes = std::move(one.bytes);
        if (is_taken(file, settings)) {
            files.push_back(std::move(file));
        } else if (bad_file == BadFile::refuse) {
            return fail(Errc::attachment_not_allowed, file.file_name);
        }
    }
    if (files.size() > core::kMaxAttachments) return fail(Errc::too_many_attachments);
    return files;
}

Result<std::optional<std::vector<NewAttachment>>> Parse<std::vector<NewAttachment>>::read(
    Params& params, std::string_view name, const BindContext& context) {
    const BadFile bad_file =
        context.origin == core::Origin::keliweb ? BadFile::refuse : BadFile::skip;
    Result<std::vector<NewAttachment>> files =
        read_attachments(params, name, context.settings, bad_file);
    if (!files) return tl::unexpected(std::move(files.error()));
    return std::move(*files);
}

}  // namespace desk::api
