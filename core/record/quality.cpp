// SPDX-License-Identifier: Apache-2.0
#include "record/quality.h"

#include <algorithm>

namespace caseload::record {
namespace {

bool Before(const std::string& earlier, const std::string& later) {
  const auto first = ParseDate(earlier);
  const auto second = ParseDate(later);
  return first && second && *first < *second;
}

bool AfterToday(const std::string& text, Date today) {
  const auto date = ParseDate(text);
  return date && *date > today;
}

bool Overlap(const v1::Case& one, const v1::Case& other) {
  const auto ends_before = [](const v1::Case& a, const v1::Case& b) {
    return !a.closed_on().empty() && a.closed_on() <= b.referred_on();
  };
  return !ends_before(one, other) && !ends_before(other, one);
}

}  // namespace

void Add(Findings& findings, std::string code, std::string field, std::string summary) {
  v1::DataQualityFinding finding;
  finding.set_code(std::move(code));
  finding.set_field(std::move(field));
  finding.set_summary(std::move(summary));
  findings.push_back(std::move(finding));
}

Findings QualityOf(const v1::Person& person, Date today) {
  Findings findings;
  if (Before(person.died_on(), person.born_on())) {
    Add(findings, "BIRTH_AFTER_DEATH", "died_on",
        "The date of death lies before the date of birth.");
  }
  if (AfterToday(person.born_on(), today)) {
    Add(findings, "BORN_IN_THE_FUTURE", "born_on",
        "The date of birth lies in the future: an expected birth belongs in expected_on.");
  }
  if (AfterToday(person.died_on(), today)) {
    Add(findings, "DIED_IN_THE_FUTURE", "died_on", "The date of death lies in the future.");
  }
  return findings;
}

Findings QualityOf(const v1::Case& record, const std::vector<v1::Case>& other_cases, Date today) {
  Findings findings;
  if (Before(record.closed_on(), record.referred_on())) {
    Add(findings, "CLOSED_BEFORE_REFERRAL", "closed_on",
        "The case was closed before it was referred.");
  }
  if (AfterToday(record.referred_on(), today)) {
    Add(findings, "REFERRED_IN_THE_FUTURE", "referred_on", "The referral lies in the future.");
  }
  // Census rules 8805 and 8810: a closure needs its reason, and a reason its closure.
  if (record.closed_on().empty() != record.closure_reason().empty()) {
    Add(findings, "CLOSURE_INCOMPLETE", "closure_reason",
        "A closure needs both its day and its reason.");
  }
  // Census rule 8820: episodes of one child do not overlap, unless one was a referral without
  // further action.
  const bool overlaps =
      std::any_of(other_cases.begin(), other_cases.end(), [&](const v1::Case& other) {
        return other.case_id() != record.case_id() && !other.referral_no_further_action() &&
               !record.referral_no_further_action() && Overlap(record, other);
      });
  if (overlaps) {
    Add(findings, "EPISODES_OVERLAP", "referred_on",
        "The child has another case open at the same time.");
  }
  for (const auto& concern : record.concerns()) {
    if (Before(concern.ended_on(), concern.asserted_on())) {
      Add(findings, "CONCERN_REVERSED", "concerns.ended_on",
          "A concern ends before it was asserted.");
    }
  }
  return findings;
}

Findings QualityOf(const v1::Entry& entry, const std::vector<v1::Case>& cases, Date today) {
  Findings findings;
  if (Before(entry.ended_on(), entry.occurred_on())) {
    Add(findings, "SPAN_REVERSED", "ended_on", "The entry ends before it begins.");
  }
  if (AfterToday(entry.occurred_on(), today)) {
    Add(findings, "IN_THE_FUTURE", "occurred_on", "The entry lies in the future.");
  }
  for (const auto& record : cases) {
    // Census rule 8565: nothing after the closure.
    if (!record.closed_on().empty() && Before(record.closed_on(), entry.occurred_on())) {
      Add(findings, "AFTER_CLOSURE", "occurred_on", "The entry lies after the case was closed.");
    }
    if (Before(entry.occurred_on(), record.referred_on())) {
      Add(findings, "BEFORE_REFERRAL", "occurred_on",
          "The entry lies before the case was referred.");
    }
  }
  return findings;
}

}  // namespace caseload::record
