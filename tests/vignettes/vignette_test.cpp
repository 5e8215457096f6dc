// SPDX-License-Identifier: Apache-2.0
// Runs the vignettes of every rule against the rule itself, loaded by the real worker.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "rules/reference_facts.h"
#include "rules/rule_folder.h"
#include "rules/subjects.h"
#include "rules/vignettes/judge.h"
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
    const std::string path = entry.path().string();
    // The starter's are asked by the author's program, as the page for authors says.
    const bool of_the_starter = path.find("/sdk/") != std::string::npos;
    if (path.ends_with(".vignette.txt") && !of_the_starter) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string TextOf(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Rules that are in force where nobody chose, and examples for authors.
fs::path Library(const std::string& rule) {
  const auto built = fs::path(CASELOAD_BUILT) / "rules" / (rule + ".so");
  return fs::exists(built) ? built : fs::path(CASELOAD_BUILT) / "examples" / (rule + ".so");
}

// plugins/recurrence/vignettes/x.vignette.txt speaks of recurrence.so; promises name their rules.
std::set<std::string> RulesOf(const Vignette& vignette, const fs::path& file) {
  std::set<std::string> rules;
  for (const auto& promise : vignette.promises) rules.insert(promise.rule);
  if (rules.empty()) rules.insert(file.parent_path().parent_path().filename());
  return rules;
}

// The rules a vignette speaks of, in force with what it sets.
class InForce {
 public:
  InForce(const std::set<std::string>& rules, const std::string& settings)
      : numbers_(NumbersOf(EnglishPacks())) {
    for (const auto& rule : rules) {
      folder_.Bring(Library(rule));
      folder_.Write(rule + ".json", settings);
    }
    const RuleLimits patient{.evaluation = std::chrono::seconds(60),
                             .load = std::chrono::seconds(60)};
    book_ = OpenFolder(folder_.path(), CASELOAD_RULE_WORKER,
                       {numbers_, ReferenceOf(EnglishPacks())}, patient);
    for (const auto& rule : book_->InForce()->List()) {
      if (rule.state() != v1::RULE_STATE_ACTIVE) refused_ = rule.refused_because();
    }
  }

  const std::string& refused() const { return refused_; }
  Result<std::vector<v1::Finding>> Ask(const Vignette& vignette, Date day) const {
    const auto facts = FactsOn(vignette, day, numbers_);
    if (!facts) return facts.error();
    std::vector<v1::Finding> all;
    for (const auto& rule : book_->InForce()->List()) {
      auto answers = book_->InForce()->Ask(rule.rule_id(), {&*facts, 1});
      if (!answers) return answers.error();
      auto& answer = answers->front();
      if (!answer) return answer.error();
      std::move(answer->findings.begin(), answer->findings.end(), std::back_inserter(all));
    }
    return all;
  }

 private:
  const CodeNumbers numbers_;
  const Folder folder_;
  std::unique_ptr<RuleBook> book_;
  std::string refused_;
};

// Every vignette of the text holds; `rules_of` says of which rules it speaks.
template <class RulesOfVignette>
void HoldAll(const std::string& text, const RulesOfVignette& rules_of) {
  const auto read = ReadVignettes(text);
  ASSERT_TRUE(std::holds_alternative<std::vector<Vignette>>(read)) << std::get<std::string>(read);
  for (const auto& vignette : std::get<std::vector<Vignette>>(read)) {
    SCOPED_TRACE("Vignette: " + vignette.title);
    const InForce rules(rules_of(vignette), vignette.settings);
    ASSERT_EQ(rules.refused(), "");
    EXPECT_THAT(
        Disagreements(vignette, [&](const auto& told, Date day) { return rules.Ask(told, day); }),
        ::testing::IsEmpty());
  }
}

class Vignettes : public ::testing::TestWithParam<fs::path> {};

TEST_P(Vignettes, AreFoundAsWritten) {
  HoldAll(TextOf(GetParam()), [](const auto& vignette) { return RulesOf(vignette, GetParam()); });
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

TEST(Recurrence, KnowsAnEarlierPlanByItsEndWhereItsStartWasLost) {
  const auto recurrence = [](const auto&) { return std::set<std::string>{"recurrence"}; };
  HoldAll(
      R"(Vignette: The day the earlier plan began was lost, and it went on after the later one began
Child: born 2018-06-01
History: complete from 2015-01-01
Case this: referred 2022-05-05
Entry lost: child protection plan in this, until 2023-06-16
Entry plan: child protection plan in this, from 2023-06-15
Asked: about this, as of 2024-02-01
Finds: DATA_GAP PLAN_START_MISSING
  because of entry lost
  because of entry plan on 2023-06-15

Vignette: The day the earlier plan began was lost, and it ended more than two years before
Child: born 2014-06-01
History: complete from 2010-01-01
Case this: referred 2020-05-05
Entry lost: child protection plan in this, until 2021-06-14
Entry plan: child protection plan in this, from 2023-06-15
Asked: about this, as of 2024-02-01
Finds: PROMPT PREVIOUS_PLAN, 1 plans
  because of entry lost
  because of entry lost on 2021-06-14
  because of entry plan on 2023-06-15
)",
      recurrence);
}

// What cannot be read, or the empty string.
std::string Wrong(const std::string& text) {
  const auto read = ReadVignettes(text);
  const auto* wrong = std::get_if<std::string>(&read);
  return wrong == nullptr ? "" : *wrong;
}

TEST(Vignette, IsRefusedWhenALineIsNotUnderstood) {
  EXPECT_THAT(Wrong("Vignette: one\nCase this: refered 2024-01-01\n"),
              ::testing::HasSubstr("line 2"));
}

TEST(Vignette, IsRefusedWhenItSaysNothingOfWhatIsFound) {
  EXPECT_NE(Wrong("Vignette: one\nCase this: referred 2024-01-01\n"
                  "Asked: about this, as of 2024-02-01\n"),
            "");
}

TEST(Vignette, IsRefusedWhenAnEntryIsOfACaseThatIsNotThere) {
  EXPECT_THAT(Wrong("Vignette: one\nCase this: referred 2024-01-01\n"
                    "Entry visit: visit in that, on 2024-01-02\n"),
              ::testing::HasSubstr("line 3"));
}

TEST(Vignette, IsRefusedWhenItPromisesADayAndIsAskedOnAnother) {
  EXPECT_NE(Wrong("Vignette: one\nCase this: referred 2024-01-01\n"
                  "Asked: about this, as of 2024-02-01\n"
                  "Must speak: drift PLAN_LONG, by 2024-03-01\n"),
            "");
}

TEST(Vignette, KnowsAnEntryFromTheDayItWasRecorded) {
  const auto read = ReadVignettes(
      "Vignette: one\nChild: born 2018-01-01\nCase this: referred 2024-01-01\n"
      "Entry visit: visit in this, on 2024-01-10, recorded 2024-01-20\n"
      "Asked: about this, on every day\nMust not speak: drift PLAN_LONG, before "
      "2024-03-01\n");
  ASSERT_TRUE(std::holds_alternative<std::vector<Vignette>>(read)) << std::get<std::string>(read);
  const auto& vignette = std::get<std::vector<Vignette>>(read).front();
  EXPECT_TRUE(FactsOn(vignette, Day("2024-01-19"), SampleNumbers())->rows.events.empty());
  EXPECT_EQ(FactsOn(vignette, Day("2024-01-20"), SampleNumbers())->rows.events.size(), 1u);
}

}  // namespace
}  // namespace caseload::rules
