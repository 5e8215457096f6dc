// SPDX-License-Identifier: Apache-2.0
// Runs the vignettes of every rule against the rule itself, loaded by the real worker.
#include "vignettes/vignette.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/reference_facts.h"
#include "rules/rule_book.h"
#include "rules/subjects.h"
#include "taxonomy/packs.h"

namespace caseload::rules {
namespace {

namespace fs = std::filesystem;

const taxonomy::Packs& EnglishPacks() {
  static const taxonomy::Packs packs = *taxonomy::Packs::Load(CASELOAD_PACKS);
  return packs;
}

std::vector<fs::path> VignetteFiles() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(CASELOAD_PLUGINS)) {
    if (entry.path().string().ends_with(".vignette.txt")) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// plugins/recurrence/vignettes/x.vignette.txt speaks of recurrence.so.
fs::path RuleOf(const fs::path& file) {
  return fs::path(CASELOAD_RULES) / file.parent_path().parent_path().filename().concat(".so");
}

std::string InWords(const ExpectedFinding& finding) {
  std::string words = finding.kind + " " + finding.code;
  const auto number = [](const auto& n) { return n ? std::to_string(*n) : "no number"; };
  if (finding.measure || finding.threshold) {
    words +=
        ", " + number(finding.measure) + " of " + number(finding.threshold) + " " + finding.unit;
  }
  for (const auto& record : finding.because_of) words += "\n  because of " + record;
  if (!finding.says.empty()) words += "\n  says " + finding.says;
  return words;
}

// The finding as the vignette would have put it; what the vignette does not say of it is left out.
ExpectedFinding AsExpected(const v1::Finding& finding, bool with_sentence) {
  ExpectedFinding found{.kind = v1::FindingKind_Name(finding.kind()).substr(13),
                        .code = finding.code()};
  if (finding.has_measure()) found.measure = finding.measure();
  if (finding.has_threshold()) found.threshold = finding.threshold();
  found.unit = finding.unit();
  for (const auto& one : finding.evidence()) {
    found.because_of.push_back(one.kind() + " " + one.id() +
                               (one.on().empty() ? "" : " on " + one.on()));
  }
  if (with_sentence) found.says = finding.summary();
  return found;
}

void Check(const Vignette& vignette, const fs::path& rule) {
  SCOPED_TRACE("Vignette: " + vignette.title);
  const Folder folder;
  folder.Bring(rule);
  folder.Write(rule.stem().concat(".json").string(), vignette.settings);
  const RuleLimits patient{.evaluation = std::chrono::seconds(60),
                           .load = std::chrono::seconds(60)};
  const auto book =
      RuleBook::Open(folder.path(), CASELOAD_RULE_WORKER,
                     {NumbersOf(EnglishPacks()), ReferenceOf(EnglishPacks())}, patient);
  const auto listed = book->List();
  ASSERT_EQ(listed.size(), 1u);
  ASSERT_EQ(listed[0].state(), v1::RULE_STATE_ACTIVE) << listed[0].refused_because();
  const auto findings = book->Evaluate(vignette.subject, vignette.as_of, {});
  ASSERT_TRUE(findings) << findings.error().message;
  std::vector<std::string> found;
  std::vector<std::string> expected;
  for (std::size_t i = 0; i < findings->size(); ++i) {
    const bool with_sentence = i < vignette.expected.size() && !vignette.expected[i].says.empty();
    found.push_back(InWords(AsExpected((*findings)[i], with_sentence)));
  }
  for (const auto& finding : vignette.expected) expected.push_back(InWords(finding));
  EXPECT_THAT(found, ::testing::ElementsAreArray(expected));
}

class Vignettes : public ::testing::TestWithParam<fs::path> {};

TEST_P(Vignettes, AreFoundAsWritten) {
  const auto read = ReadVignettes(GetParam());
  ASSERT_TRUE(std::holds_alternative<std::vector<Vignette>>(read)) << std::get<std::string>(read);
  for (const auto& vignette : std::get<std::vector<Vignette>>(read))
    Check(vignette, RuleOf(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Of, Vignettes, ::testing::ValuesIn(VignetteFiles()),
                         [](const auto& param) {
                           std::string name =
                               param.param.parent_path().parent_path().filename().string() + "_" +
                               param.param.stem().stem().string();
                           for (char& c : name)
                             c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
                           return name;
                         });

TEST(Vignette, IsRefusedWhenALineIsNotUnderstood) {
  const Folder folder;
  folder.Write("a.vignette.txt", "Vignette: one\nCase this: refered 2024-01-01\n");
  const auto read = ReadVignettes(folder.path() / "a.vignette.txt");
  ASSERT_TRUE(std::holds_alternative<std::string>(read));
  EXPECT_THAT(std::get<std::string>(read), ::testing::HasSubstr("line 2"));
}

TEST(Vignette, IsRefusedWhenItSaysNothingOfWhatIsFound) {
  const Folder folder;
  folder.Write(
      "a.vignette.txt",
      "Vignette: one\nCase this: referred 2024-01-01\nAsked: about this, as of 2024-02-01\n");
  EXPECT_TRUE(std::holds_alternative<std::string>(ReadVignettes(folder.path() / "a.vignette.txt")));
}

}  // namespace
}  // namespace caseload::rules
