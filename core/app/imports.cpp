// SPDX-License-Identifier: Apache-2.0
#include "app/imports.h"

#include "app/delivery.h"
#include "app/reading.h"
#include "base/limits.h"
#include "record/checks.h"

namespace caseload::app {
namespace {

using record::Problems;

// A running import of the same bytes is gone on with, a finished one is not done again.
Result<std::optional<Loaded<v1::Import>>> FindSameDelivery(Draft& draft, const v1::Import& wanted) {
  auto ids = draft.Under(store::Field::kImportByDigest, wanted.form() + ":" + wanted.digest());
  if (!ids) return ids.error();
  if (ids->empty()) return std::optional<Loaded<v1::Import>>();
  auto known = draft.Load<v1::Import>(ids->front(), "import_record.digest");
  if (!known) return known.error();
  return std::optional(*std::move(known));
}

Answer StartAnswer(v1::Import record, bool known_already) {
  return [record = std::move(record), known_already](std::uint64_t) {
    v1::StartImportResponse response;
    *response.mutable_import_record() = record;
    response.set_known_already(known_already);
    return response.SerializeAsString();
  };
}

Error WrongPosition(std::uint64_t accepted) {
  return {v1::ERROR_REASON_IMPORT_POSITION,
          "units must follow on each other: continue after accepted_through",
          {{"units.position", "does not follow on " + std::to_string(accepted)}}};
}

Outcome CheckStart(const v1::Import& wanted) {
  Problems problems;
  const bool known_form =
      wanted.form() == "cin" || wanted.form() == "ssd" || wanted.form() == "csww";
  if (!known_form) problems.Add("import_record.form", "is not one of cin, ssd, csww");
  if (wanted.digest().size() != 64) problems.Add("import_record.digest", "is not a SHA-256 in hex");
  problems.Text("import_record.authority", wanted.authority());
  problems.Text("import_record.edition", wanted.edition());
  problems.Day("import_record.reference_on", wanted.reference_on());
  problems.Day("import_record.history_complete_from_on", wanted.history_complete_from_on());
  return problems.Judge();
}

}  // namespace

template <class Response>
Done Imports::Remembering(Done done) {
  return [this, done = std::move(done)](Result<std::string> answer) {
    Response response;
    if (answer && response.ParseFromString(*answer)) {
      if (auto read = Remember(response.import_record().import_id()); !read) answer = read.error();
    }
    done(std::move(answer));
  };
}

void Imports::Start(const Asking& asking, const v1::StartImportRequest& request, Done done) {
  if (auto wrong = CheckStart(request.import_record()); !wrong) return done(wrong.error());
  const auto decide = [request](Draft& draft) -> Result<Answer> {
    auto known = FindSameDelivery(draft, request.import_record());
    if (!known) return known.error();
    if (*known) {
      v1::Import& record = (*known)->message;
      const std::string& complete_from = request.import_record().history_complete_from_on();
      // Said now of a delivery that came before: the records stay as they are, what is known of
      // them is more.
      if (!complete_from.empty() && complete_from != record.history_complete_from_on()) {
        record.set_history_complete_from_on(complete_from);
        draft.Update(record, record.import_id());
      }
      return StartAnswer(record, true);
    }
    v1::Import record = request.import_record();
    record.set_state(v1::IMPORT_STATE_RUNNING);
    record.set_accepted_through(0);
    record.clear_counts();
    draft.Create(record);
    return StartAnswer(record, false);
  };
  desk_.Change(asking, "imports.start", "", decide,
               Remembering<v1::StartImportResponse>(std::move(done)));
}

void Imports::Send(const std::string& actor, std::shared_ptr<SentUnits> sent, Done done) {
  const v1::SendUnitsRequest& request = sent->request();
  Problems problems;
  problems.NeededId("import_id", request.import_id());
  if (request.units_size() > limits::kUnitsPerMessage) problems.Add("units", "are more than 500");
  for (const auto& unit : request.units()) {
    if (unit.position() == 0) problems.Add("units.position", "counts from 1");
  }
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  Command command;
  command.intent = {actor, "imports.send", "", "", ""};
  command.weight = static_cast<std::size_t>(request.units_size());
  command.decide = [this, sent = std::move(sent)](Draft& draft) { return Keep(draft, *sent); };
  desk_.ledger().Submit(std::move(command), std::move(done));
}

Result<Answer> Imports::Keep(Draft& draft, SentUnits& sent) const {
  const auto taken = sent.Take();
  if (!taken) return taken.error();
  v1::SendUnitsRequest& request = **taken;
  auto running = draft.Load<v1::Import>(request.import_id(), "import_id");
  if (!running) return running.error();
  v1::Import& record = running->message;
  if (record.state() != v1::IMPORT_STATE_RUNNING) {
    return Error{v1::ERROR_REASON_IMPORT_FINISHED, "the import is finished"};
  }
  const std::uint64_t before = record.accepted_through();
  Delivery delivery(draft, desk_.packs(), record);
  if (auto failed = delivery.Expect(*request.mutable_units()); !failed) return failed.error();
  for (v1::ImportUnit& unit : *request.mutable_units()) {
    // Sent again because the acknowledgement was lost: kept already.
    if (unit.position() <= record.accepted_through()) continue;
    if (unit.position() != record.accepted_through() + 1)
      return WrongPosition(record.accepted_through());
    if (auto failed = delivery.Take(unit); !failed) return failed.error();
  }
  if (record.accepted_through() != before) draft.Update(record, request.import_id());
  v1::SendUnitsResponse response;
  response.set_accepted_through(record.accepted_through());
  *response.mutable_counts() = record.counts();
  return Answer([bytes = response.SerializeAsString()](std::uint64_t) { return bytes; });
}

void Imports::Finish(const Asking& asking, const v1::FinishImportRequest& request, Done done) {
  Problems problems;
  problems.NeededId("import_id", request.import_id());
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  const auto decide = [request](Draft& draft) -> Result<Answer> {
    auto running = draft.Load<v1::Import>(request.import_id(), "import_id");
    if (!running) return running.error();
    v1::Import& record = running->message;
    if (record.accepted_through() != request.unit_count())
      return WrongPosition(record.accepted_through());
    if (record.state() != v1::IMPORT_STATE_FINISHED) {
      record.set_state(v1::IMPORT_STATE_FINISHED);
      draft.Update(record, request.import_id());
    }
    v1::FinishImportResponse response;
    *response.mutable_import_record() = record;
    return AnswerWith(std::move(response));
  };
  desk_.Change(asking, "imports.finish", "", decide,
               Remembering<v1::FinishImportResponse>(std::move(done)));
}

Result<v1::GetImportResponse> Imports::Get(const v1::GetImportRequest& request) const {
  auto record = ReadMessage<v1::Import>(desk_, request.import_id(), {}, "import_id");
  if (!record) return record.error();
  v1::GetImportResponse response;
  *response.mutable_import_record() = *std::move(record);
  return response;
}

Result<v1::ListImportsResponse> Imports::List(const v1::ListImportsRequest& request) const {
  store::FindQuery query;
  query.field = store::Field::kOfKind;
  query.value = "import";
  return ListBy<v1::Import>(desk_, request, query, &v1::ListImportsResponse::mutable_imports);
}

Result<v1::ListImportFaultsResponse> Imports::ListFaults(
    const v1::ListImportFaultsRequest& request) const {
  auto record = ReadRecord(desk_, store::Kind::kImport, request.import_id(), {}, "import_id");
  if (!record) return record.error();
  store::FindQuery query;
  query.field = store::Field::kFaultOfImport;
  query.value = request.import_id();
  return ListBy<v1::ImportFault>(desk_, request, query,
                                 &v1::ListImportFaultsResponse::mutable_faults);
}

Outcome Imports::Remember(const std::string& import_id) {
  Statements statements;
  auto found = desk_.reader().Get({&import_id, 1});
  if (!found) return found.error();
  std::optional<store::Record> version = std::move(found->front());
  while (version) {
    v1::Import record;
    if (!record.ParseFromString(version->body)) {
      return Error{v1::ERROR_REASON_INTERNAL, "a stored record cannot be read"};
    }
    // Half a delivery makes no history complete, and a return of workers none of children.
    if (record.state() != v1::IMPORT_STATE_FINISHED || record.form() == "csww") break;
    statements[version->sequence] = ParseDate(record.history_complete_from_on());
    auto former = desk_.reader().GetAt(import_id, version->sequence - 1);
    if (!former) return former.error();
    version = *std::move(former);
  }
  const std::lock_guard lock(mutex_);
  complete_from_[import_id] = std::move(statements);
  return Nothing{};
}

// A delivery that is complete from a day on says nothing against one that is complete from an
// earlier day on.
std::optional<Date> Imports::HistoryCompleteFrom(std::uint64_t sequence) const {
  const std::lock_guard lock(mutex_);
  std::optional<Date> earliest;
  for (const auto& [import_id, statements] : complete_from_) {
    const auto after = statements.upper_bound(sequence);
    if (after == statements.begin()) continue;
    const auto& said = std::prev(after)->second;
    if (said && (!earliest || *said < *earliest)) earliest = said;
  }
  return earliest;
}

Outcome Imports::Recall() {
  v1::ListImportsRequest request;
  request.set_page_size(limits::kPageSizeMost);
  do {
    auto page = List(request);
    if (!page) return page.error();
    for (const auto& record : page->imports()) {
      if (auto read = Remember(record.import_id()); !read) return read;
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return Nothing{};
}

}  // namespace caseload::app
