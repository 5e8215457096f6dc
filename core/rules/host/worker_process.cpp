// SPDX-License-Identifier: Apache-2.0
#include "rules/host/worker_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

// glibc 2.36 forgets to say that these are C.
extern "C" {
#include <sys/pidfd.h>
}

namespace caseload::rules {
namespace {

Error Failed(std::string message) { return {v1::ERROR_REASON_RULE_FAILED, std::move(message)}; }
Error Busy(std::string message) { return {v1::ERROR_REASON_BUSY, std::move(message)}; }

// Copies of descriptors under numbers that do not collide with the worker's, and the host's end of
// the channel.
class Handed {
 public:
  Handed() = default;
  ~Handed() {
    if (host >= 0) close(host);
    for (const int descriptor : copies) close(descriptor);
  }
  Handed(const Handed&) = delete;
  Handed& operator=(const Handed&) = delete;

  bool Add(int descriptor) {
    const int copy = OutOfTheWay(descriptor);
    if (copy >= 0) copies.push_back(copy);
    return copy >= 0;
  }
  bool OpenChannel() {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return false;
    host = ends[0];
    const bool added = Add(ends[1]);
    close(ends[1]);
    return added && fcntl(host, F_SETFL, O_NONBLOCK) == 0;
  }

  int host = -1;
  std::vector<int> copies;
};

std::string InWords(const siginfo_t& end) {
  if (end.si_code == CLD_EXITED)
    return "its worker exited with status " + std::to_string(end.si_status);
  const char* name = sigabbrev_np(end.si_status);
  return std::string("its worker was ended by SIG") + (name == nullptr ? "?" : name);
}

}  // namespace

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::Start(ErrandThread& spawner,
                                                            const WorkerCommand& command,
                                                            std::span<const int> descriptors) {
  Handed handed;
  bool whole = handed.OpenChannel();
  for (const int descriptor : descriptors) whole = whole && handed.Add(descriptor);
  if (!whole) return Busy("no channel to a worker can be opened");
  pid_t pid = -1;
  int pidfd = -1;
  int wrong = 0;
  spawner.Run([&] {
    TakeLongTurns();
    wrong = Spawn(&pid, command, handed.copies);
    // The child is ours and not reaped yet: its number cannot have been given to another process.
    if (wrong == 0) pidfd = pidfd_open(pid, 0);
  });
  if (wrong != 0)
    return Busy(std::string("its worker cannot be started: ") + strerrordesc_np(wrong));
  if (pidfd < 0) {
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
    return Busy("its worker cannot be watched");
  }
  return std::unique_ptr<WorkerProcess>(
      new WorkerProcess(pid, pidfd, std::exchange(handed.host, -1)));
}

WorkerProcess::~WorkerProcess() {
  End();
  close(channel_);
  close(pidfd_);
}

std::optional<std::chrono::nanoseconds> WorkerProcess::ProcessorTime() const {
  clockid_t clock{};
  timespec spent{};
  if (clock_getcpuclockid(pid_, &clock) != 0 || clock_gettime(clock, &spent) != 0)
    return std::nullopt;
  return std::chrono::seconds(spent.tv_sec) + std::chrono::nanoseconds(spent.tv_nsec);
}

std::string WorkerProcess::End() {
  if (ended_) return end_;
  ended_ = true;
  siginfo_t end{};
  pidfd_send_signal(pidfd_, SIGKILL, nullptr, 0);
  while (waitid(P_PIDFD, static_cast<id_t>(pidfd_), &end, WEXITED) != 0) {
    if (errno == EINTR) continue;
    return end_ = "its worker's end was not seen";
  }
  return end_ = InWords(end);
}

std::optional<WorkerUse> WorkerProcess::Used() const {
  // One that is not reaped yet keeps its number.
  return ended_ ? std::nullopt : UseOf(pid_);
}

WorkerProcess::Seen WorkerProcess::Wait(int descriptor, short events, Milliseconds most) const {
  pollfd watched[2] = {{descriptor, events, 0}, {pidfd_, POLLIN, 0}};
  const int ready = poll(watched, 2, static_cast<int>(most.count()));
  if (ready <= 0) return Seen::kNothing;
  return (watched[0].revents & events) != 0 ? Seen::kReady : Seen::kEnded;
}

// The channel closes before the kernel has the worker's end ready: its own end, not our SIGKILL, is
// the news.
Outcome WorkerProcess::Ended() {
  pollfd end{pidfd_, POLLIN, 0};
  poll(&end, 1, 100);
  return Failed(End());
}

Outcome WorkerProcess::Await(short events, Deadline deadline) {
  while (true) {
    const auto left = std::chrono::ceil<Milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) {
      End();
      return Failed("it did not answer in time");
    }
    const Seen seen = Wait(channel_, events, left);
    if (seen == Seen::kReady) return Nothing{};
    if (seen == Seen::kEnded) return Failed(End());
  }
}

Outcome WorkerProcess::SendAll(std::string_view bytes, Deadline deadline) {
  while (!bytes.empty()) {
    const ssize_t sent = send(channel_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (sent < 0 && errno == EAGAIN) {
      if (auto ready = Await(POLLOUT, deadline); !ready) return ready;
    } else if (sent == 0 || errno != EINTR) {
      return Ended();
    }
  }
  return Nothing{};
}

Outcome WorkerProcess::ReceiveAll(char* to, std::size_t size, Deadline deadline) {
  while (size > 0) {
    if (auto ready = Await(POLLIN, deadline); !ready) return ready;
    const ssize_t got = recv(channel_, to, size, 0);
    if (got > 0) {
      to += got;
      size -= static_cast<std::size_t>(got);
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
      return Ended();
    }
  }
  return Nothing{};
}

Outcome WorkerProcess::Send(FrameType type, const std::string& payload, Deadline deadline) {
  if (ended_) return Failed(end_);
  auto sent = SendAll(FrameHead(type, payload.size()) + payload, deadline);
  if (!sent) End();
  return sent;
}

Result<Frame> WorkerProcess::Receive(Deadline deadline) {
  if (ended_) return Failed(end_);
  char head[kFrameHead];
  if (auto got = ReceiveAll(head, sizeof head, deadline); !got) return got.error();
  Frame frame;
  const auto size = PayloadBytes({head, sizeof head}, frame.type);
  if (!size) {
    End();
    return Failed("its worker said what is no frame");
  }
  frame.payload.resize(*size);
  if (auto got = ReceiveAll(frame.payload.data(), *size, deadline); !got) return got.error();
  return frame;
}

}  // namespace caseload::rules
