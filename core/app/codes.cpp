// SPDX-License-Identifier: Apache-2.0
#include "app/codes.h"

#include "base/date.h"

namespace caseload::app {

void EachCode(const v1::Person& person, const TakeCode& take) {
  // Returns up to 2024 gave GenderCurrent in this place.
  take({"sex", "sex", person.sex(), "", "gender_current"});
  take({"ethnicity", "ethnicity", person.ethnicity(), ""});
  take({"upn_unknown_reason", "upn_unknown_reason", person.upn_unknown_reason(), ""});
  for (const auto& code : person.disabilities()) take({"disabilities", "disability", code, ""});
}

void EachCode(const v1::Case& record, const TakeCode& take) {
  take({"referral_source", "referral_source", record.referral_source(), record.referred_on()});
  take({"closure_reason", "closure_reason", record.closure_reason(), record.closed_on()});
  for (const auto& concern : record.concerns()) {
    // An assertion without a day was made no earlier than the referral.
    const std::string& day =
        concern.asserted_on().empty() ? record.referred_on() : concern.asserted_on();
    take({"concerns.code", taxonomy::SetOfBasis(concern.basis()), concern.code(), day});
  }
}

void EachCode(const v1::Entry& entry, const TakeCode& take) {
  const std::string& day = entry.occurred_on();
  if (entry.has_contact())
    take({"contact.source_code", "referral_source", entry.contact().source_code(), day});
  if (entry.has_review())
    take({"review.participation", "participation", entry.review().participation(), day});
  if (entry.has_looked_after_period()) {
    const auto& period = entry.looked_after_period();
    take({"looked_after_period.need", "primary_need", period.need(), day});
    take({"looked_after_period.start_reason", "looked_after_start_reason", period.start_reason(),
          day});
    take({"looked_after_period.end_reason", "looked_after_end_reason", period.end_reason(),
          entry.ended_on()});
  }
  if (entry.has_placement()) {
    take({"placement.kind", "placement_kind", entry.placement().kind(), day});
    take({"placement.provider", "placement_provider", entry.placement().provider(), day});
  }
  if (entry.has_missing_episode())
    take({"missing_episode.kind", "missing_kind", entry.missing_episode().kind(), day});
}

void EachCode(const v1::Worker& worker, const TakeCode& take) {
  take({"role", "worker_role", worker.role(), ""});
}

void EachCode(const v1::Allocation& allocation, const TakeCode& take) {
  take({"end_reason", "worker_change_reason", allocation.end_reason(), allocation.until_on()});
}

void EachCode(const v1::Absence& absence, const TakeCode& take) {
  take({"reason", "absence_reason", absence.reason(), ""});
}

std::optional<CodeRemark> Remark(const taxonomy::Packs& packs, const UsedCode& used) {
  if (used.code.empty()) return std::nullopt;
  const taxonomy::Code* known = packs.Find(used.set, used.code);
  if (known == nullptr && !used.or_set.empty()) known = packs.Find(used.or_set, used.code);
  if (known == nullptr) {
    return CodeRemark{"UNKNOWN_CODE", "The code is not in its code set; it is kept as it came."};
  }
  const auto day = ParseDate(used.used_on);
  if (day && !taxonomy::Packs::ValidOn(*known, *day)) {
    return CodeRemark{"CODE_OUT_OF_VALIDITY",
                      "The code was not in use on that day; it is kept as it came."};
  }
  return std::nullopt;
}

}  // namespace caseload::app
