#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <memory>

#include "app/desk.hpp"
#include "app/record_json.hpp"
#include "app/record_print.hpp"
#include "app/ticket_command.hpp"
#include "core/list_tickets.hpp"
#include "core/move_ports.hpp"
#include "core/records.hpp"
#include "util/text.hpp"
#include "util/time_text.hpp"

namespace desk::app {

namespace {

namespace json = boost::json;

constexpr int kMostListed = 1000;
constexpr int kFarthest = 1'000'000;

struct ListOptions {
    std::string department;
    std::string status;
    std::string client;
    bool deleted = false;
    int limit = 100;
    int offset = 0;
};

struct Row {
    core::Ticket ticket;
    std::optional<Timestamp> deleted_at;
};

struct Rows {
    std::vector<Row> rows;
    std::optional<std::int64_t> total;  ///< where it is known
    bool has_more = false;
};

template <class T>
using Found = tl::expected<T, std::string>;  ///< or a refusal for people

Found<core::Record> find(core::Tx& tx, core::RecordType type, const std::string& ref) {
    auto record = core::find_record(tx, core::kind_of(type), make_valid(ref));
    if (!record) return tl::unexpected(record.error().text);
    return std::move(*record);
}

Found<core::ListTicketsInput> input_of(core::Tx& tx, const ListOptions& options) {
    using core::RecordType;
    core::ListTicketsInput input;
    if (!options.department.empty()) {
        const auto department = find(tx, RecordType::department, options.department);
        if (!department) return tl::unexpected(department.error());
        input.departments.emplace_back(department->id);
    }
    if (!options.status.empty()) {
        const auto status = find(tx, RecordType::status, options.status);
        if (!status) return tl::unexpected(status.error());
        const core::RecordKind& kind = core::kind_of(RecordType::status);
        input.status_titles.push_back(status->values[core::field_index(kind, "title")]);
    }
    if (!options.client.empty()) {
        const auto client = find(tx, RecordType::client, options.client);
        if (!client) return tl::unexpected(client.error());
        input.client = core::ClientId{client->id};
    }
    input.page.limit = options.limit;
    input.page.offset = options.offset;
    return input;
}

Found<Rows> listed(core::Tx& tx, const ListOptions& options) {
    const auto input = input_of(tx, options);
    if (!input) return tl::unexpected(input.error());
    auto list = core::list_tickets(tx, {}, *input);  // the desk itself sees every ticket
    Rows found{{}, list->total, list->has_more};
    for (core::Ticket& ticket : list->tickets) found.rows.push_back({std::move(ticket), {}});
    return found;
}

/// Those that can be restored, the one that is purged next first.
Rows deleted(core::Tx& tx, const ListOptions& options) {
    tx.expect_long_read();
    const int end = options.offset + options.limit;
    const auto ids = tx.moves().tickets_deleted(tx.clock().now(), end + 1);
    Rows found;
    found.has_more = ids.size() > static_cast<std::size_t>(end);
    for (std::size_t i = static_cast<std::size_t>(options.offset);
         i < std::min(ids.size(), static_cast<std::size_t>(end)); ++i) {
        auto kept = tx.moves().find({ids[i], {}, {}});
        if (kept) found.rows.push_back({std::move(kept->ticket), kept->deleted_at});
    }
    return found;
}

std::string as_table(const std::vector<Row>& rows, bool are_deleted) {
    if (rows.empty()) return {};
    std::vector<std::vector<std::string>> lines;
    for (const auto& [ticket, deleted_at] : rows) {
        lines.push_back({std::to_string(ticket.id.value()), "#" + ticket.number,
                         ticket.department_name, ticket.status_title,
                         format_iso8601(deleted_at.value_or(ticket.last_reply_at)),
                         ticket.shown_name(), ticket.subject});
    }
    return text_table({"id", "number", "department", "status",
                       are_deleted ? "deleted" : "last reply", "requester", "subject"},
                      lines, {true, false, false, false, false, false, false});
}

std::string as_json(const Row& row) {
    json::object object = ticket_json(row.ticket);
    for (const char* unread : {"messages", "custom_fields"}) object.erase(unread);
    if (row.deleted_at) object["deleted_at"] = format_iso8601(*row.deleted_at);
    return json::serialize(object) + "\n";
}

CommandResult shown(const CommandContext& context, const ListOptions& options, const Rows& found) {
    CommandResult result;
    if (context.json) {
        for (const Row& row : found.rows) result.out += as_json(row);
    } else {
        result.out = as_table(found.rows, options.deleted);
        if (found.rows.empty()) {
            result.err = options.deleted ? "No deleted tickets are there to be restored.\n"
                                         : "There are no such tickets.\n";
        }
    }
    if (!found.has_more) return result;
    const std::string known =
        found.total ? fmt::format("{} in all", *found.total) : "There are more";
    result.err = fmt::format("{}: --offset {} shows the next.\n", known,
                             options.offset + static_cast<int>(found.rows.size()));
    return result;
}

CommandResult run_ticket_list(CommandContext& context, const ListOptions& options) {
    const bool is_filtered =
        !options.department.empty() || !options.status.empty() || !options.client.empty();
    if (options.deleted && is_filtered) {
        return misused(
            "Deleted tickets are listed all together: leave --department, --status and --client "
            "out.");
    }
    Found<Rows> found;
    const core::Outcome outcome = context.desk.store().run_read([&](core::Tx& tx) {
        found = options.deleted ? deleted(tx, options) : listed(tx, options);
        return found.has_value();
    });
    if (outcome == core::Outcome::refused) return refuse(found.error());
    if (outcome != core::Outcome::done) return failed(outcome);
    return shown(context, options, *found);
}

}  // namespace

void add_ticket_list(CLI::App& app, Invocation& invocation) {
    CLI::App* list =
        command_group(app, "ticket", "Tickets")
            .add_subcommand("list",
                            "Print tickets, the latest reply first; merged ones are in none");
    const auto options = std::make_shared<ListOptions>();
    const auto add_filter = [list](const char* name, std::string& value, const char* help) {
        list->add_option(name, value, help)->type_name("WHICH");
    };
    add_filter("--department", options->department, "only those of this department");
    add_filter("--status", options->status, "only those with this status");
    add_filter("--client", options->client, "only those of this client");
    list->add_flag("--deleted", options->deleted,
                   "instead the deleted ones that can be restored, the next to be purged first");
    list->add_option("--limit", options->limit, "at most so many (100)")
        ->check(CLI::Range(1, kMostListed))
        ->type_name("NUMBER");
    list->add_option("--offset", options->offset, "leave out so many of the first (0)")
        ->check(CLI::Range(0, kFarthest))
        ->type_name("NUMBER");
    list->callback([&invocation, options] {
        invocation.run = [options](CommandContext& context) {
            return run_ticket_list(context, *options);
        };
    });
}

}  // namespace desk::app
