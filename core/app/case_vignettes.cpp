// SPDX-License-Identifier: Apache-2.0
#include "app/case_vignettes.h"

#include <algorithm>

#include "app/reading.h"
#include "base/limits.h"
#include "record/checks.h"

namespace caseload::app {
namespace {

constexpr char kTextField[] = "case_vignette.text";

bool IsName(std::string_view name) {
  constexpr std::size_t kNameCharacters = 64;
  if (name.empty() || name.size() > kNameCharacters || name.front() == '-' || name.back() == '-')
    return false;
  return std::ranges::all_of(
      name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

Outcome CheckGiven(const v1::AddCaseVignetteRequest& request) {
  record::Problems problems;
  problems.Needs("because", request.because());
  if (!IsName(request.case_vignette().name()))
    problems.Add("case_vignette.name", "is not made of small letters, digits and -, at most 64");
  if (request.case_vignette().text().size() > limits::kVignetteBytes)
    problems.Add(kTextField, "is longer than 64 KiB");
  return problems.Judge();
}

Outcome CheckRoom(Draft& draft, const std::string& name) {
  const auto same = draft.Under(store::Field::kVignetteByName, name, 1);
  if (!same) return same.error();
  if (!same->empty()) {
    return Error{v1::ERROR_REASON_IDENTIFIER_TAKEN,
                 "a case vignette of this name stands already: withdraw it first",
                 {{"case_vignette.name", "is that of one that stands"}}};
  }
  const auto standing =
      draft.Under(store::Field::kOfKind, kStandingVignettes, limits::kStandingVignettes);
  if (!standing) return standing.error();
  if (standing->size() >= limits::kStandingVignettes)
    return Error{v1::ERROR_REASON_TOO_LARGE, "100 case vignettes stand: withdraw one first"};
  return Nothing{};
}

std::vector<std::string> NamesOf(const rules::RuleSet& set) {
  std::vector<std::string> rule_ids;
  for (const auto& member : set.Describe().members()) rule_ids.push_back(member.rule_id());
  return rule_ids;
}

template <class Promises>
void Fill(Promises& to, std::vector<v1::VignettePromise> promises) {
  for (auto& promise : promises) *to.Add() = std::move(promise);
}

}  // namespace

void CaseVignettes::Add(const Asking& asking, const v1::AddCaseVignetteRequest& request,
                        Done done) {
  if (auto wrong = CheckGiven(request); !wrong) return done(wrong.error());
  const auto& given = request.case_vignette();
  const auto& numbers = book_.words().numbers;
  auto stories = rules::ReadStories(given.text(), kTextField, numbers);
  if (!stories) return done(stories.error());
  const rules::StoryFile file{given.name(), *std::move(stories)};
  const auto in_force = book_.InForce();
  v1::AddCaseVignetteResponse told;
  Fill(*told.mutable_broken_promises(),
       rules::BrokenInATrial(book_, in_force->Members(), {&file, 1}, desk_.clock().Today()));
  Fill(*told.mutable_open_promises(), rules::OpenWithout(NamesOf(*in_force), {&file, 1}));
  const auto decide = [request, told = std::move(told)](Draft& draft) -> Result<Answer> {
    const auto& name = request.case_vignette().name();
    if (auto room = CheckRoom(draft, name); !room) return room.error();
    v1::CaseVignette vignette;
    vignette.set_name(name);
    vignette.set_text(request.case_vignette().text());
    vignette.set_because(request.because());
    draft.Create(vignette);
    v1::AddCaseVignetteResponse response = told;
    *response.mutable_case_vignette() = vignette;
    return AnswerWith(std::move(response));
  };
  desk_.Change(asking, "rules.vignettes.add", request.because(), decide, std::move(done));
}

void CaseVignettes::Withdraw(const Asking& asking, const v1::WithdrawCaseVignetteRequest& request,
                             Done done) {
  record::Problems problems;
  problems.Needs("because", request.because());
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  const auto decide = [request](Draft& draft) -> Result<Answer> {
    auto kept = draft.Load<v1::CaseVignette>(request.case_vignette_id(), "case_vignette_id");
    if (!kept) return kept.error();
    if (auto stale = record::CheckEtag(request.etag(), kept->version); !stale) return stale.error();
    v1::CaseVignette& vignette = kept->message;
    if (!vignette.withdrawn_because().empty())
      return Error{v1::ERROR_REASON_RULE_STAGE, "the case vignette was withdrawn already"};
    vignette.set_withdrawn_because(request.because());
    draft.Update(vignette, request.case_vignette_id());
    v1::WithdrawCaseVignetteResponse response;
    *response.mutable_case_vignette() = vignette;
    return AnswerWith(std::move(response));
  };
  desk_.Change(asking, "rules.vignettes.withdraw", request.because(), decide, std::move(done));
}

Result<v1::GetCaseVignetteResponse> CaseVignettes::Get(
    const v1::GetCaseVignetteRequest& request) const {
  auto vignette =
      ReadMessage<v1::CaseVignette>(desk_, request.case_vignette_id(), {}, "case_vignette_id");
  if (!vignette) return vignette.error();
  v1::GetCaseVignetteResponse response;
  auto stories = rules::ReadStories(vignette->text(), kTextField, book_.words().numbers);
  if (stories && vignette->withdrawn_because().empty()) {
    const rules::StoryFile file{vignette->name(), *std::move(stories)};
    Fill(*response.mutable_open_promises(),
         rules::OpenWithout(NamesOf(*book_.InForce()), {&file, 1}));
  }
  *response.mutable_case_vignette() = *std::move(vignette);
  return response;
}

Result<v1::ListCaseVignettesResponse> CaseVignettes::List(
    const v1::ListCaseVignettesRequest& request) const {
  store::FindQuery query;
  query.field = store::Field::kOfKind;
  query.value = kVignettes;
  auto response = ListBy<v1::CaseVignette>(desk_, request, query,
                                           &v1::ListCaseVignettesResponse::mutable_case_vignettes);
  if (!response) return response;
  for (auto& vignette : *response->mutable_case_vignettes()) vignette.clear_text();
  return response;
}

Result<std::vector<rules::StoryFile>> CaseVignettes::Standing() const {
  store::FindQuery query;
  query.field = store::Field::kOfKind;
  query.value = kStandingVignettes;
  query.limit = limits::kStandingVignettes;
  const auto terms = desk_.reader().Find(query);
  if (!terms) return terms.error();
  std::vector<rules::StoryFile> files;
  for (const auto& term : *terms) {
    auto vignette = ReadMessage<v1::CaseVignette>(desk_, term.target, {}, "case_vignette_id");
    if (!vignette) return vignette.error();
    auto stories = rules::ReadStories(vignette->text(), kTextField, book_.words().numbers);
    if (!stories) {
      return Error{v1::ERROR_REASON_RULE_VIGNETTE_BROKEN,
                   "the case vignette " + vignette->name() +
                       " can no longer be read: withdraw it and add it as it is written now"};
    }
    files.push_back({vignette->name(), *std::move(stories)});
  }
  return files;
}

Outcome CaseVignettes::Hold(std::span<const rules::RuleMember> members) const {
  const auto files = Standing();
  if (!files) return files.error();
  if (files->empty()) return Nothing{};
  const auto broken = rules::BrokenInATrial(book_, members, *files, desk_.clock().Today());
  if (broken.empty()) return Nothing{};
  return rules::BrokenError(broken);
}

}  // namespace caseload::app
