// SPDX-License-Identifier: Apache-2.0
// CLIPS through its C interface: the facts are asserted for each subject, as its hosts do.
#include "bench/must.h"
#include "bench/peer.h"
#include "bench/stopwatch.h"

#ifdef CASELOAD_BENCH_CLIPS
extern "C" {
#include <clips/clips.h>
}

namespace caseload::bench {
namespace {

constexpr int kOpen = -1;

// A question is asserted after all it is about.
constexpr const char* kProgram[] = {
    "(defglobal ?*said* = 0)",
    "(deftemplate a-case (slot referred))",
    "(deftemplate a-concern (slot code) (slot end))",
    "(deftemplate an-event (slot kind) (slot day))",
    "(deftemplate a-question (slot since))",
    "(defrule referrals (a-question (since ?since))"
    " (test (>= (length$ (find-all-facts ((?c a-case)) (> ?c:referred ?since))) 3))"
    " => (bind ?*said* (+ ?*said* 1)))",
    "(defrule concerns (a-question) (exists (a-concern (code 0) (end -1)))"
    " (exists (a-concern (code 1) (end -1))) (exists (a-concern (code 2) (end -1)))"
    " => (bind ?*said* (+ ?*said* 2)))",
    "(defrule contacts (a-question (since ?since))"
    " (test (>= (length$ (find-all-facts ((?e an-event))"
    " (and (= ?e:kind 1) (> ?e:day ?since)))) 6))"
    " => (bind ?*said* (+ ?*said* 4)))"};

class Clips : public Peer {
 public:
  explicit Clips(std::span<const rules::SubjectFacts> subjects)
      : subjects_(subjects), engine_(CreateEnvironment()) {
    for (const char* construct : kProgram) {
      if (EnvBuild(engine_, construct) == 0) GiveUp("CLIPS does not take the rule");
    }
    case_ = EnvFindDeftemplate(engine_, "a-case");
    concern_ = EnvFindDeftemplate(engine_, "a-concern");
    event_ = EnvFindDeftemplate(engine_, "an-event");
    question_ = EnvFindDeftemplate(engine_, "a-question");
  }
  ~Clips() override { DestroyEnvironment(engine_); }
  Clips(const Clips&) = delete;
  Clips& operator=(const Clips&) = delete;

  PeerAnswer AskAll() override {
    const Stopwatch watch;
    PeerAnswer answer;
    for (const auto& subject : subjects_) answer.said += AskOf(subject.rows);
    answer.cpu_seconds = watch.CpuSeconds();
    return answer;
  }

 private:
  struct Slot {
    const char* name;
    int value;
  };
  void Assert(void* kind, std::initializer_list<Slot> slots) {
    void* fact = EnvCreateFact(engine_, kind);
    for (const Slot& slot : slots) {
      DATA_OBJECT value;
      value.type = INTEGER;
      value.value = EnvAddLong(engine_, slot.value);
      EnvPutFactSlot(engine_, fact, slot.name, &value);
    }
    if (EnvAssert(engine_, fact) == nullptr) return;  // the same fact is there already
  }

  char AskOf(const rules::FactsRows& rows) {
    constexpr int kYear = 365;
    EnvReset(engine_);
    // Two of one day are two: without this they would be one fact.
    EnvSetFactDuplication(engine_, 1);
    for (const auto& row : rows.cases) Assert(case_, {{"referred", row.referred}});
    for (const auto& row : rows.concerns) {
      Assert(concern_,
             {{"code", row.code}, {"end", row.end == CASELOAD_DAY_NONE ? kOpen : row.end}});
    }
    for (const auto& row : rows.events) Assert(event_, {{"kind", row.kind}, {"day", row.day}});
    Assert(question_, {{"since", rows.as_of - kYear}});
    EnvRun(engine_, -1);
    DATA_OBJECT said;
    if (EnvGetDefglobalValue(engine_, "said", &said) == 0) GiveUp("CLIPS forgot what it said");
    return static_cast<char>('0' + DOToLong(said));
  }

  std::span<const rules::SubjectFacts> subjects_;
  void* engine_;
  void* case_;
  void* concern_;
  void* event_;
  void* question_;
};

}  // namespace

std::unique_ptr<Peer> ClipsPeer(std::span<const rules::SubjectFacts> subjects) {
  return std::make_unique<Clips>(subjects);
}

}  // namespace caseload::bench
#else
namespace caseload::bench {

std::unique_ptr<Peer> ClipsPeer(std::span<const rules::SubjectFacts>) {
  std::fprintf(stderr,
               "NOT MEASURED: CLIPS (built without it; scripts/deps --bench installs it)\n");
  return nullptr;
}

}  // namespace caseload::bench
#endif
