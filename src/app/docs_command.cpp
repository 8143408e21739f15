#include <CLI/CLI.hpp>

#include "app/command_tree.hpp"
#include "app/commands.hpp"
#include "app/config_pages.hpp"
#include "app/man_page.hpp"
#include "app/shell_completion.hpp"

namespace desk::app {

namespace {

/// A command that prints a text and needs no desk for it.
void add_page(CLI::App& group, Invocation& invocation, const char* name, const char* help,
              std::function<std::string()> print) {
    group.add_subcommand(name, help)->callback([&invocation, print = std::move(print)] {
        // Made here and now: the command line that the pages are about does not outlive its
        // reading.
        invocation.run_anywhere = [text = print()] { return CommandResult{0, text, {}, 0}; };
    });
}

}  // namespace

void add_docs(CLI::App& app, Invocation& invocation) {
    CLI::App& docs = command_group(app, "docs", "Pages about this program, printed from it");
    add_page(docs, invocation, "configuration", "Every key and setting, as Markdown",
             configuration_page);
    add_page(docs, invocation, "toml", "A polydesk.toml with every key in it, commented out",
             configuration_file);
    add_page(docs, invocation, "man", "The manual page, for man",
             [&app] { return man_page(command_tree(app)); });
    CLI::App& completion = command_group(app, "completion", "Completion of commands in a shell");
    add_page(completion, invocation, "bash", "For bash: source <(polydesk completion bash)",
             [&app] { return bash_completion(command_tree(app)); });
}

}  // namespace desk::app
