// SPDX-License-Identifier: Apache-2.0
// Walks the tree of commands that CLI11 holds.
#include "cli/command_tree.h"

#include <algorithm>

#include "cli/option_values.h"

namespace caseload::cli {
namespace {

bool IsNamedCommand(const CLI::App& command) {
  return !command.get_name().empty() && !command.get_group().empty();
}

// Global options may follow a command, so those of all commands above count too.
const CLI::Option* FindOption(const CLI::App* command, const std::string& word) {
  for (; command != nullptr; command = command->get_parent()) {
    for (const CLI::Option* option : command->get_options()) {
      if (option->check_name(word)) return option;
    }
    for (const CLI::App* group :
         command->get_subcommands([](const CLI::App* each) { return each->get_name().empty(); })) {
      for (const CLI::Option* option : group->get_options()) {
        if (option->check_name(word)) return option;
      }
    }
  }
  return nullptr;
}

void AddOptionNames(const CLI::App& command, std::vector<std::string>& names) {
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
}

}  // namespace

std::vector<std::string> CommandsOf(CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::App* each : command.get_subcommands([](CLI::App*) { return true; })) {
    if (IsNamedCommand(*each)) names.push_back(each->get_name());
  }
  return names;
}

bool TakesOperands(const CLI::App& command) {
  const auto options = command.get_options();
  return std::any_of(options.begin(), options.end(),
                     [](const CLI::Option* option) { return option->get_positional(); });
}

Walk WalkAlong(CLI::App& program, std::span<const std::string> words) {
  Walk walk{&program, "", nullptr, 0};
  for (const std::string& word : words) {
    if (walk.open_option != nullptr) {
      walk.open_option = nullptr;
      continue;
    }
    if (word.starts_with('-') && word.size() > 1) {
      const CLI::Option* option = FindOption(walk.command, word);
      if (option != nullptr && option->get_items_expected_max() > 0) walk.open_option = option;
      continue;
    }
    const std::vector<std::string> commands = CommandsOf(*walk.command);
    const bool named = std::find(commands.begin(), commands.end(), word) != commands.end();
    if (walk.operands > 0 || (!named && TakesOperands(*walk.command)) || commands.empty()) {
      ++walk.operands;
      continue;
    }
    if (!named) {
      walk.unknown = word;
      break;
    }
    walk.command = walk.command->get_subcommand(word);
  }
  return walk;
}

std::vector<std::string> Completions(CLI::App& program, std::span<const std::string> words,
                                     const OperandsOf& operands_of) {
  const std::string begun = words.empty() ? "" : words.back();
  const Walk walk = WalkAlong(program, words.empty() ? words : words.first(words.size() - 1));
  std::vector<std::string> names;
  if (!walk.unknown.empty()) return names;
  if (walk.open_option != nullptr) {
    names = OptionValues(*walk.open_option, begun);
  } else if (begun.starts_with('-')) {
    for (CLI::App* each = walk.command; each != nullptr; each = each->get_parent()) {
      AddOptionNames(*each, names);
    }
  } else {
    if (walk.operands == 0) names = CommandsOf(*walk.command);
    if (names.empty() && walk.operands == 0) names = operands_of(*walk.command);
  }
  std::erase_if(names, [&](const std::string& name) { return !name.starts_with(begun); });
  return names;
}

}  // namespace caseload::cli
