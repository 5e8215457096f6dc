// SPDX-License-Identifier: Apache-2.0
// One made-up family as plain values: what happened to its children, before anybody writes it down
// in a form.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "exchange/authority_day.h"

namespace caseload::exchange {

struct AssessmentLife {
  Day started = kNoDay;
  Day authorised = kNoDay;
  std::vector<std::uint8_t> factors;  // places in AuthorityFactors(); none: code 21
  std::optional<bool> seen;
};

struct EnquiryLife {
  Day started = kNoDay;
  Day target = kNoDay;
  Day conference = kNoDay;  // kNoDay: none was required
  bool plan_decided = false;
};

struct SpanLife {
  Day from = kNoDay;
  Day until = kNoDay;
};

struct ReviewLife {
  Day due = kNoDay;
  Day held = kNoDay;
};

struct ProtectionLife {
  SpanLife span;
  std::uint8_t initial = 0;  // places in CategoryShares()
  std::uint8_t latest = 0;
  std::uint32_t previous = 0;
  std::vector<ReviewLife> reviews;
};

struct VisitLife {
  Day day = kNoDay;
  std::int32_t protection = -1;  // which plan; -1: under the CIN plan
  std::optional<bool> seen, alone, bedroom;
};

enum class Course : std::uint8_t { kNoFurtherAction, kNotInNeed, kInNeed };

struct EpisodeLife {
  Day referred = kNoDay;
  Day closed = kNoDay;
  Course course = Course::kInNeed;
  std::uint8_t need = 0;
  std::uint8_t source = 0;
  const char* reason = "";
  std::uint32_t team = 0;
  std::uint32_t worker = 0;
  std::vector<AssessmentLife> assessments;
  std::vector<EnquiryLife> enquiries;
  std::vector<SpanLife> cin_plans;
  std::vector<ProtectionLife> protections;
  std::vector<VisitLife> visits;
};

struct AllocationLife {
  std::size_t episode = 0;
  std::uint32_t worker = 0;
  std::uint32_t team = 0;
  SpanLife span;
  const char* end_reason = "";
  bool social_worker = true;
};

struct MissingLife {
  SpanLife span;
  bool away = false;
  bool offered = false;
  bool accepted = false;
};

struct ContactLife {
  Day day = kNoDay;
  std::uint8_t source = 0;
  bool referral = false;
};

struct ChildLife {
  std::uint64_t number = 0;
  std::uint8_t forename = 0;
  std::uint8_t ethnicity = 0;
  char sex = 'U';
  Day born = kNoDay;
  Day expected = kNoDay;
  Day died = kNoDay;
  std::vector<std::uint8_t> disabilities;
  std::vector<EpisodeLife> episodes;  // the earliest first
  std::vector<SpanLife> looked_after;
  std::vector<MissingLife> missing;
  std::vector<ContactLife> contacts;
  std::vector<AllocationLife> allocations;
};

struct FamilyLife {
  std::uint64_t number = 0;
  std::uint8_t surname = 0;
  std::uint8_t mother_forename = 0;
  std::uint8_t ethnicity = 0;
  bool under_strain = false;
  std::uint64_t household_factors = 0;  // bits by place in AuthorityFactors()
  std::uint32_t team = 0;
  Day mother_born = kNoDay;
  std::vector<ChildLife> children;
};

}  // namespace caseload::exchange
