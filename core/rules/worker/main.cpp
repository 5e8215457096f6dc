// SPDX-License-Identifier: Apache-2.0
// The rule worker: loads one rule, answers the host's questions about it, and dies with the host.
// Nobody starts it by hand; what it gives up before loading is in confine.h.
#include <unistd.h>

#include <cstdio>
#include <exception>

#include "rules/worker/channel.h"
#include "rules/worker/confine.h"
#include "rules/worker/evaluation.h"
#include "rules/worker/library.h"

namespace caseload::rules {
namespace {

constexpr unsigned kLoadSeconds = 10;
constexpr unsigned kEvaluationSeconds = 2;

bool Refuse(const std::string& why) { return SendFrame(FrameType::kRefused, why); }

// Answers until the host hangs up.
bool Serve(const LoadedRule& loaded, const ReferenceRows& reference) {
  const Reference shown(reference);
  while (const auto asked = ReadFrame()) {
    if (asked->type != FrameType::kAsk) return false;
    const auto rows = UnpackFacts(asked->payload);
    if (!rows) return false;
    AllowProcessorSeconds(kEvaluationSeconds);
    const auto answer = Evaluate(loaded, *rows, shown);
    if (!SendFrame(FrameType::kAnswer, PackAnswer(answer))) return false;
  }
  return true;
}

bool Run(const std::string& path) {
  if (const auto why = Confine()) return Refuse(*why);
  const auto begin = ReadFrame();
  if (!begin || begin->type != FrameType::kLoad) return false;
  AllowProcessorSeconds(kLoadSeconds);
  auto loaded = LoadRule(path);
  if (const auto* refusal = std::get_if<Refusal>(&loaded)) return Refuse(refusal->why);
  auto& rule = std::get<LoadedRule>(loaded);
  if (!SendFrame(FrameType::kHello, PackCard(rule.card))) return false;
  const auto make = ReadFrame();
  if (!make || make->type != FrameType::kMake) return false;
  const auto making = UnpackMaking(make->payload);
  if (!making) return false;
  if (const auto refusal = Make(rule, making->values)) return Refuse(refusal->why);
  return SendFrame(FrameType::kMade, "") && Serve(rule, making->reference);
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
