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
bool Serve(const LoadedRule& loaded) {
  while (const auto asked = ReadFrame()) {
    if (asked->type != FrameType::kAsk) return false;
    const auto rows = UnpackFacts(asked->payload);
    if (!rows) return false;
    AllowProcessorSeconds(kEvaluationSeconds);
    if (!SendFrame(FrameType::kAnswer, PackAnswer(Evaluate(loaded, *rows)))) return false;
  }
  return true;
}

bool Run(const std::string& path) {
  if (const auto why = Confine()) return Refuse(*why);
  const auto begin = ReadFrame();
  if (!begin || begin->type != FrameType::kBegin) return false;
  AllowProcessorSeconds(kLoadSeconds);
  const auto loaded = LoadRule(path, begin->payload);
  if (const auto* refusal = std::get_if<Refusal>(&loaded)) return Refuse(refusal->why);
  const auto& rule = std::get<LoadedRule>(loaded);
  return SendFrame(FrameType::kHello, PackCard(rule.card)) && Serve(rule);
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
