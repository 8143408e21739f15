#include <string>

#include "fuzz/fuzz.hpp"
#include "net/form.hpp"
#include "net/form_text.hpp"

/// A Content-Type, and below it a body: bounded, no byte that was not sent, half a part is none,
/// and the same parts again when they are written out.
namespace desk::fuzz {

namespace {

std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + '"';
}

/// True for a text that can stand in a header: one line, and no blanks that would be trimmed.
bool fits_header(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

void check_written_again(const net::Form& form, std::string_view input) {
    std::string boundary = "b";
    while (input.find(boundary) != std::string_view::npos) boundary += 'o';
    std::string body;
    for (const net::FormField& field : form.fields) {
        if (!fits_header(field.name)) return;
        body += "--" + boundary + "\r\nContent-Disposition: form-data; name=" + quoted(field.name) +
                "\r\n\r\n" + field.value + "\r\n";
    }
    for (const net::FormFile& file : form.files) {
        if (!fits_header(file.name) || !fits_header(file.file_name)) return;
        if (!fits_header(file.media_type)) return;
        body += "--" + boundary + "\r\nContent-Disposition: form-data; name=" + quoted(file.name) +
                "; filename=" + quoted(file.file_name) + "\r\nContent-Type: " + file.media_type +
                "\r\n\r\n" + file.bytes + "\r\n";
    }
    body += "--" + boundary + "--\r\n";
    net::Form same;
    const net::FormError error =
        net::parse_form_body("multipart/form-data; boundary=" + boundary, body, same);
    check(error == net::FormError::none, "parts that were read can be written and read");
    check(same.fields.size() == form.fields.size(), "as many fields are read again");
    check(same.files.size() == form.files.size(), "as many files are read again");
    for (std::size_t i = 0; i < form.fields.size(); ++i) {
        check(same.fields[i].name == form.fields[i].name, "a field's name is read again");
        check(same.fields[i].value == form.fields[i].value, "a field's value is read again");
    }
    for (std::size_t i = 0; i < form.files.size(); ++i) {
        check(same.files[i].name == form.files[i].name, "a file's field is read again");
        check(same.files[i].file_name == form.files[i].file_name, "a file's name is read again");
        check(same.files[i].bytes == form.files[i].bytes, "a file's bytes are read again");
    }
}

}  // namespace

void run(std::string_view input) {
    const std::string_view type = take_line(input);
    const net::HeaderValue header = net::parse_header_value(type);
    std::size_t header_bytes = header.value.size();
    for (const auto& [name, value] : header.parameters) header_bytes += name.size() + value.size();
    check(header_bytes <= type.size(), "a header's parts are not longer than the header");

    net::Form form;
    const net::FormError error = net::parse_form_body(type, input, form);
    check(form.fields.size() + form.files.size() <= net::kMaxFormFields,
          "there are not more parts than the bound");
    std::size_t bytes = 0;
    for (const net::FormField& field : form.fields) bytes += field.value.size();
    for (const net::FormFile& file : form.files) {
        check(!file.name.empty() && !file.file_name.empty(), "a file has a field and a name");
        check(file.bytes.empty() || input.find(file.bytes) != std::string_view::npos,
              "a file's bytes are among those sent, as they were sent");
        bytes += file.bytes.size();
    }
    check(bytes <= input.size(), "no byte counts twice");
    if (error == net::FormError::none && !form.files.empty()) {
        check(input.find("--") != std::string_view::npos, "what is whole ends with a boundary");
    }
    check_written_again(form, input);
}

}  // namespace desk::fuzz
