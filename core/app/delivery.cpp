// SPDX-License-Identifier: Apache-2.0
#include "app/delivery.h"

#include <google/protobuf/descriptor.h>

#include "base/limits.h"
#include "record/merge.h"
#include "record/stamp.h"

namespace caseload::app {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::RepeatedPtrField;

constexpr std::string_view kKeyMark = "key:";

bool IsKey(std::string_view text) { return text.starts_with(kKeyMark); }

}  // namespace

Result<std::optional<std::string>> Delivery::IdOfKey(const std::string& key) {
  const auto known = ids_of_keys_.find(key);
  if (known != ids_of_keys_.end()) return std::optional(known->second);
  auto ids = draft_.Under(store::Field::kSourceKey, key, 1);
  if (!ids) return ids.error();
  if (ids->empty()) return std::optional<std::string>();
  ids_of_keys_.emplace(key, ids->front());
  return std::optional(std::move(ids->front()));
}

template <class Record>
Outcome Delivery::Assign(RepeatedPtrField<Record>& records) {
  for (auto& delivered : records) {
    if (delivered.source().key().empty()) {
      return Error{v1::ERROR_REASON_FIELDS_INVALID,
                   "a record of an import needs a source key",
                   {{"units.source.key", "is required"}}};
    }
    auto id = IdOfKey(delivered.source().key());
    if (!id) return id.error();
    if (!*id) ids_of_keys_.emplace(delivered.source().key(), draft_.NewId());
  }
  return Nothing{};
}

Outcome Delivery::ResolveText(std::string& text, const std::string& name,
                              const v1::Source& source) {
  const std::string key = text.substr(kKeyMark.size());
  auto id = IdOfKey(key);
  if (!id) return id.error();
  if (*id) {
    text = **id;
  } else {
    AddFault("UNRESOLVED_REFERENCE", source, name, key,
             "The record named here was in no delivery.");
    text.clear();
  }
  return Nothing{};
}

Outcome Delivery::Resolve(Message& message, const v1::Source& source) {
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> set;
  reflection.ListFields(message, &set);
  for (const auto* field : set) {
    const bool text = field->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
    const bool nested = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
                        field->message_type() != v1::Source::descriptor();
    if (!text && !nested) continue;
    const int size = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < size; ++i) {
      if (nested) {
        auto& inner = field->is_repeated() ? *reflection.MutableRepeatedMessage(&message, field, i)
                                           : *reflection.MutableMessage(&message, field);
        if (auto failed = Resolve(inner, source); !failed) return failed;
        continue;
      }
      std::string value = field->is_repeated() ? reflection.GetRepeatedString(message, field, i)
                                               : reflection.GetString(message, field);
      if (!IsKey(value)) continue;
      if (auto failed = ResolveText(value, field->name(), source); !failed) return failed;
      if (field->is_repeated()) {
        reflection.SetRepeatedString(&message, field, i, value);
      } else {
        reflection.SetString(&message, field, value);
      }
    }
  }
  return Nothing{};
}

template <class Record>
Outcome Delivery::KeepOne(Record& delivered, const std::string& id) {
  delivered.mutable_source()->set_import_id(import_.import_id());
  if (auto failed = Resolve(delivered, delivered.source()); !failed) return failed;
  CheckCodes(delivered);
  auto& counts = *import_.mutable_counts();
  const store::Record* known = draft_.Find(id);
  if (known == nullptr) {
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
  record::MergeDelivered(merged, delivered);
  if (record::SaysTheSame(merged, kept->message)) {
    counts.set_unchanged(counts.unchanged() + 1);
    return Nothing{};
  }
  SignConcerns(merged);
  draft_.Update(merged, id);
  counts.set_changed(counts.changed() + 1);
  return Nothing{};
}

template <class Record>
Outcome Delivery::Keep(RepeatedPtrField<Record>& records) {
  for (auto& delivered : records) {
    const std::string id = ids_of_keys_.at(delivered.source().key());
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
  }
}

void Delivery::CheckCode(const v1::Source& source, const char* name, std::string_view set,
                         const std::string& code, const std::string& used_on) {
  if (code.empty()) return;
  const taxonomy::Code* known = packs_.Find(set, code);
  if (known == nullptr) {
    AddFault("UNKNOWN_CODE", source, name, code,
             "The code is not in the code set; it is kept as it came.");
    return;
  }
  const auto day = ParseDate(used_on);
  if (day && !taxonomy::Packs::ValidOn(*known, *day)) {
    AddFault("CODE_OUT_OF_VALIDITY", source, name, code,
             "The code was not in use on that day; it is kept as it came.");
  }
}

void Delivery::CheckCodes(const v1::Person& person) {
  const v1::Source& source = person.source();
  // Returns up to 2024 gave GenderCurrent in this place.
  const bool either = packs_.Find("gender_current", person.sex()) != nullptr;
  if (!either) CheckCode(source, "sex", "sex", person.sex(), "");
  CheckCode(source, "ethnicity", "ethnicity", person.ethnicity(), "");
  CheckCode(source, "upn_unknown_reason", "upn_unknown_reason", person.upn_unknown_reason(), "");
  for (const auto& code : person.disabilities())
    CheckCode(source, "disabilities", "disability", code, "");
}

void Delivery::CheckCodes(const v1::Case& record) {
  const v1::Source& source = record.source();
  CheckCode(source, "referral_source", "referral_source", record.referral_source(),
            record.referred_on());
  CheckCode(source, "closure_reason", "closure_reason", record.closure_reason(),
            record.closed_on());
  for (const auto& concern : record.concerns()) {
    CheckCode(source, "concerns", taxonomy::SetOfBasis(concern.basis()), concern.code(),
              concern.asserted_on());
  }
}

void Delivery::AddFault(v1::ImportFault fault) {
  auto& counts = *import_.mutable_counts();
  counts.set_faults(counts.faults() + 1);
  if (fault.value().size() > limits::kFaultValueBytes)
    fault.mutable_value()->resize(limits::kFaultValueBytes);
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

Outcome Delivery::Take(v1::ImportUnit& unit) {
  Count(unit);
  Outcome done = Nothing{};
  const auto each = [&](auto&& step) {
    done = step(*unit.mutable_teams());
    if (done) done = step(*unit.mutable_workers());
    if (done) done = step(*unit.mutable_absences());
    if (done) done = step(*unit.mutable_people());
    if (done) done = step(*unit.mutable_relationships());
    if (done) done = step(*unit.mutable_families());
    if (done) done = step(*unit.mutable_cases());
    if (done) done = step(*unit.mutable_entries());
    if (done) done = step(*unit.mutable_allocations());
  };
  each([this](auto& records) { return Assign(records); });
  if (done) each([this](auto& records) { return Keep(records); });
  if (!done) return done;
  for (auto& fault : *unit.mutable_faults()) AddFault(std::move(fault));
  import_.set_accepted_through(unit.position());
  return Nothing{};
}

}  // namespace caseload::app
