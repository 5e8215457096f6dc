// SPDX-License-Identifier: Apache-2.0
// What the rule book does with guests, good and bad. This process must outlive all of them.
#include "rules/rule_book.h"

#include <elf.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "rules/guests.h"

namespace caseload::rules {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
namespace fs = std::filesystem;

// The reason for which the only rule of the folder was refused; empty when it was not.
std::string RefusalIn(const Folder& folder) {
  const auto rules = OpenFolder(folder)->InForce()->List();
  EXPECT_THAT(rules, SizeIs(1));
  if (rules.size() != 1 || rules[0].state() != v1::RULE_STATE_REFUSED) return "";
  EXPECT_THAT(rules[0].refused_because(), Not(HasSubstr(folder.path().string())));
  return rules[0].refused_because();
}

std::string RefusalOf(const std::string& guest) {
  const Folder folder;
  folder.Bring(GuestFile(guest));
  return RefusalIn(folder);
}

const std::vector<std::string> all;
const std::vector<std::string> only_good{"test.good"};

TEST(RuleBook, ListsARuleWithWhatItSaysOfItself) {
  const Folder folder;
  folder.Bring(GuestFile("good"));
  const auto rules = OpenFolder(folder)->InForce()->List();
  ASSERT_THAT(rules, SizeIs(1));
  EXPECT_EQ(rules[0].rule_id(), "test.good");
  EXPECT_EQ(rules[0].version(), "1.2.3");
  EXPECT_EQ(rules[0].title(), "A good guest");
  EXPECT_EQ(rules[0].basis(), "Made up for a test");
  EXPECT_EQ(rules[0].state(), v1::RULE_STATE_ACTIVE);
  EXPECT_THAT(rules[0].digest(), SizeIs(64));
}

TEST(RuleBook, GivesFindingsWithTheNumbersAndTheRecordsTheyRestOn) {
  const Folder folder;
  folder.Bring(GuestFile("good"));
  folder.Write("guest_good.json", R"({"set": 12})");
  const auto findings =
      OpenFolder(folder)->InForce()->Evaluate(SampleSubject(), Day("2024-03-01"), all);
  ASSERT_TRUE(findings) << findings.error().message;
  ASSERT_THAT(*findings, SizeIs(1));
  const auto& said = findings->front();
  EXPECT_EQ(said.rule_id(), "test.good");
  EXPECT_EQ(said.rule_version(), "1.2.3");
  EXPECT_EQ(said.code(), "ROWS");
  EXPECT_EQ(said.kind(), v1::FINDING_KIND_PROMPT);
  EXPECT_EQ(said.summary(), "Rows seen: 6, set to 12");
  EXPECT_EQ(said.measure(), 6);
  EXPECT_EQ(said.threshold(), 12);
  EXPECT_EQ(said.unit(), "rows");
  EXPECT_EQ(said.basis(), "Made up for a test");
  std::vector<std::string> evidence;
  for (const auto& one : said.evidence())
    evidence.push_back(one.kind() + " " + one.id() + " " + one.on());
  EXPECT_THAT(evidence, ::testing::ElementsAre(
                            "case case-now 2024-01-10", "entry plan 2022-05-01",
                            "entry supervision 2024-02-01", "entry visit 2024-02-15",
                            "concern concern-2 2022-03-01", "concern concern-1 2024-02-01"));
}

TEST(RuleBook, GivesTheSameAnswerToEveryThread) {
  const Folder folder;
  folder.Bring(GuestFile("good"));
  folder.Bring(fs::path(CASELOAD_RULES) / "recurrence.so");
  const auto book = OpenFolder(folder);
  const auto first = book->InForce()->Evaluate(SampleSubject(), Day("2024-03-01"), all);
  ASSERT_TRUE(first);
  std::vector<int> same(4, 0);
  std::vector<std::thread> callers;
  callers.reserve(same.size());
  for (auto& count : same) {
    callers.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        const auto said = book->InForce()->Evaluate(SampleSubject(), Day("2024-03-01"), all);
        if (said && said->size() == first->size() &&
            said->back().SerializeAsString() == first->back().SerializeAsString()) {
          ++count;
        }
      }
    });
  }
  for (auto& caller : callers) caller.join();
  EXPECT_THAT(same, ::testing::Each(20));
}

