#include "api/whmcs/render.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <iterator>
#include <pugixml.hpp>
#include <sstream>

#include "util/text.hpp"

namespace desk::whmcs {

namespace {

namespace json = boost::json;

/// How a scalar reads where everything is text: booleans as 1 and 0, null as nothing.
std::string text_of(const json::value& value) {
    if (value.is_string()) return std::string(value.get_string());
    if (value.is_bool()) return value.get_bool() ? "1" : "0";
    return value.is_null() ? std::string() : json::serialize(value);
}

/// Escaped for XML 1.0, without the characters that it forbids; a carriage return as a reference,
/// since readers would otherwise drop it.
std::string xml_escape(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size() + text.size() / 8);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        // U+FFFE and U+FFFF are no characters: EF BF BE, EF BF BF.
        if (c == '\xef' &&
            (text.substr(i, 3) == "\xef\xbf\xbe" || text.substr(i, 3) == "\xef\xbf\xbf")) {
            i += 2;
            continue;
        }
        // clang-format off
        switch (c) {
            case '&': escaped += "&amp;"; break;
            case '<': escaped += "&lt;"; break;
            case '>': escaped += "&gt;"; break;
            case '\r': escaped += "&#13;"; break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') escaped += c;
        }
        // clang-format on
    }
    return escaped;
}

void append_value(pugi::xml_node parent, const std::string& name, const json::value& value);

void append_members(pugi::xml_node node, const json::object& object) {
    for (const auto& [name, value] : object) append_value(node, std::string(name), value);
}

/// No name of XML begins with a digit.
std::string xml_name(const std::string& name) {
    const bool begins_with_digit = !name.empty() && name[0] >= '0' && name[0] <= '9';
    return begins_with_digit ? "_" + name : name;
}

/// An array is its element repeated, named like the array; an empty one is one empty element.
void append_value(pugi::xml_node parent, const std::string& name, const json::value& value) {
    if (const json::array* items = value.if_array()) {
        for (const json::value& item : *items) append_value(parent, name, item);
        if (items->empty()) parent.append_child(xml_name(name).c_str());
        return;
    }
    pugi::xml_node node = parent.append_child(xml_name(name).c_str());
    const json::object* object = value.if_object();
    if (object == nullptr) {
        const std::string text = xml_escape(text_of(value));
        if (!text.empty()) node.text().set(text.c_str());
        return;
    }
    // A list is a container with its items inside: `{"reply": []}` is an empty container.
    if (object->size() == 1) {
        const json::array* items = object->begin()->value().if_array();
        if (items != nullptr && items->empty()) return;
    }
    append_members(node, *object);
}

std::string as_xml(const Answer& answer, std::string_view action) {
    pugi::xml_document document;
    pugi::xml_node root = document.append_child("whmcsapi");
    root.append_attribute("version") = POLYDESK_VERSION;
    root.append_child("action").text().set(xml_escape(action).c_str());
    append_members(root, answer);
    std::ostringstream text;
    text << R"(<?xml version="1.0" encoding="utf-8"?>)" << '\n';
    document.save(text, "",
                  pugi::format_raw | pugi::format_no_escapes | pugi::format_no_declaration,
                  pugi::encoding_utf8);
    return std::move(text).str();
}

/// Clients split pairs on ";" and then on "=", and nothing escapes either (spec/whmcs.md 3.4).
bool fits_pairs(const Answer& answer) {
    return std::none_of(answer.begin(), answer.end(), [](const auto& member) {
        const json::value& value = member.value();
        return value.is_structured() ||
               (value.is_string() &&
                std::string_view(value.get_string()).find_first_of(";=") != std::string_view::npos);
    });
}

std::string as_pairs(const Answer& answer) {
    std::string text;
    for (const auto& [name, value] : answer) {
        text.append(name.data(), name.size()).append("=").append(text_of(value)).append(";");
    }
    return text;
}

}  // namespace

Format format_named(std::string_view response_type) {
    const std::string_view name = trim(response_type);
    if (equal_ignoring_case(name, "json")) return Format::json;
    if (equal_ignoring_case(name, "xml")) return Format::xml;
    return Format::name_value;
}

Rendered render(const Answer& answer, Format format, std::string_view action) {
    if (format == Format::json) return {"application/json", json::serialize(answer)};
    if (format == Format::name_value && fits_pairs(answer)) {
        return {"text/plain; charset=utf-8", as_pairs(answer)};
    }
    return {"application/xml", as_xml(answer, action)};
}

}  // namespace desk::whmcs
