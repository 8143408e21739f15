#include "integration/load_clients.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "support/sql_rows.hpp"
#include "util/encoding.hpp"

namespace desk::test {

namespace json = boost::json;

namespace {

std::string form_encoded(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
            encoded += c;
        } else {
            encoded += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
        }
    }
    return encoded;
}

std::string word(const json::value& answer, std::string_view name) {
    const json::value* found = answer.is_object() ? answer.as_object().if_contains(name) : nullptr;
    if (found == nullptr) return {};
    return found->is_string() ? std::string(found->as_string()) : json::serialize(*found);
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot open " + path.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

DemoDesk::DemoDesk(std::filesystem::path data, std::string database,
                   std::vector<std::string> settings)
    : data_(std::move(data)),
      database_(database.empty() ? "sqlite:" + (data_ / "desk.sqlite").string()
                                 : std::move(database)),
      settings_([&] {
          settings.push_back("POLYDESK_DATABASE=" + database_);
          return std::move(settings);
      }()) {
    const ProgramResult demo =
        run_program({POLYDESK_BINARY, "demo", "--json", "--data", data_.string()}, settings_);
    if (demo.exit_code != 0) throw std::runtime_error("no demo desk: " + demo.err);
    const json::value words = json::parse(demo.out);
    identifier_ = word(words, "identifier");
    secret_ = word(words, "secret");
}

void DemoDesk::serve() {
    served_ = std::make_unique<ServedDesk>(
        std::vector<std::string>{POLYDESK_BINARY, "serve", "--data", data_.string(), "--listen",
                                 "127.0.0.1:0"},
        settings_);
}

HttpAnswer DemoDesk::call(HttpConnection& connection, const std::string& action,
                          const std::map<std::string, std::string>& parameters) const {
    std::string body =
        "responsetype=json&action=" + action + "&identifier=" + identifier_ + "&secret=" + secret_;
    for (const auto& [name, value] : parameters) body += "&" + name + "=" + form_encoded(value);
    return connection.request("POST", "/includes/api.php",
                              {{"Content-Type", "application/x-www-form-urlencoded"}}, body);
}

std::vector<std::string> DemoDesk::audit(const std::vector<PromisedTicket>& promised) const {
    const AuditedDesk desk{[this](const std::string& sql) { return sql_rows(database_, sql); },
                           [this](const std::string& hash) {
                               return read_file(data_ / "attachments" / hash.substr(0, 2) / hash);
                           }};
    std::vector<std::string> complaints = test::audit(desk, promised);
    if (database_.starts_with("sqlite:")) {
        for (const std::vector<std::string>& row : desk.rows("PRAGMA integrity_check")) {
            if (row[0] != "ok") complaints.push_back("the file is damaged | " + row[0]);
        }
    }
    return complaints;
}

Opening open_ticket(const DemoDesk& desk, HttpConnection& connection, PromisedTicket& wanted) {
    json::array files;
    for (const PromisedFile& file : wanted.files) {
        files.push_back({{"name", file.name}, {"data", base64_encode(file.bytes)}});
    }
    std::map<std::string, std::string> parameters{{"deptid", "1"},
                                                  {"clientid", "1"},
                                                  {"subject", wanted.subject},
                                                  {"message", wanted.message}};
    if (!files.empty()) parameters["attachments"] = base64_encode(json::serialize(files));
    const HttpAnswer answer = desk.call(connection, "OpenTicket", parameters);
    Opening opening;
    opening.status = answer.status;
    boost::system::error_code error;
    const json::value body = json::parse(answer.body, error);
    opening.message = word(body, "message");
    opening.is_acknowledged = answer.status / 100 == 2;
    if (opening.is_acknowledged) {
        wanted.id = std::stoll(word(body, "id"));
        wanted.number = word(body, "tid");
    }
    return opening;
}

std::vector<std::string> read_back(const DemoDesk& desk, HttpConnection& connection,
                                   const PromisedTicket& promised) {
    std::vector<std::string> complaints;
    const std::string id = std::to_string(promised.id);
    const HttpAnswer read = desk.call(connection, "GetTicket", {{"ticketid", id}});
    if (read.status != 200) return {"cannot be read | " + promised.subject + " | " + read.body};
    const json::value ticket = json::parse(read.body);
    const json::value& opening = ticket.at("replies").at("reply").at(0);
    if (word(ticket, "tid") != promised.number || word(ticket, "subject") != promised.subject ||
        word(opening, "message") != promised.message) {
        complaints.push_back("reads as something else | " + promised.subject);
    }
    for (std::size_t i = 0; i < promised.files.size(); ++i) {
        const HttpAnswer file =
            desk.call(connection, "GetTicketAttachment",
                      {{"relatedid", id}, {"type", "ticket"}, {"index", std::to_string(i)}});
        const json::value body = json::parse(file.body);
        if (base64_decode(word(body, "data")) != promised.files[i].bytes) {
            complaints.push_back("another file | " + promised.subject);
        }
    }
    return complaints;
}

PromisedTicket make_ticket(const std::string& subject, std::mt19937_64& chance,
                           std::size_t largest_file) {
    PromisedTicket ticket;
    ticket.subject = subject;
    ticket.message = "Message of " + subject + " " + std::string(chance() % 3'000, 'm');
    for (std::uint64_t file = chance() % 3; file > 0; --file) {
        std::string bytes = subject + " file " + std::to_string(file);
        bytes.resize(bytes.size() + chance() % largest_file, 'f');
        ticket.files.push_back({"file" + std::to_string(file) + ".txt", std::move(bytes)});
    }
    return ticket;
}

void Promises::add(PromisedTicket ticket) {
    const std::lock_guard lock(mutex_);
    all_.push_back(std::move(ticket));
    changed_.notify_all();
}

void Promises::wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return has_given_up_ || all_.size() >= count; });
}

void Promises::give_up() {
    const std::lock_guard lock(mutex_);
    has_given_up_ = true;
    changed_.notify_all();
}

std::size_t Promises::count() const {
    const std::lock_guard lock(mutex_);
    return all_.size();
}

}  // namespace desk::test
