// SPDX-License-Identifier: Apache-2.0
#include "app/cases.h"
#include "base/limits.h"
#include "rpc/export_stream.h"
#include "rpc/services.h"

namespace caseload::rpc {
namespace {

using app::Asking;
using app::Done;

Outcome CheckWatch(const v1::WatchCasesRequest& request) {
  if (request.case_ids_size() <= limits::kWatchedCases) return Nothing{};
  return Error{v1::ERROR_REASON_FIELDS_INVALID,
               "case_ids are more than 100",
               {{"case_ids", "are more than 100"}}};
}

}  // namespace

void BindCaseService(Doors& doors, app::Cases& cases, Executor& executor, Watches& watches) {
  doors.Change<v1::OpenCaseRequest>([&cases](const Asking& asking, const auto& request, Done done) {
    cases.Open(asking, request, std::move(done));
  });
  doors.Change<v1::CloseCaseRequest>(
      [&cases](const Asking& asking, const auto& request, Done done) {
        cases.Close(asking, request, std::move(done));
      });
  doors.Change<v1::ReopenCaseRequest>(
      [&cases](const Asking& asking, const auto& request, Done done) {
        cases.Reopen(asking, request, std::move(done));
      });
  doors.Change<v1::AssertConcernRequest>(
      [&cases](const Asking& asking, const auto& request, Done done) {
        cases.AssertConcern(asking, request, std::move(done));
      });
  doors.Change<v1::EndConcernRequest>(
      [&cases](const Asking& asking, const auto& request, Done done) {
        cases.EndConcern(asking, request, std::move(done));
      });
  doors.Change<v1::RetractConcernRequest>(
      [&cases](const Asking& asking, const auto& request, Done done) {
        cases.RetractConcern(asking, request, std::move(done));
      });
  doors.Change<v1::RecordEntryRequest>(
      [&cases](const Asking& asking, const auto& request, Done done) {
        cases.RecordEntry(asking, request, std::move(done));
      });
  doors.Change<v1::CorrectEntryRequest>(
      [&cases](const Asking& asking, const auto& request, Done done) {
        cases.CorrectEntry(asking, request, std::move(done));
      });
  doors.Change<v1::WithdrawEntryRequest>(
      [&cases](const Asking& asking, const auto& request, Done done) {
        cases.WithdrawEntry(asking, request, std::move(done));
      });
  doors.Read<v1::GetCaseRequest>([&cases](const auto& request) { return cases.Get(request); });
  doors.Read<v1::ListCasesRequest>([&cases](const auto& request) { return cases.List(request); });
  doors.Read<v1::GetEntryRequest>(
      [&cases](const auto& request) { return cases.GetEntry(request); });
  doors.SlowRead<v1::ListEntriesRequest>(
      [&cases](const auto& request) { return cases.ListEntries(request); });
  doors.Read<v1::ListCaseHistoryRequest>(
      [&cases](const auto& request) { return cases.History(request); });
  doors.Streams<v1::ExportCasesRequest>([&](const Call& call, v1::ExportCasesRequest request) {
    return new ExportStream(call, cases, executor, std::move(request));
  });
  doors.Streams<v1::WatchCasesRequest>(
      [&](const Call& call, v1::WatchCasesRequest request) -> Result<WriteReactor*> {
        if (auto wrong = CheckWatch(request); !wrong) return wrong.error();
        return new WatchStream(call, cases, executor, watches, std::move(request));
      });
}

}  // namespace caseload::rpc
