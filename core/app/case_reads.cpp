// SPDX-License-Identifier: Apache-2.0
#include <google/protobuf/wire_format_lite.h>

#include <set>

#include "app/cases.h"
#include "app/reading.h"
#include "base/limits.h"
#include "record/as_of.h"
#include "record/checks.h"

namespace caseload::app {
namespace {

constexpr int kCaseRecord = v1::GetCaseResponse::kCaseRecordFieldNumber;
constexpr int kCases = v1::ListCasesResponse::kCasesFieldNumber;
constexpr int kNextPageToken = v1::ListCasesResponse::kNextPageTokenFieldNumber;
constexpr int kExported = v1::ExportCasesResponse::kCasesFieldNumber;
// What a page of fifty cases takes, and a little more.
constexpr std::size_t kPageBytes = 96 * 1024;
// A message of an export: fewer cost a change of threads more often, more would wait in memory.
constexpr std::size_t kExportBytes = 384 * 1024;
// Cases of a chunk that changed while the export was under way and are read one by one: the largest
// there can be stay below what a client receives in one message.
constexpr std::size_t kChangedSinceMost = 64;
// Cases passed over at once because they are not in the state asked for: a reader that stays keeps
// the store's log from being reset.
constexpr std::size_t kLookedAtMost = 4'096;

Error NotKnownThen(const std::string& field) {
  return {v1::ERROR_REASON_NOT_KNOWN_THEN,
          "the record had not begun on that day",
          {{field, "had not begun on that day"}}};
}

Error Unreadable() { return {v1::ERROR_REASON_INTERNAL, "a stored record cannot be read"}; }

Result<Page> EntriesNow(const Desk& desk, const v1::ListEntriesRequest& request) {
  store::FindQuery query;
  query.field = store::Field::kEntryOfCase;
  query.value = request.case_id();
  return ReadPage(desk, request, query);
}

// The index knows the present only: an entry that was moved to another case since, or to another
// day, is found by the case's history instead.
Result<Page> EntriesThen(const Desk& desk, const v1::ListEntriesRequest& request,
                         std::uint64_t sequence) {
  auto size = Pager::Size(request);
  if (!size) return size.error();
  auto after = desk.pager().OpenTerm(request, store::Field::kEntryOfCase);
  if (!after) return after.error();
  auto rows = desk.reader().History(request.case_id(), 0, limits::kHistoryOfOneCase);
  if (!rows) return rows.error();
  std::map<std::pair<std::int64_t, std::string>, store::Record> by_day;
  std::set<std::string_view> seen;
  for (const auto& row : *rows) {
    if (row.kind != store::Kind::kEntry || row.sequence > sequence ||
        !seen.insert(row.record_id).second)
      continue;
    auto stood = desk.reader().GetAt(row.record_id, sequence);
    if (!stood) return stood.error();
    v1::Entry entry;
    if (!*stood || !entry.ParseFromString((*stood)->body)) return Unreadable();
    const auto& cases = entry.case_ids();
    if (std::find(cases.begin(), cases.end(), request.case_id()) == cases.end()) continue;
    const auto day = ParseDate(entry.occurred_on());
    by_day.emplace(
        std::pair{day ? std::int64_t{day->days} : std::int64_t{kDayUnknown}, row.record_id},
        std::move(**stood));
  }
  auto next = *after ? by_day.upper_bound({(*after)->order, (*after)->target}) : by_day.begin();
  Page page;
  std::pair<std::int64_t, std::string> last;
  for (; next != by_day.end() && page.records.size() < *size; ++next) {
    last = next->first;
    page.records.push_back(std::move(next->second));
  }
  if (next != by_day.end()) {
    page.next_page_token =
        desk.pager().SealTerm(request, {store::Field::kEntryOfCase, "", last.first, last.second});
  }
  return page;
}

// One varint off the front; nothing when there is none.
std::optional<std::uint64_t> TakeVarint(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7fu} << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

// Whether the field is in the bytes of a message: an empty text is not written at all. By hand,
// because a page of fifty cases is walked through for it.
bool Holds(std::string_view bytes, int field) {
  using Wire = google::protobuf::internal::WireFormatLite;
  while (const auto tag = TakeVarint(bytes)) {
    if (*tag >> Wire::kTagTypeBits == static_cast<std::uint64_t>(field)) return true;
    std::optional<std::uint64_t> size;
    switch (*tag & Wire::kTagTypeMask) {
      case Wire::WIRETYPE_VARINT:
        size = TakeVarint(bytes) ? std::optional<std::uint64_t>(0) : std::nullopt;
        break;
      case Wire::WIRETYPE_FIXED64:
        size = 8;
        break;
      case Wire::WIRETYPE_LENGTH_DELIMITED:
        size = TakeVarint(bytes);
        break;
      case Wire::WIRETYPE_FIXED32:
        size = 4;
        break;
    }
    if (!size || *size > bytes.size()) return false;
    bytes.remove_prefix(static_cast<std::size_t>(*size));
  }
  return false;
}

// Without parsing the case: of a page of fifty that would be most of the work.
bool InState(const store::RecordView& record, v1::CaseState state) {
  if (state == v1::CASE_STATE_UNSPECIFIED) return true;
  return Holds(record.body, v1::Case::kClosedOnFieldNumber) == (state == v1::CASE_STATE_CLOSED);
}

// The index to walk for a filter, and whether it leaves the state to be looked at.
struct Walk {
  store::FindQuery query;
  bool check_state = true;
};

Result<Walk> ChooseWalk(const v1::ListCasesRequest& request) {
  record::Problems problems;
  problems.OptionalId("child_id", request.child_id());
  problems.OptionalId("worker_id", request.worker_id());
  problems.OptionalId("team_id", request.team_id());
  if (!v1::CaseState_IsValid(request.state())) problems.Add("state", "is not one of OPEN, CLOSED");
  const int given = (request.child_id().empty() ? 0 : 1) + (request.worker_id().empty() ? 0 : 1) +
                    (request.team_id().empty() ? 0 : 1);
  if (given > 1)
    problems.Add("child_id", "only one of child_id, worker_id and team_id can be given");
  if (auto wrong = problems.Judge(); !wrong) return wrong.error();
  Walk walk;
  walk.check_state = request.state() != v1::CASE_STATE_UNSPECIFIED;
  if (!request.child_id().empty()) {
    walk.query.field = store::Field::kCaseOfChild;
    walk.query.value = request.child_id();
  } else if (!request.worker_id().empty()) {
    walk.query.field = store::Field::kCaseOfWorker;
    walk.query.value = request.worker_id();
  } else if (!request.team_id().empty()) {
    walk.query.field = store::Field::kCaseOfTeam;
    walk.query.value = request.team_id();
  } else {
    walk.query.field = store::Field::kCaseByState;
    walk.query.value = request.state() == v1::CASE_STATE_OPEN     ? kOpenCases
                       : request.state() == v1::CASE_STATE_CLOSED ? kClosedCases
                                                                  : kAnyCases;
    walk.query.prefix = request.state() == v1::CASE_STATE_UNSPECIFIED;
    walk.check_state = false;
  }
  return walk;
}

}  // namespace

Result<std::string> Cases::Get(const v1::GetCaseRequest& request) const {
  auto then = Resolve(desk_, request.moment());
  if (!then) return then.error();
  auto record = ReadRecord(desk_, store::Kind::kCase, request.case_id(), *then, "case_id");
  if (!record) return record.error();
  if (then->as_of) {
    v1::Case parsed;
    if (!parsed.ParseFromString(record->body)) {
      return Unreadable();
    }
    auto stood = record::AsOf(std::move(parsed), *then->as_of);
    if (!stood) return NotKnownThen("case_id");
    record->body = stood->SerializeAsString();
  }
  std::string wire;
  wire.reserve(record->body.size() + 8);
  AppendMessage(wire, kCaseRecord, store::ViewOf(*record));
  return wire;
}

Result<std::string> Cases::List(const v1::ListCasesRequest& request) const {
  auto walk = ChooseWalk(request);
  if (!walk) return walk.error();
  std::string wire;
  wire.reserve(kPageBytes);
  auto next = EachOnPage(desk_, request, walk->query, [&](const store::RecordView& record) {
    if (!walk->check_state || InState(record, request.state())) AppendMessage(wire, kCases, record);
  });
  if (!next) return next.error();
  AppendText(wire, kNextPageToken, *next);
  return wire;
}

Result<std::string> Cases::ExportChunk(const v1::ExportCasesRequest& request,
                                       std::uint64_t sequence, std::uint32_t& after_number) const {
  std::string wire;
  wire.reserve(kExportBytes + kPageBytes);
  bool more = true;
  while (wire.empty() && more) {
    more = false;
    std::size_t looked_at = 0;
    std::vector<std::string> changed_since;
    const auto scanned =
        desk_.reader().Scan(store::Kind::kCase, after_number, [&](const store::RecordView& record) {
          after_number = record.number;
          if (record.sequence > sequence) {
            changed_since.emplace_back(record.id);
          } else if (InState(record, request.state())) {
            AppendMessage(wire, kExported, record);
          }
          more = wire.size() >= kExportBytes || changed_since.size() >= kChangedSinceMost ||
                 ++looked_at >= kLookedAtMost;
          return !more;
        });
    if (!scanned) return scanned.error();
    for (const auto& id : changed_since) {
      auto then = desk_.reader().GetAt(id, sequence);
      if (!then) return then.error();
      if (!*then || !InState(store::ViewOf(**then), request.state())) continue;
      AppendMessage(wire, kExported, store::ViewOf(**then));
    }
  }
  return wire;
}

Result<v1::GetEntryResponse> Cases::GetEntry(const v1::GetEntryRequest& request) const {
  auto then = Resolve(desk_, request.moment());
  if (!then) return then.error();
  auto entry = ReadMessage<v1::Entry>(desk_, request.entry_id(), *then, "entry_id");
  if (!entry) return entry.error();
  v1::GetEntryResponse response;
  *response.mutable_entry() = *std::move(entry);
  if (then->as_of) {
    auto stood = record::AsOf(response.entry(), *then->as_of);
    if (!stood) return NotKnownThen("entry_id");
    *response.mutable_entry() = *std::move(stood);
  }
  return response;
}

Result<v1::ListEntriesResponse> Cases::ListEntries(const v1::ListEntriesRequest& request) const {
  auto then = Resolve(desk_, request.moment());
  if (!then) return then.error();
  auto record = ReadRecord(desk_, store::Kind::kCase, request.case_id(), *then, "case_id");
  if (!record) return record.error();
  auto page = then->now ? EntriesNow(desk_, request) : EntriesThen(desk_, request, then->sequence);
  if (!page) return page.error();
  v1::ListEntriesResponse response;
  response.set_next_page_token(page->next_page_token);
  for (const auto& found : page->records) {
    v1::Entry entry;
    if (!entry.ParseFromString(found.body)) return Unreadable();
    if (!then->as_of) {
      *response.add_entries() = std::move(entry);
    } else if (auto stood = record::AsOf(std::move(entry), *then->as_of)) {
      *response.add_entries() = *std::move(stood);
    }
  }
  return response;
}

Result<v1::ListCaseHistoryResponse> Cases::History(
    const v1::ListCaseHistoryRequest& request) const {
  auto record = ReadRecord(desk_, store::Kind::kCase, request.case_id(), {}, "case_id");
  if (!record) return record.error();
  return ReadHistory<v1::ListCaseHistoryResponse>(desk_, request, request.case_id());
}

Result<v1::WatchCasesResponse> Cases::ChangesAfter(const v1::WatchCasesRequest& request,
                                                   std::uint64_t& after) const {
  constexpr std::size_t kRows = 256;
  auto rows = desk_.reader().ReadJournal(after, kRows);
  if (!rows) return rows.error();
  v1::WatchCasesResponse response;
  for (const auto& row : *rows) {
    const bool wanted =
        request.case_ids().empty() ||
        std::any_of(row.subjects.begin(), row.subjects.end(), [&](const std::string& subject) {
          return std::find(request.case_ids().begin(), request.case_ids().end(), subject) !=
                 request.case_ids().end();
        });
    if (wanted) *response.add_changes() = ToChange(row);
    after = row.sequence;
  }
  response.set_sequence(after);
  return response;
}

}  // namespace caseload::app
