// SPDX-License-Identifier: Apache-2.0
// Imports: whole deliveries from elsewhere, taken unit by unit, each kept with its place, so that
// an interrupted delivery goes on where it stopped and a repeated one changes nothing.
#pragma once

#include <atomic>
#include <optional>

#include "app/desk.h"
#include "base/date.h"
#include "caseload/v1/import_service.pb.h"

namespace caseload::app {

class Imports {
 public:
  explicit Imports(const Desk& desk) : desk_(desk) {}

  void Start(const Asking& asking, const v1::StartImportRequest& request, Done done);
  // Takes the units of one message in one command: all of them, or none and the reason. Answers a
  // SendUnitsResponse.
  void Send(const std::string& actor, v1::SendUnitsRequest request, Done done);
  void Finish(const Asking& asking, const v1::FinishImportRequest& request, Done done);
  Result<v1::GetImportResponse> Get(const v1::GetImportRequest& request) const;
  Result<v1::ListImportsResponse> List(const v1::ListImportsRequest& request) const;
  Result<v1::ListImportFaultsResponse> ListFaults(const v1::ListImportFaultsRequest& request) const;

  // The earliest day from which a delivery says the history is complete; nothing when none says so.
  std::optional<Date> HistoryCompleteFrom() const;
  // Reads what earlier imports said; once, before the first question.
  Outcome Recall();

 private:
  void Remember(const v1::Import& record);

  const Desk& desk_;
  std::atomic<std::int32_t> complete_from_{kDayOpen};
};

}  // namespace caseload::app
