// SPDX-License-Identifier: Apache-2.0
#include "rules/vignettes/census_words.h"

#include <algorithm>

#include "rules/vignettes/entry_words.h"

namespace caseload::rules {
namespace {

void Identify(v1::Person& child, const char* scheme, const std::string& value) {
  auto& added = *child.add_identifiers();
  added.set_scheme(scheme);
  added.set_value(value);
}

bool ReadOfChild(const std::string& part, v1::Person& child) {
  if (const auto number = AfterWord(part, "number")) {
    Identify(child, "la_child_id", *number);
  } else if (const auto pupil = AfterWord(part, "pupil number")) {
    Identify(child, "upn", *pupil);
  } else if (const auto sex = AfterWord(part, "sex")) {
    child.set_sex(*sex);
  } else if (const auto ethnicity = AfterWord(part, "ethnicity")) {
    child.set_ethnicity(*ethnicity);
  } else if (const auto disability = AfterWord(part, "disability")) {
    child.add_disabilities(*disability);
  } else {
    return false;
  }
  return true;
}

bool ReadOfCase(const std::string& part, v1::Case& of) {
  if (const auto source = AfterWord(part, "source")) {
    of.set_referral_source(*source);
  } else if (const auto reason = AfterWord(part, "closed as")) {
    of.set_closure_reason(*reason);
  } else if (const auto need = AfterWord(part, "need")) {
    auto& concern = *of.add_concerns();
    concern.set_concern_id("need of " + of.case_id());
    concern.set_basis(v1::CONCERN_BASIS_NEED);
    concern.set_code(*need);
  } else {
    return false;
  }
  return true;
}

}  // namespace

bool ReadCensus(const std::string& name, const std::string& text, v1::Person& child,
                std::vector<v1::Case>& cases) {
  const auto parts = Parts(text);
  const auto all = [&](const auto& read) {
    return !parts.empty() && std::all_of(parts.begin(), parts.end(), read);
  };
  if (name == "child") {
    return all([&](const auto& part) { return ReadOfChild(part, child); });
  }
  const auto of = std::find_if(cases.begin(), cases.end(),
                               [&](const auto& one) { return one.case_id() == name; });
  return of != cases.end() && all([&](const auto& part) { return ReadOfCase(part, *of); });
}

}  // namespace caseload::rules
