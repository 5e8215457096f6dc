// SPDX-License-Identifier: Apache-2.0
#include "app/delivery.h"

#include "base/limits.h"
#include "record/corrections.h"
#include "record/merge.h"
#include "record/quality.h"
#include "record/stamp.h"

namespace caseload::app {
namespace {

using google::protobuf::RepeatedPtrField;

// The unit's records kind by kind: those that others name come first.
template <class Step>
Outcome EachKind(v1::ImportUnit& unit, const Step& step) {
  Outcome done = step(*unit.mutable_teams());
  if (done) done = step(*unit.mutable_workers());
  if (done) done = step(*unit.mutable_absences());
  if (done) done = step(*unit.mutable_people());
  if (done) done = step(*unit.mutable_relationships());
  if (done) done = step(*unit.mutable_families());
  if (done) done = step(*unit.mutable_cases());
  if (done) done = step(*unit.mutable_entries());
  if (done) done = step(*unit.mutable_allocations());
  return done;
}

// At most so many bytes, and no half of a character.
void CutText(std::string& text) {
  if (text.size() <= limits::kFaultValueBytes) return;
  constexpr unsigned char kContinues = 0x80;
  std::size_t end = limits::kFaultValueBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == kContinues) --end;
  text.resize(end);
}

}  // namespace

template <class Record>
Outcome Delivery::KeepOne(Record& delivered, const std::string& id) {
  delivered.mutable_source()->set_import_id(import_.import_id());
  if (auto failed = keys_.Resolve(delivered, delivered.source()); !failed) return failed;
  ListCodeFaults(delivered);
  auto& counts = *import_.mutable_counts();
  // An id made for this very record is not looked for in the store.
  const auto known = keys_.TakeNew(id) ? std::nullopt : draft_.Find(id);
  if (!known) {
    SignConcerns(delivered);
    draft_.CreateAs(delivered, id);
    counts.set_created(counts.created() + 1);
    return Nothing{};
  }
  if (known->kind != KindOf<Record>()) {
    return Error{v1::ERROR_REASON_SOURCE_KEY_REUSED,
                 "one source key names two kinds of record",
                 {{"units.source.key", "names a record of another kind"}}};
  }
  auto kept = draft_.Load<Record>(id, "units.source.key");
  if (!kept) return kept.error();
  Record merged = kept->message;
  Merge(merged, delivered);
  if (record::SaysTheSame(merged, kept->message)) {
    counts.set_unchanged(counts.unchanged() + 1);
    return Nothing{};
  }
  SignConcerns(merged);
  draft_.UpdateDelivered(merged, id);
  counts.set_changed(counts.changed() + 1);
  return Nothing{};
}

template <class Record>
Outcome Delivery::Keep(RepeatedPtrField<Record>& records) {
  for (auto& delivered : records) {
    const std::string id = keys_.IdOf(delivered);
    if (auto failed = KeepOne(delivered, id); !failed) return failed;
  }
  return Nothing{};
}

void Delivery::SignConcerns(v1::Case& record) {
  for (auto& concern : *record.mutable_concerns()) {
    if (!concern.concern_id().empty()) continue;
    concern.set_concern_id(draft_.NewId());
    concern.set_recorded_by(draft_.actor());
    concern.mutable_recorded_at()->set_seconds(draft_.now().micros / 1'000'000);
    concern.mutable_recorded_at()->set_nanos(
        static_cast<std::int32_t>(draft_.now().micros % 1'000'000) * 1000);
  }
}

template <class Record>
void Delivery::ListCodeFaults(const Record& delivered) {
  EachCode(delivered, [&](const UsedCode& used) {
    const auto remark = Remark(packs_, used);
    if (remark) AddFault(remark->code, delivered.source(), used.field, used.code, remark->summary);
  });
}

// Two kinds that hold no codes.
template <>
void Delivery::ListCodeFaults(const v1::Team&) {}
template <>
void Delivery::ListCodeFaults(const v1::Family&) {}
template <>
void Delivery::ListCodeFaults(const v1::Relationship& link) {
  const UsedCode used{"kind", "relationship", link.kind(), ""};
  if (const auto remark = Remark(packs_, used)) {
    AddFault(remark->code, link.source(), used.field, used.code, remark->summary);
  }
}

void Delivery::AddFault(v1::ImportFault fault) {
  auto& counts = *import_.mutable_counts();
  counts.set_faults(counts.faults() + 1);
  CutText(*fault.mutable_value());
  draft_.CreateFault(fault, import_.import_id(), static_cast<std::int64_t>(counts.faults()));
}

void Delivery::AddFault(const char* code, const v1::Source& source, const std::string& name,
                        const std::string& value, std::string summary) {
  v1::ImportFault fault;
  fault.set_code(code);
  fault.set_path(source.path());
  fault.set_line(source.line());
  fault.set_name(name);
  fault.set_value(value);
  fault.set_summary(std::move(summary));
  AddFault(std::move(fault));
}

