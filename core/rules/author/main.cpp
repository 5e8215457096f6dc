// SPDX-License-Identifier: Apache-2.0
// caseload-rule: begins, tries, packs, signs and proves a rule, without a server.
#include <CLI/CLI.hpp>
#include <functional>

#include "rules/author/verbs.h"

namespace {

namespace fs = std::filesystem;
using namespace caseload::rules;

fs::path BesideUs() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path();
}

// What was asked for; the words of one verb only are ever filled in.
struct Asked {
  Places places{.worker = BesideUs() / "caseload-rule-worker",
                .packs = BesideUs().parent_path() / "share/caseload/packs/england",
                .starter = BesideUs().parent_path() / "share/caseload/rule-starter"};
  fs::path file = {};
  fs::path out = {};
  fs::path key_file = {};
  std::string rule_id = {};
  std::string title = {};
  PackingList list = {};
  std::uint32_t millis_asked = 0;
  std::uint32_t findings_asked = 0;
  Trying trying = {};
  std::function<int()> work = {};
};

CLI::App* AddVerb(CLI::App& app, Asked& asked, const char* name, const char* about,
                  std::function<int()> work) {
  CLI::App* verb = app.add_subcommand(name, about);
  verb->callback([&asked, work = std::move(work)] { asked.work = work; });
  return verb;
}

void AddPacks(CLI::App& verb, Asked& asked) {
  verb.add_option("--packs", asked.places.packs, "Folder of code sets, calendar and clocks")
      ->capture_default_str();
}

void AddNew(CLI::App& app, Asked& asked) {
  auto* verb = AddVerb(app, asked, "new", "Begins a rule: a folder that builds, with a vignette",
                       [&] { return DoNew(asked.places, asked.file, asked.rule_id); });
  verb->add_option("FOLDER", asked.file, "It must not be there yet, or be empty")->required();
  verb->add_option("--rule-id", asked.rule_id,
                   "e.g. example.my-rule; by default example. and the folder's name");
  verb->add_option("--starter", asked.places.starter, "Folder of the rule to begin with")
      ->capture_default_str();
}

void AddTest(CLI::App& app, Asked& asked) {
  auto* verb = AddVerb(app, asked, "test",
                       "Asks a rule its vignettes, and the days on which its answer can change",
                       [&] { return DoTest(asked.places, asked.trying); });
  verb->add_option("RULE", asked.trying.rule, "Library or package")->required();
  verb->add_option("VIGNETTES", asked.trying.vignettes,
                   "Files, or folders of them, beside those of the package");
  verb->add_flag("--days", asked.trying.all_days, "Every day that was asked about");
  AddPacks(*verb, asked);
}

void AddExplain(CLI::App& app, Asked& asked) {
  auto* verb = AddVerb(app, asked, "explain",
                       "What a rule is shown of a vignette, what it says and why", [&] {
                         if (!asked.title.empty()) asked.trying.title = asked.title;
                         return DoExplain(asked.places, asked.trying);
                       });
  verb->add_option("RULE", asked.trying.rule, "Library or package")->required();
  verb->add_option("FILE", asked.trying.vignettes, "A file of vignettes")->required()->expected(1);
  verb->add_option("--title", asked.title, "Which vignette of the file");
  verb->add_option("--on", asked.trying.on, "Day (YYYY-MM-DD); otherwise the vignette's last");
  verb->add_option("--set", asked.trying.set, "A parameter of the rule, over the vignette's")
      ->type_name("NAME=NUMBER[@DAY]");
  AddPacks(*verb, asked);
}

void AddBench(CLI::App& app, Asked& asked) {
  constexpr int kMostRounds = 10'000;
  auto* verb = AddVerb(app, asked, "bench", "How long a rule takes, over made-up subjects",
                       [&] { return DoBench(asked.places, asked.trying); });
  verb->add_option("RULE", asked.trying.rule, "Library or package")->required();
  verb->add_option("--set", asked.trying.set, "A parameter of the rule")
      ->type_name("NAME=NUMBER[@DAY]");
  verb->add_option("--rounds", asked.trying.rounds, "Whose median is told")
      ->check(CLI::Range(1, kMostRounds))
      ->capture_default_str();
  AddPacks(*verb, asked);
}

void AddPacking(CLI::App& app, Asked& asked) {
  auto* describe = AddVerb(app, asked, "describe", "What a library says of itself, as JSON",
                           [&] { return DoDescribe(asked.places, asked.file); });
  describe->add_option("LIBRARY", asked.file)->required();
  auto* pack =
      AddVerb(app, asked, "pack", "Makes a package (.clrule) of a library and its files", [&] {
        auto& limits = asked.list.limits_asked;
        limits.set_evaluation_millis(asked.millis_asked);
        limits.set_findings(asked.findings_asked);
        return DoPack(asked.places, asked.list, asked.out);
      });
  auto& list = asked.list;
  pack->add_option("LIBRARY", list.library)->required();
  pack->add_option("--file", list.files, "A vignette or document, or a folder of them");
  pack->add_option("--licence", list.licence, "SPDX identifier")->required();
  pack->add_option("--author", list.author, "Team or office that answers for it")->required();
  pack->add_option("--review-by", list.review_by_on, "Day (YYYY-MM-DD)")->required();
  pack->add_option("--out", asked.out)->required();
  pack->add_option("--dated-value", list.dated_values,
                   "What a parameter is from a day on, and on what that rests")
      ->type_name("\"NAME=NUMBER@DAY REFERENCE\"");
  pack->add_option("--evaluation-millis", asked.millis_asked,
                   "Time for one subject that it asks for, where that is less than a server gives");
  pack->add_option("--findings", asked.findings_asked, "Findings of one subject, likewise");
}

void AddSigning(CLI::App& app, Asked& asked) {
  auto* key = AddVerb(app, asked, "key", "Makes a private key, and prints its public half in hex",
                      [&] { return DoKey(asked.file); });
  key->add_option("FILE", asked.file)->required();
  auto* sign = AddVerb(app, asked, "sign", "Signs a package",
                       [&] { return DoSign(asked.file, asked.key_file); });
  sign->add_option("PACKAGE", asked.file)->required();
  sign->add_option("--key", asked.key_file, "Private key in PEM")->required();
  auto* validate = AddVerb(app, asked, "validate", "Runs a package in the sandbox",
                           [&] { return DoValidate(asked.places, asked.file); });
  validate->add_option("PACKAGE", asked.file)->required();
  AddPacks(*validate, asked);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Begins, tries, packs, signs and proves a rule, without a server.");
  app.require_subcommand(1);
  Asked asked;
  app.add_option("--rule-worker", asked.places.worker, "Program that loads a rule")
      ->capture_default_str();
  AddNew(app, asked);
  AddTest(app, asked);
  AddExplain(app, asked);
  AddBench(app, asked);
  AddPacking(app, asked);
  AddSigning(app, asked);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    constexpr int kUsage = 2;
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  return asked.work();
}
