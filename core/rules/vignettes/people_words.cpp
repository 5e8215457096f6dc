// SPDX-License-Identifier: Apache-2.0
#include "rules/vignettes/people_words.h"

#include <algorithm>

#include "rules/vignettes/entry_words.h"

namespace caseload::rules {
namespace {

template <class Read>
bool Rest(const std::vector<std::string>& parts, Read&& read) {
  return !parts.empty() && std::all_of(parts.begin() + 1, parts.end(), read);
}

// "from DAY" and "until DAY" of anything that has both.
template <class Record>
bool ReadTime(const std::string& part, Record& record) {
  if (const auto from = AfterWord(part, "from")) {
    record.set_from_on(*from);
  } else if (const auto until = AfterWord(part, "until")) {
    record.set_until_on(*until);
  } else {
    return false;
  }
  return true;
}

bool IsDay(const std::string& text) { return ParseDate(text).has_value(); }

}  // namespace

bool ReadPerson(const std::string& text, v1::Person& person) {
  const auto parts = Parts(text);
  return !parts.empty() && std::all_of(parts.begin(), parts.end(), [&](const auto& part) {
    const auto born = AfterWord(part, "born");
    const auto expected = AfterWord(part, "expected");
    const auto died = AfterWord(part, "died");
    if (born && IsDay(*born)) {
      person.set_born_on(*born);
    } else if (expected && IsDay(*expected)) {
      person.set_expected_on(*expected);
    } else if (died && IsDay(*died)) {
      person.set_died_on(*died);
    } else {
      return part == "day of birth not recorded";
    }
    return true;
  });
}

bool ReadLink(const std::string& text, v1::Relationship& link) {
  const auto parts = Parts(text);
  const auto blank = parts.empty() ? std::string::npos : parts[0].find(' ');
  if (blank == std::string::npos) return false;
  link.set_kind(parts[0].substr(0, blank));
  link.set_person_id(parts[0].substr(blank + 1));
  link.set_related_person_id("child");
  return Rest(parts, [&](const auto& part) { return ReadTime(part, link); });
}

bool ReadConcern(const std::string& text, v1::Concern& concern, std::string& case_id) {
  const auto parts = Parts(text);
  if (parts.empty()) return false;
  const auto in = parts[0].find(" in ");
  const auto blank = parts[0].find(' ');
  if (in == std::string::npos || blank >= in) return false;
  case_id = parts[0].substr(in + 4);
  concern.set_code(parts[0].substr(blank + 1, in - blank - 1));
  const std::string basis = parts[0].substr(0, blank);
  concern.set_basis(basis == "need"       ? v1::CONCERN_BASIS_NEED
                    : basis == "factor"   ? v1::CONCERN_BASIS_FACTOR
                    : basis == "category" ? v1::CONCERN_BASIS_CATEGORY_LATEST
                    : basis == "worker"   ? v1::CONCERN_BASIS_WORKER
                                          : v1::CONCERN_BASIS_UNSPECIFIED);
  const bool read = Rest(parts, [&](const auto& part) {
    if (const auto on = AfterWord(part, "on")) {
      concern.set_asserted_on(*on);
    } else if (const auto until = AfterWord(part, "until")) {
      concern.set_ended_on(*until);
    } else if (const auto entry = AfterWord(part, "with")) {
      concern.set_entry_id(*entry);
    } else if (part == "about another") {
      concern.set_about_person_id("another");
    } else if (const auto known = AfterWord(part, "recorded")) {
      return SetRecorded(*known, *concern.mutable_recorded_at());
    } else {
      return false;
    }
    return true;
  });
  return read && concern.basis() != v1::CONCERN_BASIS_UNSPECIFIED;
}

bool ReadWorker(const std::string& text, v1::Worker& worker) {
  const auto parts = Parts(text);
  const auto team = parts.empty() ? std::nullopt : AfterWord(parts[0], "in team");
  if (!team) return false;
  worker.set_team_id(*team);
  return Rest(parts, [&](const auto& part) {
    const auto percent = part.find(" percent");
    if (const auto from = AfterWord(part, "from")) {
      worker.set_role_started_on(*from);
    } else if (const auto until = AfterWord(part, "until")) {
      worker.set_role_ended_on(*until);
    } else if (part == "newly qualified" || part == "not newly qualified") {
      worker.set_newly_qualified(part == "newly qualified");
    } else if (percent != std::string::npos && percent > 0 &&
               part.find_first_not_of("0123456789") == percent) {
      worker.set_full_time_equivalent(std::stod(part.substr(0, percent)) / 100);
    } else {
      return false;
    }
    return true;
  });
}

bool ReadAllocation(const std::string& text, v1::Allocation& allocation) {
  const auto parts = Parts(text);
  const auto to = parts.empty() ? std::string::npos : parts[0].find(" to ");
  if (to == std::string::npos) return false;
  allocation.set_case_id(parts[0].substr(0, to));
  const std::string whom = parts[0].substr(to + 4);
  if (const auto team = AfterWord(whom, "team")) {
    allocation.set_team_id(*team);
  } else {
    allocation.set_worker_id(whom);
  }
  return Rest(parts, [&](const auto& part) {
    if (const auto known = AfterWord(part, "recorded"))
      return SetRecorded(*known, *allocation.mutable_recorded_at());
    if (part != "as another worker") return ReadTime(part, allocation);
    allocation.set_role("another worker");
    return true;
  });
}

bool ReadAbsence(const std::string& text, v1::Absence& absence) {
  const auto parts = Parts(text);
  const auto of = parts.empty() ? std::nullopt : AfterWord(parts[0], "of");
  if (!of) return false;
  absence.set_worker_id(*of);
  return Rest(parts, [&](const auto& part) {
    if (const auto cover = AfterWord(part, "covered by")) {
      absence.set_covered_by_worker_id(*cover);
    } else if (part == "sickness") {
      absence.set_reason("SIC");
    } else {
      return ReadTime(part, absence);
    }
    return true;
  });
}

}  // namespace caseload::rules
