// SPDX-License-Identifier: Apache-2.0
#include "bench/made_up.h"

#include "bench/authority.h"

namespace caseload::bench {

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

MadeUp::MadeUp(const std::filesystem::path& folder) {
  exchange::AuthorityPlan plan;
  plan.open_children = 50;
  Authority authority(plan, folder, "visits");
  while (auto unit = authority.Next()) {
    for (v1::Entry& entry : *unit->mutable_entries()) {
      if (!entry.has_visit()) continue;
      // Of another child's plan, and of a file that this visit is not in.
      entry.mutable_visit()->clear_plan_entry_id();
      entry.clear_source();
      entry.clear_case_ids();
      entry.clear_person_ids();
      visits_.push_back(entry);
    }
  }
}

v1::Entry MadeUp::Visit(Dice& dice, const std::string& case_id, Date day, std::size_t bytes) const {
  v1::Entry entry = visits_[dice.Of(visits_.size())];
  entry.add_case_ids(case_id);
  entry.set_occurred_on(FormatDate(day - static_cast<std::int32_t>(dice.Of(20))));
  // Its id, stamp and tag come on top.
  constexpr std::size_t kStamp = 90;
  const std::size_t rest = entry.ByteSizeLong() + kStamp;
  entry.set_note(Narrative(bytes > rest ? bytes - rest : 0));
  return entry;
}

}  // namespace caseload::bench
