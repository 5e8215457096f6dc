// SPDX-License-Identifier: Apache-2.0
// Throws dice for each record; the shares are of the order of the published statistics.
#include "bench/made_up.h"

#include <algorithm>

namespace caseload::bench {
namespace {

std::vector<std::string> CodesInUse(const taxonomy::Packs& packs, std::string_view set) {
  std::vector<std::string> codes;
  for (const auto* code : packs.CodesOf(set)) {
    if (!code->valid_until) codes.push_back(code->code);
  }
  return codes;
}

std::int32_t Days(Dice& dice, std::size_t most) { return static_cast<std::int32_t>(dice.Of(most)); }

}  // namespace

std::string Narrative(std::size_t bytes) {
  static const std::string kSentence =
      "Made-up text: the family was met at home, the child was playing, and what was agreed last "
      "time was looked at. ";
  std::string text;
  text.reserve(bytes + kSentence.size());
  while (text.size() < bytes) text += kSentence;
  text.resize(bytes);
  return text;
}

MadeUp::MadeUp(const taxonomy::Packs& packs)
    : needs_(CodesInUse(packs, "primary_need")),
      factors_(CodesInUse(packs, "assessment_factor")),
      sources_(CodesInUse(packs, "referral_source")),
      closures_(CodesInUse(packs, "closure_reason")) {}

v1::Person MadeUp::Child(Dice& dice, Date day) const {
  v1::Person child;
  auto& name = *child.add_names();
  name.set_forename("Testname" + std::to_string(dice.Of(2'000)));
  name.set_surname("Madeup" + std::to_string(dice.Of(20'000)));
  child.set_born_on(FormatDate(day - Days(dice, 17 * 365)));
  child.set_sex(dice.Percent(50) ? "F" : "M");
  auto& address = *child.add_addresses();
  address.add_lines(std::to_string(1 + dice.Of(200)) + " Nowhere Lane");
  address.set_postcode("ZZ99 3VZ");
  return child;
}

void MadeUp::AddConcerns(Dice& dice, v1::Case& record) const {
  auto& need = *record.add_concerns();
  need.set_basis(v1::CONCERN_BASIS_NEED);
  need.set_code(Pick(dice, needs_));
  need.set_asserted_on(record.referred_on());
  // 1.4 of them on average, so that a case has 2.4 concerns.
  static constexpr int kFactors[] = {0, 0, 1, 1, 1, 2, 2, 2, 2, 3};
  for (int left = kFactors[dice.Of(std::size(kFactors))]; left > 0; --left) {
    auto& factor = *record.add_concerns();
    factor.set_basis(v1::CONCERN_BASIS_FACTOR);
    factor.set_code(Pick(dice, factors_));
    factor.set_asserted_on(record.referred_on());
  }
}

v1::Case MadeUp::Case(Dice& dice, const std::string& child_id, Date referred, Date today) const {
  v1::Case record;
  record.set_child_id(child_id);
  record.set_referred_on(FormatDate(referred));
  record.set_referral_source(Pick(dice, sources_));
  const Date closed = referred + 30 + Days(dice, 300);
  if (dice.Percent(30) && closed < today) {
    record.set_closed_on(FormatDate(closed));
    record.set_closure_reason(Pick(dice, closures_));
  }
  AddConcerns(dice, record);
  // Its id, stamp and tag come on top.
  constexpr std::size_t kStamp = 80;
  const std::size_t bytes = record.ByteSizeLong() + kStamp;
  record.set_note(Narrative(bytes < kCaseBytes ? kCaseBytes - bytes : 0));
  return record;
}

std::vector<v1::Entry> MadeUp::Course(Dice& dice, const std::string& case_id,
                                      const v1::Case& record) const {
  std::vector<v1::Entry> course;
  const Date referred = *ParseDate(record.referred_on());
  const auto add = [&](std::int32_t after, std::int32_t lasts) -> v1::Entry& {
    v1::Entry& entry = course.emplace_back();
    entry.add_case_ids(case_id);
    entry.set_occurred_on(FormatDate(referred + after));
    if (lasts > 0) entry.set_ended_on(FormatDate(referred + after + lasts));
    entry.set_note(Narrative(200));
    return entry;
  };
  const std::size_t chance = dice.Of(100);
  if (chance < 15) add(1, 20 + Days(dice, 40)).mutable_assessment();
  if (chance >= 15 && chance < 22) add(3, 0).mutable_section47_enquiry();
  if (chance >= 22 && chance < 34) add(40, 0).mutable_cin_plan();
  if (chance >= 34 && chance < 38) add(45, 0).mutable_protection_plan();
  if (chance >= 38 && chance < 40) add(60, 0).mutable_looked_after_period();
  return course;
}

v1::Entry MadeUp::Visit(Dice& dice, const std::string& case_id, Date day, std::size_t bytes) const {
  v1::Entry entry;
  entry.add_case_ids(case_id);
  entry.set_occurred_on(FormatDate(day - Days(dice, 20)));
  entry.mutable_visit()->set_child_seen(dice.Percent(90));
  constexpr std::size_t kRest = 150;
  entry.set_note(Narrative(bytes > kRest ? bytes - kRest : 0));
  return entry;
}

v1::ImportUnit MadeUp::Unit(Dice& dice, std::uint64_t number, Date referred, Date today) const {
  const auto key = [&](const char* what) { return "bench/" + std::to_string(number) + "/" + what; };
  const auto from = [&](auto& record, const char* what) {
    record.mutable_source()->set_form("ssd");
    record.mutable_source()->set_key(key(what));
  };
  v1::ImportUnit unit;
  *unit.add_people() = Child(dice, referred);
  from(*unit.mutable_people(0), "child");
  *unit.add_cases() = Case(dice, "key:" + key("child"), referred, today);
  from(*unit.mutable_cases(0), "case");
  v1::Entry& assessment = *unit.add_entries();
  assessment.add_case_ids("key:" + key("case"));
  assessment.set_occurred_on(FormatDate(referred + 1));
  assessment.set_ended_on(FormatDate(referred + 40));
  assessment.mutable_assessment()->set_child_seen(true);
  assessment.set_note(Narrative(500));
  from(assessment, "assessment");
  *unit.add_entries() = Visit(dice, "key:" + key("case"), referred + 60, 650);
  from(*unit.mutable_entries(1), "visit");
  return unit;
}

}  // namespace caseload::bench
