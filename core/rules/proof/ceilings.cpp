// SPDX-License-Identifier: Apache-2.0
// What a rule takes of this machine, before it takes it while people wait.
#include <algorithm>
#include <array>
#include <cstdio>

#include "rules/layout.h"
#include "rules/proof/checks.h"
#include "rules/sanitized.h"

namespace caseload::rules {
namespace {

using std::chrono::nanoseconds;

constexpr char kHidden[] =
    "this machine does not show what a worker takes: it cannot be held to it";

std::string Written(const char* format, double figure) {
  char text[64];
  std::snprintf(text, sizeof text, format, figure);
  return text;
}
std::string Millis(nanoseconds time) {
  return Written("%.3f ms", std::chrono::duration<double, std::milli>(time).count());
}
std::string Kilos(std::size_t bytes) {
  constexpr double kKilo = 1024;
  return Written("%.0f KB", static_cast<double>(bytes) / kKilo);
}

// What one in force may take.
nanoseconds Allowed(const Court& court) {
  const std::uint32_t asked = court.package.manifest.limits_asked().evaluation_millis();
  const nanoseconds most = court.limits.evaluation;
  return asked == 0 ? most : std::min(most, nanoseconds(std::chrono::milliseconds(asked)));
}

// The processor's time for one subject.
class Stopwatch {
 public:
  Stopwatch(const Candidate& candidate, const RuleSet& set) : candidate_(candidate), set_(set) {}

  Result<nanoseconds> Time(const SubjectFacts& subject) const {
    const auto before = Candidate::Used(set_);
    const auto answers = candidate_.Answers(set_, {&subject, 1}, 1);
    if (!answers) return answers.error();
    const auto after = Candidate::Used(set_);
    if (!before || !after) return Error{v1::ERROR_REASON_BUSY, kHidden};
    return after->processor - before->processor;
  }
  // The middle one of some.
  Result<nanoseconds> Median(const SubjectFacts& subject) const {
    std::array<nanoseconds, 9> times;
    for (auto& time : times) {
      const auto one = Time(subject);
      if (!one) return one.error();
      time = *one;
    }
    std::ranges::nth_element(times, times.begin() + times.size() / 2);
    return times[times.size() / 2];
  }

 private:
  const Candidate& candidate_;
  const RuleSet& set_;
};

// Those that took longest when each was asked about once, the longest first. One that is slow of
// all of them need not be asked about all.
Result<std::vector<const SubjectFacts*>> Slowest(const Stopwatch& watch,
                                                 std::span<const SubjectFacts> subjects,
                                                 nanoseconds enough) {
  constexpr std::size_t kOfThem = 5;
  std::vector<std::pair<nanoseconds, const SubjectFacts*>> timed;
  nanoseconds sum{0};
  for (const auto& subject : subjects) {
    const auto time = watch.Time(subject);
    if (!time) return time.error();
    timed.emplace_back(*time, &subject);
    sum += *time;
    if (sum > enough) break;
  }
  std::ranges::sort(timed, std::greater<>());
  timed.resize(std::min(timed.size(), kOfThem));
  std::vector<const SubjectFacts*> slowest;
  for (const auto& one : timed) slowest.push_back(one.second);
  return slowest;
}

}  // namespace

v1::RuleCheck CheckTime(const Candidate& candidate, std::span<const SubjectFacts> subjects) {
  constexpr char kName[] = "time";
  constexpr int kEnough = 20;
  const nanoseconds allowed = Allowed(candidate.court());
  const auto set = candidate.Started();
  const Stopwatch watch(candidate, *set);
  const auto slowest = Slowest(watch, subjects, kEnough * allowed);
  if (!slowest) return Failed(kName, slowest.error());
  nanoseconds most{0};
  for (const auto* subject : *slowest) {
    const auto time = watch.Median(*subject);
    if (!time) return Failed(kName, time.error());
    most = std::max(most, *time);
  }
  const std::string figures = Millis(most) + " of the processor, of " + Millis(allowed);
  if (most > allowed / 2) {
    return Failed(kName, "the slowest made-up subject takes " + figures +
                             " it may: more than half, and nobody has seen the slowest yet");
  }
  return Passed(kName, "the slowest made-up subject takes " + figures);
}

v1::RuleCheck CheckMemory(const Candidate& candidate, std::span<const SubjectFacts> subjects,
                          std::span<const SubjectFacts> garbage) {
  constexpr char kName[] = "memory";
  constexpr std::size_t kAnswers = 20'000;
  // The least that can be taken is 32 bytes; a heap that is given back and taken again moves less.
  constexpr std::size_t kGrowth = std::size_t{256} * 1024;
  if (kSanitized) return Passed(kName, "not looked at: a sanitizer keeps what was given back");
  const auto set = candidate.Started();
  const auto ask = [&](std::span<const SubjectFacts> about) {
    return candidate.Answers(*set, about, 1);
  };
  // Once, so that it has all that it keeps.
  if (const auto once = ask(garbage); !once) return Failed(kName, once.error());
  if (const auto once = ask(subjects); !once) return Failed(kName, once.error());
  const auto before = Candidate::Used(*set);
  std::size_t answers = 0;
  while (answers < kAnswers) {
    if (const auto again = ask(subjects); !again) return Failed(kName, again.error());
    answers += subjects.size();
  }
  const auto after = Candidate::Used(*set);
  if (!before || !after) return Failed(kName, {v1::ERROR_REASON_BUSY, kHidden});
  const std::size_t grown = after->bytes > before->bytes ? after->bytes - before->bytes : 0;
  if (grown > kGrowth) {
    return Failed(kName, "over " + std::to_string(answers) + " answers its memory grew by " +
                             Kilos(grown) + ": it does not give back what it takes");
  }
  const std::string figures = Kilos(after->most_bytes) + " of " + Kilos(kRuleMemoryBytes);
  if (after->most_bytes > kRuleMemoryBytes / 2) {
    return Failed(kName, "it took " + figures +
                             " it may: more than half, and nobody has seen the largest case yet");
  }
  return Passed(kName, "it took " + figures + ", and " + Kilos(grown) + " more over " +
                           std::to_string(answers) + " answers");
}

}  // namespace caseload::rules
