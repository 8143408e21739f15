#include "net/response_head.hpp"

#include <charconv>

namespace desk::net {

namespace {

std::string_view reason(int status) {
    switch (status) {
        case 100:
            return "Continue";
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 206:
            return "Partial Content";
        case 301:
            return "Moved Permanently";
        case 302:
            return "Found";
        case 303:
            return "See Other";
        case 304:
            return "Not Modified";
        case 307:
            return "Temporary Redirect";
        case 308:
            return "Permanent Redirect";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 413:
            return "Payload Too Large";
        case 415:
            return "Unsupported Media Type";
        case 422:
            return "Unprocessable Entity";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 501:
            return "Not Implemented";
        case 503:
            return "Service Unavailable";
        default:
            return "Status";
    }
}

void append_number(std::string& out, std::size_t number) {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.append(digits, end);
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ");
    const std::size_t start = out.size();
    out.append(value);
    for (std::size_t i = start; i < out.size(); ++i) {
        const auto byte = static_cast<unsigned char>(out[i]);
        if (byte < 0x20 || byte == 0x7F) out[i] = ' ';
    }
    out.append("\r\n");
}

}  // namespace

bool is_bodyless(int status) { return status < 200 || status == 204 || status == 304; }

void append_response_head(std::string& out, const Response& response, std::string_view request_id,
                          Persistence persistence) {
    out.append("HTTP/1.1 ");
    append_number(out, static_cast<std::size_t>(response.status));
    out.append(" ").append(reason(response.status)).append("\r\nServer: polydesk\r\n");
    if (!is_bodyless(response.status)) {
        if (!response.content_type.empty()) {
            append_header(out, "Content-Type", response.content_type);
        }
        out.append("Content-Length: ");
        append_number(out, response.body.size());
        out.append("\r\n");
    }
    out.append("X-Request-Id: ").append(request_id).append("\r\n");
    for (const Header& header : response.headers) append_header(out, header.name, header.value);
    if (persistence == Persistence::close) out.append("Connection: close\r\n");
    if (persistence == Persistence::explicit_keep_alive) out.append("Connection: keep-alive\r\n");
    out.append("\r\n");
}

Response plain_refusal(int status, std::string label, std::string_view message) {
    if (message.empty()) message = status == 500 ? "Internal system error" : reason(status);
    std::string body = R"({"message":")";
    body.append(message).append("\"}");
    return {.status = status, .body = std::move(body), .label = std::move(label)};
}

}  // namespace desk::net
