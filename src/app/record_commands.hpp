#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/record_file.hpp"
#include "core/records.hpp"

/// `polydesk KIND add|list|show|set|remove`, for every kind of record alike.
namespace desk::app {

/// What the options of one of these commands said.
struct RecordOptions {
    const core::RecordKind& kind;
    std::string ref{};          ///< show, set, remove: an id, or what people call it
    core::RecordInput input{};  ///< add, set
    std::string from{};         ///< add: a file of records, "-" for standard input
    bool password_from_stdin = false;
    bool asks_password = false;
    std::int64_t after = 0;     ///< list
    int limit = 100;            ///< list
    std::string owner_field{};  ///< list: only those that refer …
    std::string owner{};        ///< … to this record
};

CommandResult run_record_add(CommandContext& context, RecordOptions options);
CommandResult run_record_batch(CommandContext& context, const RecordOptions& options);
CommandResult run_record_set(CommandContext& context, RecordOptions options);
CommandResult run_record_list(CommandContext& context, const RecordOptions& options);
CommandResult run_record_show(CommandContext& context, const RecordOptions& options);
CommandResult run_record_remove(CommandContext& context, const RecordOptions& options);

/// What is wrong with the words of a command line; else they are checked, and passwords hashed.
tl::expected<core::RecordValues, CommandResult> values_of(CommandContext& context,
                                                          const RecordOptions& options,
                                                          core::RecordCheck check);

/// A file of records, read, checked and hashed: all of it, or every fault there is. No fault at all
/// where the work was given up on the way.
struct RecordBatch {
    std::vector<FilePlace> places;  ///< where each begins
    std::vector<core::RecordValues> values;
};
tl::expected<RecordBatch, std::vector<FileFault>> read_batch(CommandContext& context,
                                                             const RecordOptions& options);
/// Every fault, or that the work was given up, and that nothing was written.
CommandResult refuse_batch(const RecordOptions& options, const std::vector<FileFault>& faults);
inline constexpr const char* kOnlyFromTheFile =
    "--from takes everything from the file: leave the other options out.";
/// Writes a batch in one transaction.
/// \param write  one of them, by its place \return its fault, if any
/// \return the exit when it was not written
std::optional<CommandResult> write_batch(
    CommandContext& context, const RecordOptions& options, const RecordBatch& batch,
    const std::function<void()>& begin,
    const std::function<std::optional<core::RecordFault>(core::RecordWriter&, std::size_t)>& write);

/// The options of a kind's fields, --id and --from: what a command that makes records takes.
void add_record_options(CLI::App& command, Invocation& invocation,
                        const std::shared_ptr<RecordOptions>& options);

/// Fields that a person may write: what options and columns there are.
std::vector<std::string_view> written_fields(const core::RecordKind& kind);
/// "--first-name" for first_name.
std::string option_name(std::string_view field);
/// For the log: "client 7"; of several "3 clients with ids from 7 to 9".
std::string changed_records(const core::RecordKind& kind, const std::vector<std::int64_t>& ids);
/// Of a command line: "--email: 'x' is no e-mail address; …".
std::string explain(const core::RecordFault& fault);

}  // namespace desk::app
