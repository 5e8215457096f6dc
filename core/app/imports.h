// SPDX-License-Identifier: Apache-2.0
// Imports: whole deliveries from elsewhere, taken unit by unit, each kept with its place, so that
// an interrupted delivery goes on where it stopped and a repeated one changes nothing.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "app/desk.h"
#include "app/sent_units.h"
#include "base/date.h"
#include "caseload/v1/import_service.pb.h"

namespace caseload::app {

class Imports {
 public:
  explicit Imports(const Desk& desk) : desk_(desk) {}

  void Start(const Asking& asking, const v1::StartImportRequest& request, Done done);
  // Takes the units of one message in one command: all of them, or none and the reason. Answers a
  // SendUnitsResponse.
  void Send(const std::string& actor, std::shared_ptr<SentUnits> sent, Done done);
  void Finish(const Asking& asking, const v1::FinishImportRequest& request, Done done);
  Result<v1::GetImportResponse> Get(const v1::GetImportRequest& request) const;
  Result<v1::ListImportsResponse> List(const v1::ListImportsRequest& request) const;
  Result<v1::ListImportFaultsResponse> ListFaults(const v1::ListImportFaultsRequest& request) const;

  // The earliest day from which a delivery of children says that the history is complete, as it was
  // known at the sequence; nothing when none said so.
  std::optional<Date> HistoryCompleteFrom(std::uint64_t sequence) const;
  // Reads what earlier imports said; once, before the first question.
  Outcome Recall();

 private:
  // From when an import said that its history is complete, by the sequence at which it said so;
  // nothing where it said so no longer.
  using Statements = std::map<std::uint64_t, std::optional<Date>>;

  Result<Answer> Keep(Draft& draft, SentUnits& sent) const;
  // Remembers what the answer's import says before the answer is told.
  template <class Response>
  Done Remembering(Done done);
  // Reads again what the import says, and said when it was finished.
  Outcome Remember(const std::string& import_id);

  const Desk& desk_;
  mutable std::mutex mutex_;
  std::map<std::string, Statements> complete_from_;  // by import
};

}  // namespace caseload::app
