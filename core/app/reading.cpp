// SPDX-License-Identifier: Apache-2.0
#include "app/reading.h"

#include <google/protobuf/util/time_util.h>

#include <unordered_set>

namespace caseload::app {
namespace {

using google::protobuf::util::TimeUtil;

void AppendVarint(std::string& wire, std::uint64_t value) {
  while (value >= 0x80) {
    wire += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  wire += static_cast<char>(value);
}

void AppendTag(std::string& wire, int number) {
  constexpr unsigned kLengthDelimited = 2;
  AppendVarint(wire, (static_cast<unsigned>(number) << 3) | kLengthDelimited);
}

}  // namespace

Result<Then> Resolve(const Desk& desk, const v1::Moment& moment) {
  Then then;
  if (!moment.as_of_on().empty()) {
    then.as_of = ParseDate(moment.as_of_on());
    if (!then.as_of) {
      return Error{
          v1::ERROR_REASON_FIELDS_INVALID,
          "moment.as_of_on is not a day of the form YYYY-MM-DD between 1900 and 2199",
          {{"moment.as_of_on", "is not a day of the form YYYY-MM-DD between 1900 and 2199"}}};
    }
  }
  if (!moment.has_known_at()) return then;
  const auto& known = moment.known_at();
  if (known.seconds() < TimeUtil::kTimestampMinSeconds ||
      known.seconds() > TimeUtil::kTimestampMaxSeconds || known.nanos() < 0 ||
      known.nanos() > 999'999'999) {
    return Error{v1::ERROR_REASON_FIELDS_INVALID,
                 "moment.known_at is no instant",
                 {{"moment.known_at", "is no instant"}}};
  }
  auto sequence = desk.reader().SequenceAt({TimeUtil::TimestampToMicroseconds(known)});
  if (!sequence) return sequence.error();
  then.now = false;
  then.sequence = *sequence;
  return then;
}

Result<store::Record> ReadRecord(const Desk& desk, store::Kind kind, const std::string& id,
                                 const Then& then, const std::string& field) {
  if (!LooksLikeId(id)) return Draft::Missing(field);
  auto found = desk.reader().Get(std::span(&id, 1));
  if (!found) return found.error();
  auto& current = (*found)[0];
  if (!current || current->kind != kind) return Draft::Missing(field);
  if (then.now || current->sequence <= then.sequence) return std::move(*current);
  auto former = desk.reader().GetAt(id, then.sequence);
  if (!former) return former.error();
  if (!*former) {
    return Error{v1::ERROR_REASON_NOT_KNOWN_THEN,
                 "the record was not known at that moment",
                 {{field, "was not known at that moment"}}};
  }
  return std::move(**former);
}

Result<std::string> EachOnPage(const Desk& desk, const google::protobuf::Message& request,
                               store::FindQuery query,
                               const std::function<void(const store::RecordView&)>& take) {
  auto size = Pager::Size(request);
  if (!size) return size.error();
  auto after = desk.pager().OpenTerm(request, query.field);
  if (!after) return after.error();
  query.after = std::move(*after);
  query.limit = *size + 1;
  std::size_t rows = 0;
  bool more = false;
  store::Term last{query.field, "", 0, ""};
  // A person found by forename and surname alike stands twice under one beginning, and once on the
  // page.
  std::unordered_set<std::uint64_t> seen;
  const auto found = desk.reader().FindRecords(query, [&](const store::FoundView& row) {
    more = ++rows > *size;
    if (more) return;
    if (last.value != row.value) last.value = row.value;
    last.order = row.order;
    last.target = row.record.id;
    if (!query.prefix || seen.insert(row.record.sequence).second) take(row.record);
  });
  if (!found) return found.error();
  return more ? desk.pager().SealTerm(request, last) : std::string();
}

Result<Page> ReadPage(const Desk& desk, const google::protobuf::Message& request,
                      store::FindQuery query) {
  Page page;
  auto next = EachOnPage(desk, request, std::move(query), [&](const store::RecordView& record) {
    page.records.push_back(record.Copy());
  });
  if (!next) return next.error();
  page.next_page_token = *std::move(next);
  return page;
}

std::string KindName(store::Kind kind) {
  switch (kind) {
    case store::Kind::kPerson:
      return "person";
    case store::Kind::kRelationship:
      return "relationship";
    case store::Kind::kFamily:
      return "family";
    case store::Kind::kCase:
      return "case";
    case store::Kind::kEntry:
      return "entry";
    case store::Kind::kWorker:
      return "worker";
    case store::Kind::kTeam:
      return "team";
    case store::Kind::kAllocation:
      return "allocation";
    case store::Kind::kAbsence:
      return "absence";
    case store::Kind::kImport:
      return "import";
    case store::Kind::kImportFault:
      return "import_fault";
    case store::Kind::kRulePackage:
      return "rule_package";
    case store::Kind::kRuleVersion:
      return "rule_version";
    case store::Kind::kSigningKey:
      return "signing_key";
    case store::Kind::kRuleDecision:
      return "rule_decision";
    case store::Kind::kCaseFinding:
      return "finding";
    case store::Kind::kKeptRuleSet:
      return "rule_set";
    case store::Kind::kDecisionProgress:
      return "decision_progress";
    case store::Kind::kCaseVignette:
      return "case_vignette";
  }
  return "unknown";
}

v1::Change ToChange(const store::JournalRow& row) {
  v1::Change change;
  change.set_sequence(row.sequence);
  *change.mutable_recorded_at() = TimeUtil::MicrosecondsToTimestamp(row.recorded_at.micros);
  change.set_actor(row.actor);
  change.set_action(row.action);
  change.set_because(row.because);
  change.set_record_kind(KindName(row.kind));
  change.set_record_id(row.record_id);
  change.set_version(row.version);
  return change;
}

void AppendMessage(std::string& wire, int number, const store::RecordView& record) {
  AppendTag(wire, number);
  AppendVarint(wire, record.body.size() + record.protected_body.size());
  wire += record.body;
  wire += record.protected_body;
}

void AppendText(std::string& wire, int number, const std::string& text) {
  if (text.empty()) return;
  AppendTag(wire, number);
  AppendVarint(wire, text.size());
  wire += text;
}

}  // namespace caseload::app