bool Delivery::IsNewer(const google::protobuf::Message& kept) {
  const v1::Source* source = record::SourceOf(kept);
  if (source == nullptr || source->import_id().empty() ||
      source->import_id() == import_.import_id())
    return false;
  auto last = draft_.Load<v1::Import>(source->import_id(), "source.import_id");
  return last && !import_.reference_on().empty() &&
         last->message.reference_on() > import_.reference_on();
}

template <class Record>
Record Delivery::WithCorrections(Record& kept, Record delivered) {
  for (const auto& one : record::KeepCorrections(kept, delivered)) {
    AddFault(one.source_wins ? "CORRECTION_REPLACED" : "CORRECTION_STANDS", delivered.source(),
             one.field, "",
             one.source_wins
                 ? "A person had corrected this; the source now says something new, which counts."
                 : "A person has corrected this, which stands; the source says something else.");
  }
  return delivered;
}

template <class Record>
void Delivery::Merge(Record& kept, const Record& delivered) {
  if (IsNewer(kept)) {
    record::FillFromOlder(kept, delivered);
  } else {
    record::MergeDelivered(kept, WithCorrections(kept, delivered));
  }
}

void Delivery::Merge(v1::Case& kept, const v1::Case& delivered) {
  if (IsNewer(kept)) {
    record::FillFromOlder(kept, delivered);
  } else {
    record::MergeDelivered(kept, WithCorrections(kept, delivered), entries_delivered_);
  }
}

// Against the child's other cases that were kept before; the reader has compared those of the unit.
void Delivery::ListOverlaps(const v1::ImportUnit& unit) {
  std::set<std::string> own;
  for (const auto& record : unit.cases()) own.insert(keys_.IdOf(record));
  for (const auto& record : unit.cases()) {
    auto ids = draft_.Under(store::Field::kCaseOfChild, record.child_id());
    if (!ids) continue;
    std::vector<v1::Case> others;
    for (const auto& id : *ids) {
      if (own.contains(id)) continue;
      auto other = draft_.Load<v1::Case>(id, "case_id");
      if (other) others.push_back(std::move(other->message));
    }
    for (const auto& finding : record::QualityOf(record, others, draft_.today())) {
      if (finding.code() == "EPISODES_OVERLAP") {
        AddFault("EPISODES_OVERLAP", record.source(), finding.field(), record.referred_on(),
                 finding.summary());
      }
    }
  }
}

void Delivery::Count(const v1::ImportUnit& unit) {
  auto& counts = *import_.mutable_counts();
  const auto plus = [](std::uint64_t sum, int more) {
    return sum + static_cast<std::uint64_t>(more);
  };
  counts.set_people(plus(counts.people(), unit.people_size()));
  counts.set_cases(plus(counts.cases(), unit.cases_size()));
  counts.set_entries(plus(counts.entries(), unit.entries_size()));
  counts.set_workers(plus(counts.workers(), unit.workers_size()));
  counts.set_teams(plus(counts.teams(), unit.teams_size()));
  counts.set_allocations(plus(counts.allocations(), unit.allocations_size()));
  counts.set_relationships(
      plus(counts.relationships(), unit.relationships_size() + unit.families_size()));
  counts.set_absences(plus(counts.absences(), unit.absences_size()));
  for (const auto& person : unit.people())
    counts.set_disabilities(plus(counts.disabilities(), person.disabilities_size()));
  for (const auto& record : unit.cases())
    counts.set_concerns(plus(counts.concerns(), record.concerns_size()));
}

Outcome Delivery::Expect(RepeatedPtrField<v1::ImportUnit>& units) {
  std::vector<std::string_view> keys;
  for (auto& unit : units) {
    const auto noted = EachKind(unit, [&keys](const auto& records) -> Outcome {
      for (const auto& record : records) keys.push_back(record.source().key());
      return Nothing{};
    });
    if (!noted) return noted;
  }
  return keys_.LookUp(keys);
}

Outcome Delivery::Take(v1::ImportUnit& unit) {
  Count(unit);
  const auto assigned = EachKind(unit, [this](auto& records) { return keys_.Assign(records); });
  if (!assigned) return assigned;
  entries_delivered_.clear();
  for (const auto& entry : unit.entries()) entries_delivered_.insert(keys_.IdOf(entry));
  const auto kept = EachKind(unit, [this](auto& records) { return Keep(records); });
  if (!kept) return kept;
  ListOverlaps(unit);
  for (auto& fault : *unit.mutable_faults()) AddFault(std::move(fault));
  import_.set_accepted_through(unit.position());
  return Nothing{};
}

}  // namespace caseload::app
