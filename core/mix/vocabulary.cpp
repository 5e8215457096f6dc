// SPDX-License-Identifier: Apache-2.0
// Names the values of each dimension from the packs.
#include "mix/vocabulary.h"

#include <algorithm>

#include "facts/fact.h"

namespace caseload::mix {
namespace {

using taxonomy::Code;
using taxonomy::Packs;

const Key kUnknownCode{"unknown code", "Recorded with a code that is in no pack"};
const Key kUnmapped{"unmapped", "Recorded with a code that the core taxonomy has no place for"};
const Key kNotRecorded{"", "Not recorded"};

void Name(CodeSlots& slots, std::uint16_t number, std::uint16_t slot) {
  if (slots.of_number.size() <= number) slots.of_number.resize(number + 1U, slots.unknown);
  slots.of_number[number] = slot;
}

// The codes in the order of their set, then the unknown code.
CodeSlots NameCodes(std::span<const Code* const> codes) {
  CodeSlots slots;
  slots.unknown = static_cast<std::uint16_t>(codes.size());
  for (const Code* code : codes) {
    Name(slots, code->number, static_cast<std::uint16_t>(slots.keys.size()));
    slots.keys.push_back({code->code, "", code});
  }
  slots.keys.push_back(kUnknownCode);
  return slots;
}

std::vector<Key> Months() {
  std::vector<Key> keys;
  for (int month = 0; month < kMonthUnknown; ++month) {
    char text[24];
    std::snprintf(text, sizeof text, "%04d-%02d", 1900 + month / 12, month % 12 + 1);
    keys.push_back({text, text});
  }
  keys.push_back(kNotRecorded);
  return keys;
}

}  // namespace

Vocabulary::Vocabulary(const Packs& packs) {
  NameGroups(packs);
  NameBasis(packs, 0, taxonomy::SetOfBasis(v1::CONCERN_BASIS_NEED));
  NameBasis(packs, 1, taxonomy::SetOfBasis(v1::CONCERN_BASIS_FACTOR));
  NameBasis(packs, 2, taxonomy::SetOfBasis(v1::CONCERN_BASIS_CATEGORY_INITIAL));
  NameBasis(packs, 3, taxonomy::SetOfBasis(v1::CONCERN_BASIS_CATEGORY_LATEST));
  NameAny(packs);

  source_ = NameCodes(packs.CodesOf("referral_source"));
  Name(source_, facts::kCodeNotRecorded, static_cast<std::uint16_t>(source_.keys.size()));
  source_.keys.push_back(kNotRecorded);
  closure_ = NameCodes(packs.CodesOf("closure_reason"));
  closure_open_ = static_cast<std::uint16_t>(closure_.keys.size());
  closure_.keys.push_back({"open", "Open"});
  Name(closure_, facts::kCodeNotRecorded, static_cast<std::uint16_t>(closure_.keys.size()));
  closure_.keys.push_back(kNotRecorded);

  const auto at = [this](Column column) -> std::vector<Key>& {
    return keys_[static_cast<std::size_t>(column)];
  };
  at(Column::kTrack) = {{"referral", "Referral"},
                        {"assessment", "Assessment"},
                        {"section47", "Section 47 enquiry"},
                        {"child_in_need", "Child in need plan"},
                        {"child_protection", "Child protection plan"},
                        {"looked_after", "Looked after"}};
  at(Column::kAge) = {{"unborn", "Unborn"},         {"0", "Under 1 year"},
                      {"1-4", "1 to 4 years"},      {"5-9", "5 to 9 years"},
                      {"10-15", "10 to 15 years"},  {"16-17", "16 and 17 years"},
                      {"18+", "18 years or older"}, {"unknown", "Age unknown"}};
  at(Column::kDuration) = {{"0-3m", "3 months or less"},
                           {"3-6m", "More than 3, up to 6 months"},
                           {"6-12m", "More than 6 months, less than 1 year"},
                           {"1-2y", "1 year, less than 2 years"},
                           {"2y+", "2 years or more"},
                           kNotRecorded};
  at(Column::kReReferral) = {{"yes", "Referred again within 12 months"},
                             {"no", "Not referred in the 12 months before"},
                             {"unknown", "Unknown: the history is not complete so far back"}};
  at(Column::kMonth) = Months();
  at(Column::kSource) = source_.keys;
  at(Column::kClosure) = closure_.keys;
}

void Vocabulary::NameGroups(const Packs& packs) {
  std::vector<const Code*> used;
  for (const Code* core : packs.CodesOf("concern")) {
    if (const Code* group = packs.GroupOf(*core)) used.push_back(group);
  }
  for (const Code* core : packs.CodesOf("concern")) {
    if (std::find(used.begin(), used.end(), core) == used.end()) continue;
    groups_.push_back({core->code, "", core});
  }
  group_unknown_ = static_cast<std::uint16_t>(groups_.size());
  groups_.push_back(kUnknownCode);
  group_unmapped_ = static_cast<std::uint16_t>(groups_.size());
  groups_.push_back(kUnmapped);
}

std::uint16_t Vocabulary::GroupSlot(const Packs& packs, const Code* core) const {
  const Code* group = core == nullptr ? nullptr : packs.GroupOf(*core);
  for (std::size_t i = 0; group != nullptr && i < groups_.size(); ++i) {
    if (groups_[i].code == group) return static_cast<std::uint16_t>(i);
  }
  return group_unmapped_;
}

void Vocabulary::NameBasis(const Packs& packs, std::size_t basis, std::string_view set) {
  ConcernSlots& slots = concerns_[basis];
  slots.codes = NameCodes(packs.CodesOf(set));
  for (const Key& key : slots.codes.keys) {
    slots.group.push_back(key.code == nullptr ? group_unknown_
                                              : GroupSlot(packs, packs.CoreOf(*key.code)));
  }
}

void Vocabulary::NameAny(const Packs& packs) {
  ConcernSlots& any = concerns_[BasisIndex(v1::MIX_BASIS_ANY)];
  const auto cores = packs.CodesOf("concern");
  any.codes = NameCodes(cores);
  const auto unmapped = static_cast<std::uint16_t>(any.codes.keys.size());
  any.codes.keys.push_back(kUnmapped);
  for (std::size_t basis = 0; basis + 1 < kBases; ++basis) {
    for (const Key& key : concerns_[basis].codes.keys) {
      if (key.code == nullptr) continue;
      const Code* core = packs.CoreOf(*key.code);
      Name(any.codes, key.code->number, core == nullptr ? unmapped : any.codes.Of(core->number));
    }
  }
  for (const Key& key : any.codes.keys) {
    any.group.push_back(key.code != nullptr ? GroupSlot(packs, key.code) : group_unknown_);
  }
  any.group[unmapped] = group_unmapped_;
}

std::uint16_t MonthSlot(std::int32_t day) {
  static const std::int32_t kFirst = MakeDate({1900, 1, 1})->days;
  static const std::vector<std::uint16_t> kMonths = [] {
    std::vector<std::uint16_t> months;
    const std::int32_t last = MakeDate({2199, 12, 31})->days;
    for (std::int32_t at = kFirst; at <= last; ++at) {
      const CivilDate civil = Civil(Date{at});
      months.push_back(static_cast<std::uint16_t>((civil.year - 1900) * 12 + civil.month - 1));
    }
    return months;
  }();
  const std::int64_t at = static_cast<std::int64_t>(day) - kFirst;
  if (at < 0 || at >= static_cast<std::int64_t>(kMonths.size())) return kMonthUnknown;
  return kMonths[static_cast<std::size_t>(at)];
}

}  // namespace caseload::mix
