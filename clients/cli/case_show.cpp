// SPDX-License-Identifier: Apache-2.0
// caseload case show: one case with its concerns and its chronology, now or at a moment.
#include "caseload/v1/case_service.pb.h"
#include "cli/case_people.h"
#include "cli/verbs.h"
#include "cli/words.h"
#include "cpp/listing.h"

namespace caseload::cli {
namespace {

// A chronology longer than this is read in pieces, through the API.
constexpr std::int64_t kEntriesMost = 20'000;

struct Asked {
  std::string case_id;
  v1::Moment moment;
  bool notes = false;
};

Sheet Facts(Session& session, const v1::Case& found, const Asked& asked, Labels& labels) {
  const client::Connection& connection = session.connection();
  Sheet sheet{{{"case_id"},
               {"child"},
               {"child_id"},
               {"held_by"},
               {"referred_on"},
               {"referral_source"},
               {"no_further_action"},
               {"closed_on"},
               {"closure_reason"},
               {"former_closures"},
               {"recorded_at"},
               {"recorded_by"},
               {"etag"},
               {"note"}},
              {}};
  sheet.rows.push_back(
      {found.case_id(), ChildName(connection, found, asked.moment), found.child_id(),
       HoldersOf(connection, found, asked.moment), found.referred_on(),
       labels.Of("referral_source", found.referral_source()),
       YesNo(found.has_referral_no_further_action()
                 ? std::optional(found.referral_no_further_action())
                 : std::nullopt),
       found.closed_on(), labels.Of("closure_reason", found.closure_reason()),
       found.former_closures().empty() ? "" : std::to_string(found.former_closures_size()),
       InstantText(found.recorded_at()), found.recorded_by(), found.etag(),
       asked.notes ? found.note() : ""});
  return sheet;
}

Sheet Concerns(const v1::Case& found, Labels& labels) {
  Sheet sheet{{{"basis"}, {"concern"}, {"asserted_on"}, {"ended_on"}, {"remark"}}, {}};
  for (const auto& concern : found.concerns()) {
    sheet.rows.push_back({EnumWords(v1::ConcernBasis_Name(concern.basis()), "CONCERN_BASIS_"),
                          labels.Of(CodeSetOf(concern.basis()), concern.code()),
                          concern.asserted_on(), concern.ended_on(),
                          concern.retracted_because().empty() ? "" : "retracted"});
  }
  return sheet;
}

Sheet Chronology(const v1::ListEntriesResponse& answer, bool notes) {
  Sheet sheet{{{"day"}, {"until"}, {"what"}, {"details"}, {"entry_id"}}, {}};
  if (notes) sheet.columns.push_back({"note"});
  for (const auto& entry : answer.entries()) {
    sheet.rows.push_back({entry.occurred_on().empty() ? "unknown" : entry.occurred_on(),
                          entry.ended_on(), EntryKind(entry), EntryDetails(entry),
                          entry.entry_id()});
    if (notes) sheet.rows.back().push_back(entry.note());
  }
  return sheet;
}

ExitCode Show(Session& session, const Asked& asked) {
  v1::GetCaseRequest request;
  request.set_case_id(asked.case_id);
  *request.mutable_moment() = asked.moment;
  const auto answer = session.connection().Call<v1::GetCaseResponse>(request);
  if (!answer) return session.Fail(answer.problem());
  if (session.json()) return session.Show(*answer, {});
  v1::ListEntriesRequest list;
  list.set_case_id(asked.case_id);
  *list.mutable_moment() = asked.moment;
  const auto entries =
      client::Collect<v1::ListEntriesResponse>(session.connection(), list, kEntriesMost);
  if (!entries) return session.Fail(entries.problem());
  const Sheet chronology = Chronology(*entries, asked.notes);
  if (session.csv()) return session.Show(*entries, chronology);
  Labels labels(session.connection());
  session.ShowCard(*answer, Facts(session, answer->case_record(), asked, labels));
  session.out() << "\nConcerns\n";
  session.Show(*answer, Concerns(answer->case_record(), labels));
  session.out() << "\nChronology\n";
  return session.Show(*entries, chronology);
}

}  // namespace

void AddCaseShow(CLI::App& cases, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* verb = cases.add_subcommand("show",
                                        "Show a case, who holds it, its concerns and its "
                                        "chronology (json: the case; csv: the chronology)");
  verb->add_option("CASE", asked->case_id, "The case")->required()->type_name("");
  verb->add_flag("--notes", asked->notes, "Show the narrative of the case and its entries too");
  AddMoment(*verb, asked->moment);
  Runs(*verb, session, [&session, asked] { return Show(session, *asked); });
}

}  // namespace caseload::cli
