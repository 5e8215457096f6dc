// SPDX-License-Identifier: Apache-2.0
// Builds the tree of commands, runs the one that was asked for, and says what was wrong with a
// command line.
#include "cli/program.h"

#include <algorithm>
#include <cstdlib>

#include "cli/command_tree.h"
#include "cli/known_operands.h"
#include "cli/rule_author.h"
#include "cli/suggest.h"
#include "cli/text_width.h"
#include "cli/verbs.h"

namespace caseload::cli {
namespace {

constexpr const char* kFooter =
    "Exit codes: 0 done, 1 other, 2 wrong usage, 3 not found, 4 not allowed, 5 conflict, "
    "6 unreachable, 7 not confirmed, 8 a rule failed";

std::string DefaultServer() {
  const char* folder = std::getenv("XDG_RUNTIME_DIR");
  return folder == nullptr || *folder == '\0' ? "unix:./caseload.sock"
                                              : "unix:" + std::string(folder) + "/caseload.sock";
}

void AddGlobals(CLI::App& program, Settings& settings) {
  settings.server = DefaultServer();
  program
      .add_option("--server", settings.server,
                  "unix:PATH or HOST:PORT; by default caseload.sock in XDG_RUNTIME_DIR, or here")
      ->envname("CASELOAD_SERVER")
      ->type_name("ADDRESS");
  program.add_option("-o,--output", settings.output, "How answers are printed")
      ->check(CLI::IsMember({"table", "json", "csv"}).description(""))
      ->type_name("table|json|csv")
      ->capture_default_str();
  program.add_option("--color", settings.color, "Whether in colour; NO_COLOR is honoured")
      ->check(CLI::IsMember({"auto", "always", "never"}).description(""))
      ->type_name("auto|always|never")
      ->capture_default_str();
  program.add_option("--timeout", settings.timeout_seconds, "Wait for an answer this long at most")
      ->check(CLI::Range(0.001, 3600.0).description(""))
      ->type_name("SECONDS")
      ->default_str("30; minutes for what takes minutes");
  program.set_version_flag("--version", "caseload " CASELOAD_VERSION);
}

void AddCases(CLI::App& program, Session& session) {
  CLI::App* cases = AddGroup(program, "case", "Case files of children");
  AddCaseList(*cases, session);
  AddCaseShow(*cases, session);
  AddCaseHistory(*cases, session);
  AddCaseWatch(*cases, session);
  AddCaseOpen(*cases, session);
  AddCaseClose(*cases, session);
  AddRecordVisit(*cases, session);
}

void Build(CLI::App& program, Session& session) {
  program.fallthrough();
  program.require_subcommand(1);
  program.footer(kFooter);
  AddGlobals(program, session.settings());
  AddHealth(program, session);
  AddMix(program, session);
  AddMeasure(program, session);
  AddCases(program, session);
  CLI::App* person = AddGroup(program, "person", "People: children and the adults around them");
  AddPersonSearch(*person, session);
  AddPersonShow(*person, session);
  AddPersonHistory(*person, session);
  AddWorker(program, session);
  AddRule(program, session);
  AddEvaluate(program, session);
  AddFinding(program, session);
  AddImport(program, session);
  AddReference(program, session);
  AddCall(program, session);
  AddMakeAuthority(program, session);
  AddCompletion(program, session);
}

ExitCode TellUsage(CLI::App& program, const Session& session, const std::vector<std::string>& words,
                   const CLI::ParseError& wrong) {
  const Walk walk = WalkAlong(program, words);
  if (!walk.unknown.empty()) {
    return session.FailUsage("unknown command " + walk.unknown +
                             DidYouMean(walk.unknown, CommandsOf(*walk.command)));
  }
  if (!CommandsOf(*walk.command).empty() && !TakesOperands(*walk.command)) {
    session.err() << walk.command->help();
    return kUsage;
  }
  session.FailUsage(wrong.what());
  session.err() << "see caseload "
                << (walk.command == &program ? "" : walk.command->get_name() + " ") << "--help\n";
  return kUsage;
}

}  // namespace

ExitCode Run(const std::vector<std::string>& words, const Screen& screen) {
  Session session(screen);
  CLI::App program(
      "Case files, caseload mix and decision-support findings of children's social care",
      "caseload");
  Build(program, session);
  if (!words.empty() && words.front() == "__complete") {
    const auto begun = std::span(words).subspan(1);
    const std::string server = ServerNamed(begun, session.settings().server);
    const auto operands = [&](const CLI::App& verb) { return KnownOperands(verb, server); };
    for (const auto& name : Completions(program, begun, operands)) {
      screen.out << Printable(name) << '\n';
    }
    return kOk;
  }
  if (const auto author = WordsOfAnAuthor(program, words)) return HandOver(session, *author);
  try {
    // CLI11 takes the words from the end.
    program.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::Success& asked_for_text) {
    program.exit(asked_for_text, screen.out, screen.err);
    return kOk;
  } catch (const CLI::ParseError& wrong) {
    return TellUsage(program, session, words, wrong);
  }
  return session.exit_code();
}

}  // namespace caseload::cli
