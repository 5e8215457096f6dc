// SPDX-License-Identifier: Apache-2.0
// caseload rule replay: asks the rules of a decision again, of the facts as they were known then,
// and compares byte by byte.
#include "caseload/v1/finding_service.pb.h"
#include "cli/verbs.h"
#include "cli/words.h"
#include "cpp/json.h"

namespace caseload::cli {
namespace {

std::string Joined(const google::protobuf::RepeatedPtrField<std::string>& names) {
  std::string all;
  for (const auto& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

std::string InWords(v1::ReplayVerdict verdict) {
  return EnumWords(v1::ReplayVerdict_Name(verdict), "REPLAY_VERDICT_");
}

// The decision about a case, or one by its own id.
ExitCode One(Session& session, const std::string& case_id, v1::ReplayDecisionRequest request) {
  if (!case_id.empty()) {
    v1::GetRuleDecisionRequest get;
    get.set_case_id(case_id);
    const auto decision = session.connection().Call<v1::GetRuleDecisionResponse>(get);
    if (!decision) return session.Fail(decision.problem());
    request.set_rule_decision_id(decision->decision().rule_decision_id());
  }
  const auto answer = session.connection().Call<v1::ReplayDecisionResponse>(request);
  if (!answer) return session.Fail(answer.problem());
  const auto& decision = answer->decision();
  const ExitCode code = session.ShowCard(
      *answer,
      {{{"rule_decision_id"},
        {"verdict"},
        {"rule_ids"},
        {"as_of_on"},
        {"facts_sequence"},
        {"facts_digest"},
        {"rule_set_digest"}},
       {{decision.rule_decision_id(), InWords(answer->verdict()), Joined(answer->rule_ids()),
         decision.as_of_on(), std::to_string(decision.facts_sequence()), decision.facts_digest(),
         decision.rule_set_digest()}}});
  return answer->verdict() == v1::REPLAY_VERDICT_SAME ? code : kOther;
}

ExitCode All(Session& session, v1::ReplayDecisionsRequest request) {
  const client::Method& method = *client::MethodTaking(*v1::ReplayDecisionsRequest::descriptor());
  v1::ReplayDecisionsResponse response;
  Sheet sheet{{{"rule_decision_id"}, {"etag"}, {"verdict"}, {"rule_ids"}}, {}};
  v1::ReplayDecisionsResponse whole;
  const auto problem = session.connection().Follow(method, request, response, [&] {
    whole.set_replayed(response.replayed());
    whole.set_same(response.same());
    whole.set_through_sequence(response.through_sequence());
    for (const auto& one : response.differing()) {
      *whole.add_differing() = one;
      sheet.rows.push_back(
          {one.rule_decision_id(), one.etag(), InWords(one.verdict()), Joined(one.rule_ids())});
    }
    return true;
  });
  if (problem) return session.Fail(*problem);
  if (session.table() && sheet.rows.empty()) {
    session.out() << "Replayed " << Thousands(whole.replayed())
                  << " decisions; all came out the same, byte by byte.\n";
    return kOk;
  }
  const ExitCode code = session.Show(whole, sheet);
  if (session.table()) {
    session.out() << "Replayed " << Thousands(whole.replayed()) << " decisions; "
                  << Thousands(whole.same()) << " came out the same.\n";
  }
  return whole.same() == whole.replayed() ? code : kOther;
}

}  // namespace

void AddRuleReplay(CLI::App& group, Session& session) {
  struct Asked {
    std::string case_id;
    v1::ReplayDecisionRequest one;
    bool all = false;
    std::uint64_t after = 0;
    std::uint64_t at_most = 0;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* verb = group.add_subcommand(
      "replay", "Ask the rules of a decision again, as things were known then, and compare");
  auto* which = verb->add_option_group("which", "Which decisions");
  which->add_option("--case", asked->case_id, "The latest about this case")->type_name("ID");
  which->add_option("--decision", *asked->one.mutable_rule_decision_id(), "This one")
      ->type_name("ID");
  which->add_flag("--all", asked->all, "Every one that was recorded");
  which->require_option(1);
  verb->add_option("--etag", *asked->one.mutable_etag(), "Which version; the latest without it")
      ->type_name("ETAG");
  verb->add_option("--after", asked->after, "With --all: only those after this sequence")
      ->type_name("SEQUENCE");
  verb->add_option("--at-most", asked->at_most, "With --all: no more than so many")
      ->type_name("COUNT");
  Runs(*verb, session, [&session, asked] {
    if (!asked->all) return One(session, asked->case_id, asked->one);
    v1::ReplayDecisionsRequest request;
    request.set_after_sequence(asked->after);
    request.set_at_most(asked->at_most);
    return All(session, request);
  });
}

}  // namespace caseload::cli
