// SPDX-License-Identifier: Apache-2.0
// caseload rule new | test | explain | bench | describe | pack | sign: the work of authors needs no
// server. The program of the rule kit does it; these verbs hand their words over to it.
#include "cli/rule_author.h"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>

#include "cli/command_tree.h"
#include "cli/verbs.h"

namespace caseload::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kProgram = "caseload-rule";

struct AuthorVerb {
  const char* name;
  const char* about;
};
constexpr std::array kVerbs{
    AuthorVerb{"new", "Begin a rule: a folder that builds, with a vignette"},
    AuthorVerb{"test", "Ask a rule its vignettes, and the days on which its answer can change"},
    AuthorVerb{"explain", "What a rule is shown of a vignette, and what it says of it and why"},
    AuthorVerb{"bench", "How long a rule takes"},
    AuthorVerb{"describe", "What a library says of itself, as JSON"},
    AuthorVerb{"pack", "Make a package (.clrule) of a library and its files"},
    AuthorVerb{"sign", "Sign a package"}};

bool IsProgram(const fs::path& file) {
  std::error_code error;
  return fs::is_regular_file(file, error) && access(file.c_str(), X_OK) == 0;
}

// Beside this program, as it was built or installed; otherwise where the shell would find it.
std::optional<fs::path> AuthorsProgram() {
  std::error_code error;
  const fs::path own = fs::read_symlink("/proc/self/exe", error);
  if (!error && IsProgram(own.parent_path() / kProgram)) return own.parent_path() / kProgram;
  const char* path = std::getenv("PATH");
  std::string rest = path == nullptr ? "" : path;
  while (!rest.empty()) {
    const auto colon = std::min(rest.find(':'), rest.size());
    const fs::path folder = rest.substr(0, colon);
    rest.erase(0, colon + 1);
    // What an empty or relative folder of a PATH stands for depends on where one stands.
    if (folder.is_absolute() && IsProgram(folder / kProgram)) return folder / kProgram;
  }
  return std::nullopt;
}

bool IsAuthorVerb(const CLI::App& command) {
  const CLI::App* group = command.get_parent();
  if (group == nullptr || group->get_name() != "rule") return false;
  return std::any_of(kVerbs.begin(), kVerbs.end(),
                     [&](const AuthorVerb& verb) { return command.get_name() == verb.name; });
}

}  // namespace

void AddRuleAuthor(CLI::App& group) {
  for (const auto& verb : kVerbs) group.add_subcommand(verb.name, verb.about);
}

std::optional<std::vector<std::string>> WordsOfAnAuthor(CLI::App& program,
                                                        std::span<const std::string> words) {
  for (std::size_t count = 1; count <= words.size(); ++count) {
    if (words[count - 1] == "--help" || words[count - 1] == "-h") return std::nullopt;
    const CLI::App* command = WalkAlong(program, words.first(count)).command;
    if (!IsAuthorVerb(*command)) continue;
    const auto own = words.subspan(count - 1);
    return std::vector<std::string>(own.begin(), own.end());
  }
  return std::nullopt;
}

ExitCode HandOver(const Session& session, const std::vector<std::string>& words) {
  const auto program = AuthorsProgram();
  if (!program) {
    session.err() << "caseload: rule " << words.front() << " is done by the program " << kProgram
                  << ", which is neither beside this one nor on the PATH; it is installed with the "
                     "kit for rules (component sdk)\n";
    return kOther;
  }
  std::vector<char*> arguments;
  std::string name = program->string();
  std::vector<std::string> own = words;
  arguments.push_back(name.data());
  for (auto& word : own) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  session.out().flush();
  execv(name.c_str(), arguments.data());
  session.err() << "caseload: " << name << " cannot be started\n";
  return kOther;
}

}  // namespace caseload::cli