TEST(RuleBook, OutlivesTheThreadThatAskedFirst) {
  const Folder folder;
  folder.Bring(GuestFile("good"));
  std::unique_ptr<RuleBook> book;
  std::thread([&] { book = OpenFolder(folder); }).join();
  EXPECT_TRUE(book->InForce()->Evaluate(SampleSubject(), Day("2024-03-01"), all));
}

TEST(RuleBook, SaysWhyAFileIsNoRule) {
  EXPECT_THAT(RefusalOf("no_symbol"), HasSubstr("lacks the symbol caseload_rule_v1"));
  EXPECT_THAT(RefusalOf("wrong_magic"), HasSubstr("wrong magic"));
  EXPECT_THAT(RefusalOf("missing_symbol"), HasSubstr("undefined symbol: _Z19nobody_defines_thisj"));
}

TEST(RuleBook, NamesBothSidesOfAMismatch) {
  EXPECT_THAT(RefusalOf("other_major"), HasSubstr("contract major 2, this server speaks 1"));
  EXPECT_THAT(RefusalOf("other_schema"), HasSubstr("facts schema 5 to 6, this server has 1"));
}

TEST(RuleBook, RefusesASentenceItCouldNotFillIn) {
  EXPECT_THAT(RefusalOf("bad_catalogue"),
              HasSubstr("neither {measure} nor {threshold} nor a value it declares"));
}

TEST(RuleBook, PassesOnWhyARuleDidNotLikeItsSettings) {
  EXPECT_THAT(RefusalOf("cannot_be_made"), HasSubstr("no settings please me"));
  const Folder folder;
  folder.Bring(GuestFile("good"));
  folder.Write("guest_good.json", R"({"sett": 12})");
  EXPECT_THAT(RefusalIn(folder), HasSubstr("the setting sett is not known to this rule"));
}

TEST(RuleBook, RefusesWhatIsNoLibrary) {
  const Folder text;
  text.Write("notes.so", "These are notes, not a rule.\n");
  EXPECT_THAT(RefusalIn(text), HasSubstr("no ELF header"));
  const Folder empty;
  empty.Write("empty.so", "");
  EXPECT_THAT(RefusalIn(empty), HasSubstr("no ELF header"));
  const Folder folder;
  fs::create_directory(folder.path() / "folder.so");
  EXPECT_THAT(RefusalIn(folder), HasSubstr("cannot be read"));
}

TEST(RuleBook, RefusesALibraryOfAnotherMachine) {
  std::string bytes = BytesOf(GuestFile("good"));
  bytes[offsetof(Elf64_Ehdr, e_machine)] = 0x7F;
  const Folder folder;
  folder.Write("other.so", bytes);
  EXPECT_THAT(RefusalIn(folder), HasSubstr("built for another machine"));
}

TEST(RuleBook, SurvivesALibraryThatIsCutShort) {
  const std::string bytes = BytesOf(GuestFile("good"));
  const Folder folder;
  // Behind the headers, before the end of what is mapped.
  folder.Write("cut.so", bytes.substr(0, 6000));
  EXPECT_NE(RefusalIn(folder), "");
}

TEST(RuleBook, RefusesAFileThatIsGone) {
  const Folder folder;
  fs::create_symlink(folder.path() / "nowhere", folder.path() / "gone.so");
  EXPECT_THAT(RefusalIn(folder), HasSubstr("no such file"));
}

TEST(RuleBook, RefusesEveryRuleWhenThereIsNoWorker) {
  const Folder folder;
  folder.Bring(GuestFile("good"));
  const auto rules = OpenFolder(folder.path(), folder.path() / "no-worker", {SampleNumbers(), {}})
                         ->InForce()
                         ->List();
  ASSERT_THAT(rules, SizeIs(1));
  EXPECT_EQ(rules[0].state(), v1::RULE_STATE_REFUSED);
  EXPECT_THAT(rules[0].refused_because(), HasSubstr("worker cannot be started"));
}

TEST(RuleBook, SaysNothingWhenThereAreNoRules) {
  const Folder folder;
  folder.Write("README.md", "Nothing here.\n");
  const auto book = OpenFolder(folder);
  EXPECT_THAT(book->InForce()->List(), SizeIs(0));
  const auto findings = book->InForce()->Evaluate(SampleSubject(), Day("2024-03-01"), all);
  ASSERT_TRUE(findings);
  EXPECT_THAT(*findings, SizeIs(0));
}

