// SPDX-License-Identifier: Apache-2.0
// Runs the vignettes of every rule against the rule itself, loaded by the real worker.
#include "vignettes/vignette.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "rules/reference_facts.h"
#include "rules/rule_folder.h"
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

void CheckOneDay(const Vignette& vignette, const InForce& rules) {
  const auto findings = rules.Ask(vignette, *vignette.as_of);
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

// The first day on which each rule says each code, as "visits-seen CP_NOT_SEEN". From the day of
// the referral to the last day a promise names.
std::map<std::string, Date> FirstSpoken(const Vignette& vignette, const InForce& rules) {
  Date last{};
  for (const auto& promise : vignette.promises) last = std::max(last, promise.day);
  Date day = last;
  for (const auto& one : vignette.subject.cases) {
    const auto referred = ParseDate(one.referred_on());
    if (one.case_id() == vignette.subject.case_id && referred) day = *referred;
  }
  std::map<std::string, Date> first;
  for (; day <= last; day = day + 1) {
    const auto findings = rules.Ask(vignette, day);
    EXPECT_TRUE(findings) << FormatDate(day);
    if (!findings) break;
    for (const auto& finding : *findings)
      first.try_emplace(
          finding.rule_id().substr(finding.rule_id().find('.') + 1) + " " + finding.code(), day);
  }
  return first;
}

void CheckEveryDay(const Vignette& vignette, const InForce& rules) {
  const auto first = FirstSpoken(vignette, rules);
  for (const auto& promise : vignette.promises) {
    const std::string what = promise.rule + " " + promise.code;
    const auto spoken = first.find(what);
    const std::string when =
        spoken == first.end() ? "on no day" : "first on " + FormatDate(spoken->second);
    if (promise.speaks) {
      EXPECT_TRUE(spoken != first.end() && spoken->second <= promise.day)
          << what << " must be said by " << FormatDate(promise.day) << ", and was said " << when;
    } else {
      EXPECT_TRUE(spoken == first.end() || spoken->second >= promise.day)
          << what << " must not be said before " << FormatDate(promise.day) << ", and was said "
          << when;
    }
  }
}

class Vignettes : public ::testing::TestWithParam<fs::path> {};

TEST_P(Vignettes, AreFoundAsWritten) {
  const auto read = ReadVignettes(GetParam());
  ASSERT_TRUE(std::holds_alternative<std::vector<Vignette>>(read)) << std::get<std::string>(read);
  for (const auto& vignette : std::get<std::vector<Vignette>>(read)) {
    SCOPED_TRACE("Vignette: " + vignette.title);
    const InForce rules(RulesOf(vignette, GetParam()), vignette.settings);
    ASSERT_EQ(rules.refused(), "");
    vignette.as_of ? CheckOneDay(vignette, rules) : CheckEveryDay(vignette, rules);
  }
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

// What cannot be read, or the empty string.
std::string Wrong(const std::string& text) {
  const Folder folder;
  folder.Write("a.vignette.txt", text);
  const auto read = ReadVignettes(folder.path() / "a.vignette.txt");
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
  const Folder folder;
  folder.Write("a.vignette.txt",
               "Vignette: one\nChild: born 2018-01-01\nCase this: referred 2024-01-01\n"
               "Entry visit: visit in this, on 2024-01-10, recorded 2024-01-20\n"
               "Asked: about this, on every day\nMust not speak: drift PLAN_LONG, before "
               "2024-03-01\n");
  const auto read = ReadVignettes(folder.path() / "a.vignette.txt");
  ASSERT_TRUE(std::holds_alternative<std::vector<Vignette>>(read)) << std::get<std::string>(read);
  const auto& vignette = std::get<std::vector<Vignette>>(read).front();
  EXPECT_TRUE(FactsOn(vignette, Day("2024-01-19"), SampleNumbers())->rows.events.empty());
  EXPECT_EQ(FactsOn(vignette, Day("2024-01-20"), SampleNumbers())->rows.events.size(), 1u);
}

}  // namespace
}  // namespace caseload::rules
