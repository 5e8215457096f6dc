// SPDX-License-Identifier: Apache-2.0
#include "app/cases.h"
#include "base/limits.h"
#include "rpc/chunk_stream.h"
#include "rpc/services.h"

namespace caseload::rpc {
namespace {

Outcome CheckWatch(const v1::WatchCasesRequest& request) {
  if (request.case_ids_size() <= limits::kWatchedCases) return Nothing{};
  return Error{v1::ERROR_REASON_FIELDS_INVALID,
               "case_ids are more than 100",
               {{"case_ids", "are more than 100"}}};
}

}  // namespace

void BindCaseService(Doors& doors, app::Cases& cases, Executor& executor, Watches& watches) {
  doors.Change(cases, &app::Cases::Open);
  doors.Change(cases, &app::Cases::Close);
  doors.Change(cases, &app::Cases::Reopen);
  doors.Change(cases, &app::Cases::AssertConcern);
  doors.Change(cases, &app::Cases::EndConcern);
  doors.Change(cases, &app::Cases::RetractConcern);
  doors.Change(cases, &app::Cases::RecordEntry);
  doors.Change(cases, &app::Cases::CorrectEntry);
  doors.Change(cases, &app::Cases::WithdrawEntry);
  doors.Read(cases, &app::Cases::Get);
  doors.Read(cases, &app::Cases::List);
  doors.Read(cases, &app::Cases::GetEntry);
  doors.SlowRead(cases, &app::Cases::ListEntries);
  doors.Read(cases, &app::Cases::History);
  doors.Streams<v1::ExportCasesRequest>(
      [&](const Call& call, const v1::ExportCasesRequest& request) -> Result<WriteReactor*> {
        const auto end = cases.Sequence();
        if (!end) return end.error();
        return new ChunkStream(call, executor,
                               [&cases, request, end = *end, after = std::uint32_t{0}]() mutable {
                                 return cases.ExportChunk(request, end, after);
                               });
      });
  doors.Streams<v1::WatchCasesRequest>(
      [&](const Call& call, v1::WatchCasesRequest request) -> Result<WriteReactor*> {
        if (auto wrong = CheckWatch(request); !wrong) return wrong.error();
        return WatchFor(call, executor, watches, cases, std::move(request));
      });
}

}  // namespace caseload::rpc
