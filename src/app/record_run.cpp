#include <fmt/format.h>

#include <boost/json.hpp>
#include <optional>

#include "app/desk.hpp"
#include "app/record_check.hpp"
#include "app/record_commands.hpp"
#include "app/record_print.hpp"
#include "util/text.hpp"

namespace desk::app {

namespace {

namespace json = boost::json;

using core::Record;
using core::RecordCheck;
using core::RecordFault;
using core::RecordKind;
using core::RecordResult;
using core::RecordValues;

/// The faults of a batch that was given up on the way, since its caller has gone or the server
/// stops.
const std::vector<FileFault> kGivenUp;

/// A line, without its end.
std::string first_line(std::string text) {
    text.erase(std::min(text.find_first_of("\r\n"), text.size()));
    return text;
}

/// The words of a command line, made valid, with the password that came another way.
core::RecordInput input_of(CommandContext& context, const RecordOptions& options) {
    core::RecordInput input;
    for (const auto& [field, value] : options.input) input.emplace_back(field, make_valid(value));
    if (options.password_from_stdin) {
        input.emplace_back("password", first_line(context.read_file("-")));
    } else if (options.asks_password) {
        input.emplace_back("password", first_line(context.read_file(kAskPassword)));
    }
    return input;
}

/// By core's rules, and by those that it cannot know.
tl::expected<RecordValues, std::vector<RecordFault>> check_whole(CommandContext& context,
                                                                 const RecordKind& kind,
                                                                 const core::RecordInput& input,
                                                                 RecordCheck check) {
    auto values =
        core::check_record(kind, input, check, context.desk.store().settings().now()->time_zone);
    if (!values) return values;
    auto faults = check_beyond(kind, *values, context.desk.clock().now());
    if (!faults.empty()) return tl::unexpected(std::move(faults));
    return values;
}

/// Runs a write on one record and shows it as it is afterwards.
CommandResult write_one(
    CommandContext& context, const RecordKind& kind, std::string_view done,
    const std::function<RecordResult<Record>(core::Tx&, core::RecordWriter&)>& write) {
    std::string refusal;
    CommandResult result;
    const core::Outcome outcome = context.desk.store().run_write([&](core::Tx& tx) {
        core::RecordWriter writer(tx, kind);
        const RecordResult<Record> record = write(tx, writer);
        if (!record) {
            refusal = explain(record.error());
            return false;
        }
        RecordNames names(tx);
        result.out = context.json
                         ? json::serialize(record_json(kind, *record, names)) + "\n"
                         : fmt::format("{} {}: id {}\n",
                                       core::record_title(kind, record->id, record->values), done,
                                       record->id);
        result.changed = changed_records(kind, {record->id});
        return true;
    });
    if (outcome == core::Outcome::refused) return refuse(refusal);
    if (outcome != core::Outcome::done) return failed(outcome);
    context.desk.store().reload_settings();  // bans are read with them
    return result;
}

}  // namespace

tl::expected<RecordValues, CommandResult> values_of(CommandContext& context,
                                                    const RecordOptions& options,
                                                    RecordCheck check) {
    auto values = check_whole(context, options.kind, input_of(context, options), check);
    if (!values) {
        std::string text;
        for (const RecordFault& fault : values.error()) text += explain(fault) + "\n";
        text.pop_back();
        return tl::unexpected(misused(std::move(text)));
    }
    core::hash_passwords(options.kind, *values);
    return std::move(*values);
}

tl::expected<RecordBatch, std::vector<FileFault>> read_batch(CommandContext& context,
                                                             const RecordOptions& options) {
    const RecordKind& kind = options.kind;
    auto records = read_record_file(context.read_file(options.from), written_fields(kind));
    if (!records) return tl::unexpected(std::move(records.error()));
    RecordBatch batch;
    std::vector<FileFault> faults;
    for (const FileRecord& record : *records) {
        auto values = check_whole(context, kind, record.input, RecordCheck::whole);
        if (values) {
            batch.places.push_back(record.place);
            batch.values.push_back(std::move(*values));
            continue;
        }
        for (RecordFault& fault : values.error()) {
            faults.push_back({record.place, std::move(fault.field), std::move(fault.text)});
        }
    }
    if (!faults.empty()) return tl::unexpected(std::move(faults));
    const auto total = static_cast<std::int64_t>(batch.values.size());
    std::int64_t done = 0;
    for (RecordValues& values : batch.values) {
        core::hash_passwords(kind, values);
        if (!context.progress(++done, 2 * total)) return tl::unexpected(kGivenUp);
    }
    return batch;
}

std::optional<CommandResult> write_batch(
    CommandContext& context, const RecordOptions& options, const RecordBatch& batch,
    const std::function<void()>& begin,
    const std::function<std::optional<RecordFault>(core::RecordWriter&, std::size_t)>& write) {
    std::vector<FileFault> faults;
    bool is_given_up = false;
    const auto total = static_cast<std::int64_t>(batch.values.size());
    const core::Outcome outcome = context.desk.store().run_long_write([&](core::Tx& tx) {
        faults.clear();
        begin();
        core::RecordWriter writer(tx, options.kind);
        for (std::size_t i = 0; i < batch.values.size(); ++i) {
            if (std::optional<RecordFault> fault = write(writer, i)) {
                faults.push_back(
                    {batch.places[i], std::move(fault->field), std::move(fault->text)});
            }
            const auto done = total + static_cast<std::int64_t>(i) + 1;
            is_given_up = !context.progress(done, 2 * total);
            if (is_given_up) return false;
        }
        return faults.empty();
    });
    if (is_given_up) return refuse_batch(options, kGivenUp);
    if (outcome == core::Outcome::refused) return refuse_batch(options, faults);
    if (outcome != core::Outcome::done) return failed(outcome);
    context.desk.store().reload_settings();
    return std::nullopt;
}

CommandResult refuse_batch(const RecordOptions& options, const std::vector<FileFault>& faults) {
    if (faults.empty()) {
        return refuse("The server is stopping. Nothing was added: try again when it runs.");
    }
    return refuse(describe_faults(options.from, faults) +
                  "Nothing was added: correct the file and try again.");
}

CommandResult run_record_add(CommandContext& context, RecordOptions options) {
    const auto values = values_of(context, options, RecordCheck::whole);
    if (!values) return values.error();
    return write_one(context, options.kind, "added",
                     [&](core::Tx&, core::RecordWriter& writer) { return writer.add(*values); });
}

CommandResult run_record_batch(CommandContext& context, const RecordOptions& options) {
    if (!options.input.empty()) return misused(kOnlyFromTheFile);
    const auto batch = read_batch(context, options);
    if (!batch) return refuse_batch(options, batch.error());
    std::vector<std::int64_t> ids;
    const auto refusal = write_batch(
        context, options, *batch, [&] { ids.clear(); },
        [&](core::RecordWriter& writer, std::size_t i) -> std::optional<RecordFault> {
            RecordResult<Record> record = writer.add(batch->values[i]);
            if (!record) return std::move(record.error());
            ids.push_back(record->id);
            return std::nullopt;
        });
    if (refusal) return *refusal;
    CommandResult result;
    const core::RecordKind& kind = options.kind;
    result.changed = changed_records(kind, ids);
    if (context.json) {
        const json::object answer{{"added", ids.size()},
                                  {"ids", json::array(ids.begin(), ids.end())}};
        result.out = json::serialize(answer) + "\n";
    } else {
        result.out =
            fmt::format("{} {} added\n", ids.size(), ids.size() == 1 ? kind.title : kind.plural);
    }
    return result;
}

CommandResult run_record_set(CommandContext& context, RecordOptions options) {
    const auto values = values_of(context, options, RecordCheck::change);
    if (!values) return values.error();
    const bool says_nothing =
        options.input.empty() && !options.password_from_stdin && !options.asks_password;
    if (says_nothing) {
        return misused(fmt::format("Say what is to change; 'polydesk {} set --help' lists it all.",
                                   options.kind.name));
    }
    const std::string ref = make_valid(options.ref);
    return write_one(context, options.kind, "changed",
                     [&](core::Tx& tx, core::RecordWriter& writer) -> RecordResult<Record> {
                         const auto before = core::find_record(tx, options.kind, ref);
                         if (!before) return before;
                         auto fault = check_change(options.kind, *before, *values);
                         if (fault) return tl::unexpected(std::move(*fault));
                         return writer.change(ref, *values);
                     });
}

CommandResult run_record_remove(CommandContext& context, const RecordOptions& options) {
    return write_one(context, options.kind, "removed", [&](core::Tx&, core::RecordWriter& writer) {
        return writer.remove(make_valid(options.ref));
    });
}

CommandResult run_record_show(CommandContext& context, const RecordOptions& options) {
    CommandResult result;
    std::string refusal;
    const core::Outcome outcome = context.desk.store().run_read([&](core::Tx& tx) {
        const auto record = core::find_record(tx, options.kind, make_valid(options.ref));
        if (!record) {
            refusal = explain(record.error());
            return false;
        }
        RecordNames names(tx);
        result.out = context.json
                         ? json::serialize(record_json(options.kind, *record, names)) + "\n"
                         : record_text(options.kind, *record, names);
        return true;
    });
    if (outcome == core::Outcome::refused) return refuse(refusal);
    if (outcome != core::Outcome::done) return failed(outcome);
    return result;
}

CommandResult run_record_list(CommandContext& context, const RecordOptions& options) {
    CommandResult result;
    std::string refusal;
    const core::Outcome outcome = context.desk.store().run_read([&](core::Tx& tx) {
        result = {};
        core::RecordPage page{options.after, options.limit, {}, 0};
        if (!options.owner_field.empty()) {
            const auto& field =
                options.kind.fields[core::field_index(options.kind, options.owner_field)];
            const auto owner =
                core::find_record(tx, core::kind_of(field.refers_to), make_valid(options.owner));
            if (!owner) {
                refusal = explain(owner.error());
                return false;
            }
            page.field = field.name;
            page.value = owner->id;
        }
        const std::vector<Record> records = tx.records().list(options.kind.type, page);
        RecordNames names(tx);
        if (context.json) {
            for (const Record& record : records) {
                result.out += json::serialize(record_json(options.kind, record, names)) + "\n";
            }
        } else {
            result.out = record_table(options.kind, records, names);
            if (records.empty()) {
                result.err = fmt::format("There are no {}{}.\n", options.kind.plural,
                                         options.after > 0 ? " after that id" : "");
            }
        }
        if (records.size() == static_cast<std::size_t>(options.limit)) {
            result.err =
                fmt::format("There may be more: --after {} shows the next.\n", records.back().id);
        }
        return true;
    });
    if (outcome == core::Outcome::refused) return refuse(refusal);
    if (outcome != core::Outcome::done) return failed(outcome);
    return result;
}

}  // namespace desk::app