TEST(RuleBook, ListsAFolderThatIsNotThereAsAnAlarm) {
  const Folder folder;
  const auto rules = OpenFolder(folder.path() / "none", CASELOAD_RULE_WORKER, {SampleNumbers(), {}})
                         ->InForce()
                         ->List();
  ASSERT_THAT(rules, SizeIs(1));
  EXPECT_EQ(rules[0].state(), v1::RULE_STATE_REFUSED);
}

TEST(RuleBook, SaysWhyItHasNoRulesWhenItShouldHaveNone) {
  const auto book =
      std::make_unique<RuleBook>(CASELOAD_RULE_WORKER, RuleWords{SampleNumbers(), {}});
  book->DoWithout("safe mode");
  ASSERT_THAT(book->InForce()->List(), SizeIs(1));
  EXPECT_EQ(book->InForce()->List()[0].state(), v1::RULE_STATE_REFUSED);
  EXPECT_EQ(book->InForce()->List()[0].refused_because(), "safe mode");
  const auto named = book->InForce()->Evaluate(SampleSubject(), Day("2024-03-01"), only_good);
  ASSERT_FALSE(named);
  EXPECT_EQ(named.error().reason, v1::ERROR_REASON_RULE_UNAVAILABLE);
}

TEST(RuleBook, LetsOnlyTheFirstOfTwoRulesOfOneNameSpeak) {
  const Folder folder;
  folder.Bring(GuestFile("good"));
  folder.Bring(GuestFile("namesake"));
  const auto book = OpenFolder(folder);
  const auto rules = book->InForce()->List();
  ASSERT_THAT(rules, SizeIs(2));
  EXPECT_EQ(rules[0].state(), v1::RULE_STATE_ACTIVE);
  EXPECT_EQ(rules[1].state(), v1::RULE_STATE_REFUSED);
  EXPECT_THAT(rules[1].refused_because(), HasSubstr("another member"));
  const auto findings = book->InForce()->Evaluate(SampleSubject(), Day("2024-03-01"), all);
  ASSERT_TRUE(findings);
  EXPECT_THAT(*findings, SizeIs(1));
}

TEST(RuleBook, DoesNotAnswerForARuleItDoesNotHave) {
  const Folder folder;
  folder.Bring(GuestFile("good"));
  folder.Bring(GuestFile("wrong_magic"));
  const auto book = OpenFolder(folder);
  for (const std::string name : {"test.unheard-of", "test.wrong-magic", "guest_wrong_magic.so"}) {
    const std::vector<std::string> names{"test.good", name};
    const auto findings = book->InForce()->Evaluate(SampleSubject(), Day("2024-03-01"), names);
    ASSERT_FALSE(findings);
    EXPECT_EQ(findings.error().reason, v1::ERROR_REASON_RULE_UNAVAILABLE);
  }
}

TEST(RuleBook, RunsNoOtherCodeThanItLoadedAtFirst) {
  const Folder folder;
  folder.Bring(GuestFile("crashes"));
  const auto book = OpenFolder(folder);
  const auto digest = book->InForce()->List()[0].digest();
  ASSERT_FALSE(book->InForce()->Evaluate(SampleSubject(), Day("2024-03-01"), all));
  fs::copy_file(GuestFile("good"), folder.path() / "guest_crashes.so",
                fs::copy_options::overwrite_existing);
  // Of the copy that was made at first: what lies in the folder is loaded at the next start.
  const auto again = book->InForce()->Evaluate(SampleSubject(), Day("2024-03-01"), all);
  ASSERT_FALSE(again);
  EXPECT_THAT(again.error().message, HasSubstr(kCrash));
  EXPECT_EQ(book->InForce()->List()[0].digest(), digest);
  EXPECT_EQ(OpenFolder(folder)->InForce()->List()[0].rule_id(), "test.good");
}

TEST(RuleBook, KnowsTheCaseItIsAskedAbout) {
  const Folder folder;
  const auto book = OpenFolder(folder);
  auto subject = SampleSubject();
  const auto early = book->InForce()->Evaluate(subject, Day("2023-12-31"), all);
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().reason, v1::ERROR_REASON_NOT_KNOWN_THEN);
  subject.case_id = "another";
  const auto other = book->InForce()->Evaluate(subject, Day("2024-03-01"), all);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().reason, v1::ERROR_REASON_NOT_FOUND);
}

}  // namespace
}  // namespace caseload::rules
