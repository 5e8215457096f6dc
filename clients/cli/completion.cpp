// SPDX-License-Identifier: Apache-2.0
// caseload completion: the lines that make a shell complete our commands; it asks the program
// itself.
#include "cli/verbs.h"

namespace caseload::cli {
namespace {

constexpr const char* kBash = R"(_caseload() {
  local IFS=$'\n'
  COMPREPLY=($(caseload __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _caseload caseload
)";

}  // namespace

void AddCompletion(CLI::App& program, Session& session) {
  CLI::App* group = AddGroup(program, "completion", "Make a shell complete commands");
  CLI::App* bash = group->add_subcommand("bash", "For bash: source <(caseload completion bash)");
  Runs(*bash, session, [&session] {
    session.out() << kBash;
    return kOk;
  });
}

}  // namespace caseload::cli
