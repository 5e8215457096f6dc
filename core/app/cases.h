// SPDX-License-Identifier: Apache-2.0
// Cases: what can be done with cases, their concerns and their chronology.
#pragma once

#include "app/desk.h"
#include "caseload/v1/case_service.pb.h"

namespace caseload::app {

class Cases {
 public:
  explicit Cases(const Desk& desk) : desk_(desk) {}

  void Open(const Asking& asking, const v1::OpenCaseRequest& request, Done done);
  void Close(const Asking& asking, const v1::CloseCaseRequest& request, Done done);
  void Reopen(const Asking& asking, const v1::ReopenCaseRequest& request, Done done);
  void AssertConcern(const Asking& asking, const v1::AssertConcernRequest& request, Done done);
  void EndConcern(const Asking& asking, const v1::EndConcernRequest& request, Done done);
  void RetractConcern(const Asking& asking, const v1::RetractConcernRequest& request, Done done);
  void RecordEntry(const Asking& asking, const v1::RecordEntryRequest& request, Done done);
  void CorrectEntry(const Asking& asking, const v1::CorrectEntryRequest& request, Done done);
  void WithdrawEntry(const Asking& asking, const v1::WithdrawEntryRequest& request, Done done);

  // Ready bytes: the stored record is not parsed unless a day asks for it as it stood.
  Result<std::string> Get(const v1::GetCaseRequest& request) const;
  Result<std::string> List(const v1::ListCasesRequest& request) const;
  Result<v1::GetEntryResponse> GetEntry(const v1::GetEntryRequest& request) const;
  Result<v1::ListEntriesResponse> ListEntries(const v1::ListEntriesRequest& request) const;
  Result<v1::ListCaseHistoryResponse> History(const v1::ListCaseHistoryRequest& request) const;

  // One chunk of an export as known at the sequence: ready bytes of an ExportCasesResponse; empty
  // at the end. `after_number` moves on.
  Result<std::string> ExportChunk(const v1::ExportCasesRequest& request, std::uint64_t sequence,
                                  std::uint32_t& after_number) const;
  // Ready to send; `after` moves on to what has been looked at. Without changes when there were
  // none.
  Result<v1::WatchCasesResponse> ChangesAfter(const v1::WatchCasesRequest& request,
                                              std::uint64_t& after) const;
  // The journal's end, which a watch may not start beyond.
  Result<std::uint64_t> Sequence() const { return desk_.reader().Sequence(); }

 private:
  const Desk& desk_;
};

}  // namespace caseload::app
