// SPDX-License-Identifier: Apache-2.0
#include "rules/host/worker.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>

#include "rules/card.h"

namespace caseload::rules {
namespace {

using Clock = std::chrono::steady_clock;

Error Failed(std::string message) { return {v1::ERROR_REASON_RULE_FAILED, std::move(message)}; }
Error Refused(std::string message) {
  return {v1::ERROR_REASON_RULE_UNAVAILABLE, std::move(message)};
}
Error RefusedBy(const Frame& frame) { return Refused(Legible(frame.payload, 2 * kLineCharacters)); }
constexpr char kNoSense[] = "its worker said what cannot be understood";

bool Tell(int event) {
  const std::uint64_t once = 1;
  return write(event, &once, sizeof once) == sizeof once;
}
void Clear(int event) {
  std::uint64_t times = 0;
  if (read(event, &times, sizeof times) != sizeof times) return;  // it is clear
}

}  // namespace

Result<std::unique_ptr<Worker>> Worker::Start(ErrandThread& spawner, const WorkerCommand& command) {
  std::unique_ptr<Worker> worker(new Worker);
  auto facts = Slab::Make(kFactsBytes, Slab::Others::kRead);
  auto answers = Slab::Make(kAnswerBytes, Slab::Others::kWrite);
  worker->asked_ = eventfd(0, EFD_CLOEXEC);
  worker->answered_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (!facts || !answers || worker->asked_ < 0 || worker->answered_ < 0)
    return Error{v1::ERROR_REASON_BUSY, "no memory can be shared with a worker"};
  worker->facts_ = *std::move(facts);
  worker->answers_ = *std::move(answers);
  const int descriptors[] = {worker->facts_.descriptor(), worker->answers_.descriptor(),
                             worker->asked_, worker->answered_};
  auto process = WorkerProcess::Start(spawner, command, descriptors);
  if (!process) return process.error();
  worker->process_ = *std::move(process);
  return worker;
}

Worker::~Worker() {
  if (asked_ >= 0) close(asked_);
  if (answered_ >= 0) close(answered_);
}

Result<Worker::Introduction> Worker::Introduced(Milliseconds limit) {
  const Deadline deadline = Clock::now() + limit;
  // What confines the worker is said before a stranger's code runs in it.
  const auto first = process_->Receive(deadline);
  if (!first) return first.error();
  if (first->type == FrameType::kRefused) return RefusedBy(*first);
  auto confined =
      first->type == FrameType::kConfined ? UnpackConfined(first->payload) : std::nullopt;
  if (!confined) return Failed(kNoSense);
  facts_at_ = confined->facts_at;
  const auto second = process_->Receive(deadline);
  if (!second) return second.error();
  if (second->type == FrameType::kRefused) return RefusedBy(*second);
  auto card = second->type == FrameType::kHello ? UnpackCard(second->payload) : std::nullopt;
  if (!card) return Failed(kNoSense);
  if (const auto wrong = WrongWith(*card)) return Failed("its card is invalid: " + *wrong);
  return Introduction{std::move(confined->layers), *std::move(card)};
}

Outcome Worker::Make(const Making& making, Milliseconds limit) {
  return process_->Send(FrameType::kMake, PackMaking(making), Clock::now() + limit);
}

Outcome Worker::Made(const ReferenceRows& reference, Milliseconds limit) {
  const auto frame = process_->Receive(Clock::now() + limit);
  if (!frame) return frame.error();
  if (frame->type == FrameType::kRefused) return RefusedBy(*frame);
  if (frame->type != FrameType::kMade) return Failed(kNoSense);
  process_->turns().BeAsked();
  image_ = FactsImage(facts_.bytes(), facts_at_);
  if (!image_.SetReference(reference)) return Failed("the calendar is too large for a rule");
  return Nothing{};
}

std::uint64_t Worker::Progress() const {
  return *reinterpret_cast<const volatile std::uint64_t*>(answers_.bytes().data() +
                                                          offsetof(AnswerHead, progress));
}

void Worker::SetProgress(std::uint64_t subject) {
  *reinterpret_cast<volatile std::uint64_t*>(answers_.bytes().data() +
                                             offsetof(AnswerHead, progress)) = subject;
}

// The worker is dead when this is asked, and the counter stands still.
Worker::Fault Worker::Ended(std::string why, std::size_t count) {
  process_->End();
  const std::uint64_t progress = Progress();
  if (count == 1) return {std::move(why), 0, 0};
  if (progress >= count) return {std::move(why), std::nullopt, 0};
  return {std::move(why), progress, 0};
}

// A rule that computes and computes stands back, so that nobody else waits for it; one that only
// waits for its turn does not.
bool Worker::StoodBack(std::optional<std::chrono::nanoseconds>& at_first) const {
  constexpr Milliseconds kMost{1};
  const auto used = process_->ProcessorTime();
  if (!at_first) at_first = used;
  if (!used || *used - *at_first < kMost) return false;
  process_->turns().StandBack();
  return true;
}

// The time of a subject begins anew when the counter rises; one that falls is not believed. When
// all were too many for the time, nobody is to blame: the next ask is for those that were not.
std::optional<Worker::Fault> Worker::AwaitAnswer(std::size_t count, Patience patience) {
  // Most answers are there before anybody looks.
  constexpr Milliseconds kLook{1};
  const auto begun = Clock::now();
  auto since = begun;
  std::uint64_t furthest = 0;
  std::optional<std::chrono::nanoseconds> used;
  bool back = false;
  while (true) {
    const auto now = Clock::now();
    if (furthest > 0 && now >= begun + patience.all) {
      process_->End();
      return Fault{"it did not answer for so many in time", std::nullopt, furthest};
    }
    const auto left = std::chrono::ceil<Milliseconds>(since + patience.subject - now);
    if (left.count() <= 0) return Ended("it did not answer in time", count);
    // A slow subject is seen within a quarter of its time.
    const Milliseconds quarter =
        std::max(Milliseconds(1), std::min(patience.subject, patience.all) / 4);
    switch (process_->Wait(answered_, POLLIN,
                           std::min({left, quarter, back || count > 1 ? quarter : kLook}))) {
      case WorkerProcess::Seen::kReady:
        Clear(answered_);
        if (back) process_->turns().StandAsBefore();
        return std::nullopt;
      case WorkerProcess::Seen::kEnded:
        return Ended(process_->End(), count);
      case WorkerProcess::Seen::kNothing:
        break;
    }
    if (patience.given_up != nullptr && *patience.given_up && (*patience.given_up)()) {
      process_->End();
      return Fault{"it was given up", std::nullopt, 0};
    }
    // Many at a time are asked by the server itself, for nobody who waits: what they cost is known.
    back = back || (count == 1 && StoodBack(used));
    const std::uint64_t progress = Progress();
    if (progress < count && progress > furthest) {
      furthest = progress;
      since = Clock::now();
    }
  }
}

void Worker::Ask(std::span<const SubjectFacts* const> subjects, Manner manner) {
  question_ = {question_.sequence + 1, subjects.size(), 0, manner.why ? 1u : 0u, manner.made};
  image_.Write(subjects, manner.groups, question_);
  SetProgress(kNobody);
  const StayHere here;
  process_->RunOn(here.core());
  told_ = Tell(asked_);
}

bool Worker::HasAnswered(Milliseconds most) const {
  return !told_ || process_->Wait(answered_, POLLIN, most) != WorkerProcess::Seen::kNothing;
}

std::variant<std::vector<RuleAnswer>, Worker::Fault> Worker::Hear(Patience patience) {
  const std::size_t count = question_.count;
  if (!told_) return Ended("its worker cannot be asked", count);
  if (auto fault = AwaitAnswer(count, patience)) return *std::move(fault);
  auto answers = CopyAnswers(answers_.bytes(), question_);
  if (!answers) {
    process_->End();
    return Fault{kNoSense, count == 1 ? std::optional<std::size_t>(0) : std::nullopt, 0};
  }
  if (answers->status == CASELOAD_OK) return std::move(answers->by_subject);
  auto fault = Ended("it gave up with status " + std::to_string(answers->status), count);
  if (fault.culprit && answers->by_subject[*fault.culprit].flooded)
    fault.why = "it said more of one case than a rule may";
  return fault;
}

}  // namespace caseload::rules
