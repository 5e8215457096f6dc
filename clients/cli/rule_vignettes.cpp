// SPDX-License-Identifier: Apache-2.0
// caseload rule vignette add | list | show | withdraw: stories that guard the rules.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "caseload/v1/rule_service.pb.h"
#include "cli/list_verb.h"
#include "cli/text_width.h"

namespace caseload::cli {
namespace {

struct Asked {
  std::vector<std::string> files;
  std::string name;
  std::string because;
  std::int64_t limit = 200;
};

using Promises = google::protobuf::RepeatedPtrField<v1::VignettePromise>;

const std::vector<Column> kAdded{{"vignette"}, {"broken_promises"}, {"open_promises"}};
const std::vector<Column> kListed{
    {"vignette"}, {"recorded_by"}, {"because"}, {"withdrawn_because"}};

// "the-quiet-case" of "…/the-quiet-case.vignette.txt".
std::string NameOf(const std::string& file) {
  const std::string name = std::filesystem::path(file).filename().string();
  return name.substr(0, name.find('.'));
}

void Tell(std::ostream& err, const char* what, const Promises& promises) {
  for (const auto& promise : promises)
    err << what << Printable(promise.vignette() + ": " + promise.words()) << '\n';
}

client::Answer<v1::AddCaseVignetteResponse> Add(Session& session, const std::string& file,
                                                const std::string& because) {
  v1::AddCaseVignetteRequest request;
  std::ifstream in(file, std::ios::binary);
  request.mutable_case_vignette()->set_text(std::string{std::istreambuf_iterator<char>(in), {}});
  if (!in) return client::Problem{0, "FILE_UNREADABLE", file + " cannot be read"};
  request.mutable_case_vignette()->set_name(NameOf(file));
  request.set_because(because);
  return session.connection().Call<v1::AddCaseVignetteResponse>(request);
}

// One after the other, and what came of those that were kept; stops at the first that is refused.
ExitCode AddAll(Session& session, const Asked& asked) {
  v1::ListCaseVignettesResponse kept;
  Sheet sheet{kAdded, {}};
  std::optional<client::Problem> refused;
  for (const std::string& file : asked.files) {
    auto added = Add(session, file, asked.because);
    if (!added) {
      refused = added.problem();
      refused->message = file + ": " + refused->message;
      break;
    }
    sheet.rows.push_back({added->case_vignette().name(),
                          std::to_string(added->broken_promises_size()),
                          std::to_string(added->open_promises_size())});
    Tell(session.err(), "broken by the rules in force: ", added->broken_promises());
    *kept.add_case_vignettes() = std::move(*added->mutable_case_vignette());
  }
  const ExitCode shown = session.Show(kept, sheet);
  return refused ? session.Fail(*refused) : shown;
}

std::vector<std::string> RowOf(const v1::CaseVignette& vignette) {
  return {vignette.name(), vignette.recorded_by(), vignette.because(),
          vignette.withdrawn_because()};
}

ExitCode List(Session& session, const Asked& asked) {
  return ShowList<v1::ListCaseVignettesResponse>(
      session, v1::ListCaseVignettesRequest(), asked.limit, kListed,
      [](const auto& answer, auto& rows) {
        for (const auto& vignette : answer.case_vignettes()) rows.push_back(RowOf(vignette));
      });
}

// The one of this name that stands.
client::Answer<v1::CaseVignette> Standing(Session& session, const std::string& name) {
  constexpr std::int64_t kAll = 10'000;
  const auto listed = client::Collect<v1::ListCaseVignettesResponse>(
      session.connection(), v1::ListCaseVignettesRequest(), kAll);
  if (!listed) return listed.problem();
  for (const auto& vignette : listed->case_vignettes()) {
    if (vignette.name() == name && vignette.withdrawn_because().empty()) return vignette;
  }
  constexpr int kNotFoundCode = 5;
  return client::Problem{kNotFoundCode, "NOT_FOUND", "no case vignette of this name stands"};
}

ExitCode Withdraw(Session& session, const Asked& asked) {
  const auto vignette = Standing(session, asked.name);
  if (!vignette) return session.Fail(vignette.problem());
  v1::WithdrawCaseVignetteRequest request;
  request.set_case_vignette_id(vignette->case_vignette_id());
  request.set_etag(vignette->etag());
  request.set_because(asked.because);
  const auto answer = session.connection().Call<v1::WithdrawCaseVignetteResponse>(request);
  if (!answer) return session.Fail(answer.problem());
  return session.ShowCard(*answer, {kListed, {RowOf(answer->case_vignette())}});
}

ExitCode Show(Session& session, const Asked& asked) {
  const auto vignette = Standing(session, asked.name);
  if (!vignette) return session.Fail(vignette.problem());
  v1::GetCaseVignetteRequest request;
  request.set_case_vignette_id(vignette->case_vignette_id());
  const auto answer = session.connection().Call<v1::GetCaseVignetteResponse>(request);
  if (!answer) return session.Fail(answer.problem());
  if (!session.table())
    return session.ShowCard(*answer, {kListed, {RowOf(answer->case_vignette())}});
  session.out() << answer->case_vignette().text();
  Tell(session.err(), "kept by nobody: ", answer->open_promises());
  return kOk;
}

void AddBecause(CLI::App& verb, Asked& asked) {
  verb.add_option("--because", asked.because, "Why; kept with the change")
      ->required()
      ->type_name("TEXT");
}

}  // namespace

void AddRuleVignettes(CLI::App& group, Session& session) {
  CLI::App* vignettes = AddGroup(group, "vignette", "Stories that every set of rules is held to");
  auto asked = std::make_shared<Asked>();
  CLI::App* add = vignettes->add_subcommand("add", "Keep stories; a file is named as it is kept");
  add->add_option("FILE", asked->files, "One or more")->required()->type_name("");
  AddBecause(*add, *asked);
  Runs(*add, session, [&session, asked] { return AddAll(session, *asked); });
  CLI::App* list = vignettes->add_subcommand("list", "List them, withdrawn ones included");
  AddLimit(*list, asked->limit);
  Runs(*list, session, [&session, asked] { return List(session, *asked); });
  CLI::App* show = vignettes->add_subcommand("show", "Show the text of one");
  show->add_option("NAME", asked->name, "As list shows it")->required()->type_name("");
  Runs(*show, session, [&session, asked] { return Show(session, *asked); });
  CLI::App* withdraw = vignettes->add_subcommand("withdraw", "Hold no rules to it any more");
  withdraw->add_option("NAME", asked->name, "As list shows it")->required()->type_name("");
  AddBecause(*withdraw, *asked);
  Runs(*withdraw, session, [&session, asked] { return Withdraw(session, *asked); });
}

}  // namespace caseload::cli
