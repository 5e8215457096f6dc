// SPDX-License-Identifier: Apache-2.0
#include "app/cases.h"
#include "app/codes.h"
#include "app/reading.h"
#include "record/changes.h"
#include "record/checks.h"
#include "record/quality.h"

namespace caseload::app {
namespace {

using record::Problems;

// The entry's cases; NOT_FOUND when one of its cases or people is none.
Result<std::vector<v1::Case>> LoadWhatItNames(Draft& draft, const v1::Entry& entry) {
  std::vector<v1::Case> cases;
  for (int i = 0; i < entry.case_ids_size(); ++i) {
    auto found =
        draft.Load<v1::Case>(entry.case_ids(i), "entry.case_ids[" + std::to_string(i) + "]");
    if (!found) return found.error();
    cases.push_back(std::move(found->message));
  }
  for (int i = 0; i < entry.person_ids_size(); ++i) {
    auto found =
        draft.Load<v1::Person>(entry.person_ids(i), "entry.person_ids[" + std::to_string(i) + "]");
    if (!found) return found.error();
  }
  return cases;
}

template <class Response>
Answer EntryAnswer(const taxonomy::Packs& packs, v1::Entry entry,
                   const std::vector<v1::Case>& cases, Date today) {
  Response response;
  record::Findings findings = record::QualityOf(entry, cases, today);
  AddCodeFindings(packs, entry, findings);
  *response.mutable_entry() = std::move(entry);
  for (auto& finding : findings) *response.add_findings() = std::move(finding);
  return AnswerWith(std::move(response));
}

Result<Loaded<v1::Entry>> LoadToChange(Draft& draft, const std::string& id, const std::string& etag,
                                       const std::string& field) {
  auto kept = draft.Load<v1::Entry>(id, field);
  if (!kept) return kept.error();
  if (auto stale = record::CheckEtag(etag, kept->version); !stale) return stale.error();
  return kept;
}

}  // namespace

void Cases::RecordEntry(const Asking& asking, const v1::RecordEntryRequest& request, Done done) {
  Problems problems;
  record::CheckEntry(request.entry(), "entry", problems);
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  Command command;
  command.intent = {asking.actor, "entries.record", "", asking.request_id, asking.request_digest};
  command.reads.assign(request.entry().case_ids().begin(), request.entry().case_ids().end());
  command.decide = [this, request](Draft& draft) -> Result<Answer> {
    v1::Entry entry = request.entry();
    entry.clear_source();
    entry.clear_corrected_because();
    entry.clear_withdrawn_because();
    auto cases = LoadWhatItNames(draft, entry);
    if (!cases) return cases.error();
    draft.Create(entry);
    return EntryAnswer<v1::RecordEntryResponse>(desk_.packs(), std::move(entry), *cases,
                                                draft.today());
  };
  desk_.ledger().Submit(std::move(command), std::move(done));
}

void Cases::CorrectEntry(const Asking& asking, const v1::CorrectEntryRequest& request, Done done) {
  Problems problems;
  problems.NeededId("entry.entry_id", request.entry().entry_id());
  problems.Needs("because", request.because());
  record::CheckEntry(request.entry(), "entry", problems);
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  const auto decide = [this, request](Draft& draft) -> Result<Answer> {
    const std::string& id = request.entry().entry_id();
    auto kept = LoadToChange(draft, id, request.entry().etag(), "entry.entry_id");
    if (!kept) return kept.error();
    auto corrected = record::Corrected(kept->message, request.entry(), request.because());
    if (!corrected) return corrected.error();
    auto cases = LoadWhatItNames(draft, *corrected);
    if (!cases) return cases.error();
    draft.Update(*corrected, id);
    return EntryAnswer<v1::CorrectEntryResponse>(desk_.packs(), *std::move(corrected), *cases,
                                                 draft.today());
  };
  desk_.Change(asking, "entries.correct", request.because(), decide, std::move(done));
}

void Cases::WithdrawEntry(const Asking& asking, const v1::WithdrawEntryRequest& request,
                          Done done) {
  Problems problems;
  problems.NeededId("entry_id", request.entry_id());
  problems.Needs("because", request.because());
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  const auto decide = [request](Draft& draft) -> Result<Answer> {
    auto kept = LoadToChange(draft, request.entry_id(), request.etag(), "entry_id");
    if (!kept) return kept.error();
    auto withdrawn = record::Withdrawn(kept->message, request.because());
    if (!withdrawn) return withdrawn.error();
    draft.Update(*withdrawn, request.entry_id());
    v1::WithdrawEntryResponse response;
    *response.mutable_entry() = *withdrawn;
    return AnswerWith(std::move(response));
  };
  desk_.Change(asking, "entries.withdraw", request.because(), decide, std::move(done));
}

}  // namespace caseload::app
