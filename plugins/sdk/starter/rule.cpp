// SPDX-License-Identifier: Apache-2.0
// Prompts to look at a case that has been open for a long time. Copy this folder and make it yours.
#include <caseload/rule.hpp>

namespace {

using namespace caseload::rule;

class LongOpen {
 public:
  static constexpr About kAbout{.id = "example.long-open",
                                .version = "1.0.0",
                                .title = "Open for a long time",
                                .basis = "Local practice: a case is looked at afresh after a year"};
  enum TextOf : std::uint32_t { kLongOpen, kReferralDayMissing };
  static constexpr std::array kTexts{
      Text("LONG_OPEN", CASELOAD_KIND_PROMPT,
           "Open for {measure} days; worth a fresh look after {threshold}", "days"),
      Text("REFERRAL_DAY_MISSING", CASELOAD_KIND_DATA_GAP,
           "The day of the referral is not recorded, so it cannot be said how long the case has "
           "been open",
           "")};

  explicit LongOpen(Settings& settings)
      : months_(static_cast<int>(settings.Take("months", 12, 1, 120))) {}

  void evaluate(const Case& facts, Findings& out) const {
    const auto& own = facts.own();
    if (!IsRecorded(own.referred)) {
      out.Add({.text = kReferralDayMissing, .evidence = {Referral(own)}});
      return;
    }
    if (!OpenOn(own.referred, own.closed, facts.as_of())) return;
    const Day limit = AddMonths(own.referred, months_);
    if (facts.as_of() < limit) {
      out.LookAgainOn(limit);
      return;
    }
    out.Add({.text = kLongOpen,
             .measure = facts.as_of() - own.referred,
             .threshold = limit - own.referred,
             .evidence = {Referral(own)}});
  }

 private:
  int months_;
};

}  // namespace

CASELOAD_RULE(LongOpen);
