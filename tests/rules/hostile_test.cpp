// SPDX-License-Identifier: Apache-2.0
// Guests that mean harm, each beside a good one: by which words each fails, and that this process
// and the other rule are none the worse.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/guests.h"

namespace caseload::rules {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;

const std::vector<std::string> only_good{"test.good"};

// Each time another: on one and the same a rule may fail as often as it is asked.
Subject AnotherSubject(int time) {
  auto subject = SampleSubject();
  subject.cases[0].set_referred_on(FormatDate(Day("2024-01-01") + time));
  return subject;
}

// Where a guest is caught.
enum class At {
  kGate,   // before any of its code runs
  kLoad,   // as it is loaded
  kCase,   // on the case it is asked about
  kNever,  // it can do nothing, and goes on
};
struct Hostile {
  const char* guest;
  At caught;
  const char* words;
  const char* wall = "";  // the one it is caught by, where the gate and the host would not do
};

const Hostile kHostile[] = {
    {"no_symbol", At::kGate, "lacks the symbol caseload_rule_v1"},
    {"forks", At::kGate, ", which no rule may"},
    {"exits", At::kGate, "it uses exit, which no rule may"},
    {"prints", At::kGate, "it uses write, which no rule may"},
    {"clock", At::kGate, "chrono"},
    {"time", At::kGate, "it uses time, which no rule may"},
    {"environment", At::kGate, "it uses getenv, which no rule may"},
    {"thread", At::kGate, "thread"},
    {"socket", At::kGate, "it uses socket, which no rule may"},
    {"missing_symbol", At::kLoad, "undefined symbol: _Z19nobody_defines_thisj"},
    {"later_vocabulary", At::kLoad, "speaks vocabulary 2, this server 1"},
    {"other_major", At::kLoad, "contract major 2, this server speaks 1"},
    {"wrong_magic", At::kLoad, "wrong magic"},
    {"bad_text", At::kLoad, "its title is not one printable line"},
    {"bad_parameter", At::kLoad, "parameter 0 has a title, unit or basis that is not a printable"},
    {"bad_sentence", At::kLoad, "finding 0 of its catalogue is empty, not printable"},
    {"crashes_at_load", At::kLoad, "exited with status 77"},
    {"fast_math", At::kLoad, "changes how the processor calculates"},
    {"raw_unlimited", At::kLoad, "ended by SIGSYS", "system calls"},
    {"forks_at_load", At::kLoad, "ended by SIGSYS", "system calls"},
    {"socket_at_load", At::kLoad, "ended by SIGSYS", "system calls"},
    {"writes_at_load", At::kLoad, "ended by SIGSYS", "system calls"},
    {"opens_at_load", At::kNever, "", "files"},
    {"crashes", At::kCase, kCrash},
    {"overflows", At::kCase, kCrash},
    {"writes_facts", At::kCase, kCrash},
    {"throws", At::kCase, "gave up with status -1"},
    {"throws_across", At::kCase, "gave up with status -1"},
    {"floods", At::kCase, "said more of one case"},
    {"ten_million", At::kCase, "said more of one case"},
    {"lies", At::kCase, "what it was not shown"},
    {"hidden_row", At::kCase, "what it was not shown"},
    {"silent_evidence", At::kCase, "without evidence"},
    {"no_number", At::kCase, "without a number"},
    {"no_such_day", At::kCase, "a value that cannot be shown"},
    {"unlisted", At::kCase, "what is not in its catalogue"},
    {"past_day", At::kCase, "on a day that cannot be"},
    {"half_finding", At::kCase, "a finding that is none"},
    {"elsewhere", At::kCase, "gave up with status -1"},
    {"garbage", At::kCase, "cannot be understood"},
    {"allocates", At::kCase, "gave up with status -1", "limits"},
    {"raw_memory", At::kCase, "gave up with status -1"},
    {"raw_fork", At::kCase, "ended by SIGSYS", "system calls"},
    {"raw_thread", At::kCase, "ended by SIGSYS", "system calls"},
    {"raw_socket", At::kCase, "ended by SIGSYS", "system calls"},
    {"raw_open", At::kCase, "ended by SIGSYS", "system calls"},
    {"raw_executable", At::kCase, "ended by SIGSYS", "system calls"},
    {"raw_kill", At::kCase, "ended by SIGSYS", "system calls"},
    {"raw_stop", At::kCase, "ended by SIGSYS", "system calls"},
    {"raw_close", At::kCase, "ended by SIGSYS", "system calls"},
    {"raw_clock", At::kCase, "ended by SIGSYS", "system calls"},
    {"raw_counter", At::kCase, "ended by SIGSEGV", "cycle counter"},
};

void PrintTo(const Hostile& hostile, std::ostream* out) { *out << hostile.guest; }

class HostileGuest : public ::testing::TestWithParam<Hostile> {};

void AnswersAsBefore(RuleBook& book) {
  const auto said = book.InForce()->Evaluate(SampleSubject(), Day("2024-03-01"), only_good);
  ASSERT_TRUE(said) << said.error().message;
  EXPECT_THAT(*said, SizeIs(1));
}

void FailsThreeTimesAndIsOutOfForce(RuleBook& book, const std::string& rule_id,
                                    const std::string& words) {
  for (int time = 1; time <= 3; ++time) {
    const auto said =
        book.InForce()->Evaluate(AnotherSubject(time), Day("2024-03-01"), {&rule_id, 1});
    ASSERT_FALSE(said);
    EXPECT_EQ(said.error().reason, v1::ERROR_REASON_RULE_FAILED);
    EXPECT_THAT(said.error().message, HasSubstr(words));
    AnswersAsBefore(book);
  }
  const auto fourth = book.InForce()->Evaluate(SampleSubject(), Day("2024-03-01"), {&rule_id, 1});
  ASSERT_FALSE(fourth);
  EXPECT_EQ(fourth.error().reason, v1::ERROR_REASON_RULE_UNAVAILABLE);
}

TEST_P(HostileGuest, IsKnownByItsWordsAndHarmsNobody) {
  const Hostile& hostile = GetParam();
  if (const auto lack = LackOf(hostile.wall)) GTEST_SKIP() << *lack;
  const Folder folder;
  folder.Bring(GuestFile("good"));
  folder.Bring(GuestFile(hostile.guest));
  const auto book = OpenFolder(folder);
  const auto listed = book->InForce()->List();
  ASSERT_THAT(listed, SizeIs(2));
  const auto& bad = listed[0].rule_id() == "test.good" ? listed[1] : listed[0];
  if (hostile.caught == At::kGate || hostile.caught == At::kLoad) {
    EXPECT_EQ(bad.state(), v1::RULE_STATE_REFUSED);
    EXPECT_THAT(bad.refused_because(), HasSubstr(hostile.words));
    const std::vector<std::string> name{bad.rule_id()};
    const auto said = book->InForce()->Evaluate(SampleSubject(), Day("2024-03-01"), name);
    ASSERT_FALSE(said);
    EXPECT_EQ(said.error().reason, v1::ERROR_REASON_RULE_UNAVAILABLE);
  } else {
    EXPECT_EQ(bad.state(), v1::RULE_STATE_ACTIVE) << bad.refused_because();
  }
  if (hostile.caught == At::kCase)
    FailsThreeTimesAndIsOutOfForce(*book, bad.rule_id(), hostile.words);
  AnswersAsBefore(*book);
}

INSTANTIATE_TEST_SUITE_P(Each, HostileGuest, ::testing::ValuesIn(kHostile),
                         [](const auto& param) { return std::string(param.param.guest); });

TEST(HostileGuests, ThatNeverComeToAnEndAreEndedInTime) {
  for (const std::string guest : {"loops", "raw_hang"}) {
    const Folder folder;
    folder.Bring(GuestFile(guest));
    const auto book = OpenFolder(
        folder, {.evaluation = std::chrono::milliseconds(50), .load = std::chrono::seconds(60)});
    for (int time = 1; time <= 3; ++time) {
      const auto findings = book->InForce()->Evaluate(AnotherSubject(time), Day("2024-03-01"), {});
      ASSERT_FALSE(findings);
      EXPECT_EQ(findings.error().reason, v1::ERROR_REASON_RULE_FAILED);
      EXPECT_THAT(findings.error().message, HasSubstr("did not answer in time"));
    }
    EXPECT_EQ(book->InForce()->List()[0].state(), v1::RULE_STATE_REFUSED);
  }
}

// What it said at the moment it was read counts, if it can be understood; nothing it writes after.
TEST(HostileGuests, ThatChangeTheirAnswersAfterwardsAreReadOnce) {
  const Folder folder;
  folder.Bring(GuestFile("good"));
  folder.Bring(GuestFile("rewrites"));
  const auto book = OpenFolder(
      folder, {.evaluation = std::chrono::milliseconds(200), .load = std::chrono::seconds(60)});
  const std::string id = "test.rewrites";
  for (const auto& rule : book->InForce()->List())
    ASSERT_EQ(rule.state(), v1::RULE_STATE_ACTIVE) << rule.refused_because();
  for (int time = 1; time <= 3; ++time) {
    const auto said = book->InForce()->Evaluate(SampleSubject(), Day("2024-03-01"), {&id, 1});
    if (said) {
      EXPECT_THAT(*said, SizeIs(1));
    } else {
      EXPECT_EQ(said.error().reason, v1::ERROR_REASON_RULE_FAILED);
      EXPECT_THAT(said.error().message,
                  AnyOf(HasSubstr("cannot be understood"), HasSubstr("did not answer in time"),
                        HasSubstr("without evidence"), HasSubstr("not shown")));
    }
    AnswersAsBefore(*book);
  }
}

// What fast_math does by hand.
TEST(HostileGuests, ThatWereBuiltWithFastMathAreRefused) {
  const auto file = GuestFile("built_fast");
  if (BytesOf(file).find("set_fast_math") == std::string::npos)
    GTEST_SKIP() << "NOT TESTED: this compiler adds nothing to a library for -ffast-math";
  const Folder folder;
  folder.Bring(file);
  const auto rule = OpenFolder(folder)->InForce()->List()[0];
  EXPECT_EQ(rule.state(), v1::RULE_STATE_REFUSED);
  EXPECT_THAT(rule.refused_because(), HasSubstr("changes how the processor calculates"));
}

TEST(HostileGuests, ThatAreNeverLoadedAreRefusedInTime) {
  const Folder folder;
  folder.Bring(GuestFile("hangs_at_load"));
  const auto book = OpenFolder(folder, {.load = std::chrono::milliseconds(200)});
  EXPECT_EQ(book->InForce()->List()[0].state(), v1::RULE_STATE_REFUSED);
  EXPECT_THAT(book->InForce()->List()[0].refused_because(), HasSubstr("did not answer in time"));
}

}  // namespace
}  // namespace caseload::rules
