// SPDX-License-Identifier: Apache-2.0
// The rule worker: loads one rule, answers the host's questions about it, and dies with the host.
// Nobody starts it by hand; what it gives up before loading is in confine.h.
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <exception>
#include <filesystem>

#include "rules/slab.h"
#include "rules/worker/channel.h"
#include "rules/worker/confine.h"
#include "rules/worker/evaluation.h"
#include "rules/worker/library.h"

namespace caseload::rules {
namespace {

bool Refuse(const std::string& why) { return SendFrame(FrameType::kRefused, why); }

// False when the host is gone.
bool WaitForQuestion() {
  std::uint64_t times = 0;
  ssize_t got = 0;
  do {
    got = read(kAskedEvent, &times, sizeof times);
  } while (got < 0 && errno == EINTR);
  return got == sizeof times;
}

bool SayAnswered() {
  const std::uint64_t once = 1;
  return write(kAnsweredEvent, &once, sizeof once) == sizeof once;
}

// Answers until the host is gone.
bool Serve(const LoadedRule& loaded, const Slab& facts, const Slab& answers) {
  AnswerWriter writer(answers.bytes());
  while (WaitForQuestion()) {
    Evaluate(loaded, *reinterpret_cast<const AskHead*>(facts.bytes().data()), writer);
    if (!SayAnswered()) return false;
  }
  return true;
}

bool Run(const std::string& path) {
  if (const auto why = TieToHost()) return Refuse(*why);
  const auto facts = Slab::Take(kFactsSlab, kFactsBytes, Slab::Others::kRead);
  const auto answers = Slab::Take(kAnswerSlab, kAnswerBytes, Slab::Others::kWrite);
  if (!facts || !answers) return Refuse("the worker cannot map what it shares with the host");
  const Confined confined{reinterpret_cast<std::uint64_t>(facts->bytes().data()),
                          Confine(std::filesystem::path(path).parent_path())};
  if (!SendFrame(FrameType::kConfined, PackConfined(confined))) return false;
  auto loaded = LoadRule(path);
  if (const auto* refusal = std::get_if<Refusal>(&loaded)) return Refuse(refusal->why);
  auto& rule = std::get<LoadedRule>(loaded);
  if (!SendFrame(FrameType::kHello, PackCard(rule.card))) return false;
  const auto make = ReadFrame();
  if (!make || make->type != FrameType::kMake) return false;
  const auto making = UnpackMaking(make->payload);
  if (!making) return false;
  if (const auto refusal = Make(rule, *making)) return Refuse(refusal->why);
  LiftLoadLimit();
  if (!SendFrame(FrameType::kMade, "")) return false;
  close(kChannel);
  return CloseAllButTheEvents() && Serve(rule, *facts, *answers);
}

}  // namespace
}  // namespace caseload::rules

int main(int count, char** words) {
  if (count != 2 || words[1][0] != '/') {
    std::fputs("caseload-rule-worker is started by the server, with the path of one rule\n",
               stderr);
    return 2;
  }
  bool well = false;
  try {
    well = caseload::rules::Run(words[1]);
  } catch (const std::exception&) {
    well = false;  // out of memory, most likely: the host sees the exit
  }
  // Not through the destructors of a stranger's statics.
  _exit(well ? 0 : 1);
}
