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

  enum ParameterOf : std::uint32_t { kMonths };
  static constexpr std::array kParameters{
      Parameter({.name = "months",
                 .title = "How long a case is open before it is looked at afresh",
                 .unit = "months",
                 .basis = "Local practice"},
                12, 1, 120)};

  explicit LongOpen(const Settings& set) : months_(set.Int(kMonths)) {}

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
             .comparison = CASELOAD_OPERATOR_AT_LEAST,
             .threshold = limit - own.referred,
             .evidence = {Referral(own)}});
  }

 private:
  int months_;
};

}  // namespace

CASELOAD_RULE(LongOpen);
