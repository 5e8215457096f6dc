// SPDX-License-Identifier: Apache-2.0
// An author's bench: the English packs, the sandbox, and candidates to try.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "rules/author/candidate.h"
#include "rules/reference_facts.h"
#include "rules/subjects.h"
#include "taxonomy/packs.h"

namespace caseload::rules {

inline const Workshop& TheWorkshop() {
  static const taxonomy::Packs packs = *taxonomy::Packs::Load(CASELOAD_PACKS);
  static const Workshop workshop{CASELOAD_RULE_WORKER, {NumbersOf(packs), ReferenceOf(packs)}};
  return workshop;
}

inline std::string GuestFile(const std::string& guest) {
  return std::string(CASELOAD_GUESTS) + "/" + guest + "/guest_" + guest + ".so";
}
inline std::string ReleasePackage(const std::string& rule) {
  return std::string(CASELOAD_RULES) + "/" + rule + ".clrule";
}

inline std::unique_ptr<Candidate> Opened(const std::string& file) {
  auto opened = Candidate::Open(file, TheWorkshop());
  if (!opened) throw std::runtime_error(opened.error().message);
  return *std::move(opened);
}

inline v1::RuleFile VignetteText(const std::string& text) {
  v1::RuleFile file;
  file.set_name("made_up.vignette.txt");
  file.set_content(text);
  return file;
}

inline std::string TextOf(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace caseload::rules
