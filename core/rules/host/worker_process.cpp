// SPDX-License-Identifier: Apache-2.0
#include "rules/host/worker_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

// glibc 2.36 forgets to say that these are C.
extern "C" {
#include <sys/pidfd.h>
}

namespace caseload::rules {
namespace {

// The descriptor the worker finds its end under; see worker/channel.h.
constexpr int kWorkerChannel = 3;

Error Failed(std::string message) { return {v1::ERROR_REASON_RULE_FAILED, std::move(message)}; }

// What a spawn needs and must give back.
class SpawnSettings {
 public:
  explicit SpawnSettings(int channel) {
    posix_spawn_file_actions_init(&files_);
    for (int standard = 0; standard <= 2; ++standard) {
      // What a rule prints could hold facts of a child: it goes nowhere.
      posix_spawn_file_actions_addopen(&files_, standard, "/dev/null",
                                       standard == 0 ? O_RDONLY : O_WRONLY, 0);
    }
    posix_spawn_file_actions_adddup2(&files_, channel, kWorkerChannel);
    posix_spawn_file_actions_addclosefrom_np(&files_, kWorkerChannel + 1);
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    // A group of its own: Ctrl-C at the server's terminal is for the server.
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&files_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  int Spawn(pid_t* pid, std::string program, std::string library) {
    char* words[] = {program.data(), library.data(), nullptr};
    char* environment[] = {nullptr};
    return posix_spawn(pid, program.c_str(), &files_, &attributes_, words, environment);
  }

 private:
  posix_spawn_file_actions_t files_;
  posix_spawnattr_t attributes_;
};

struct Channel {
  int host = -1;
  int worker = -1;
  ~Channel() {
    if (host >= 0) close(host);
    if (worker >= 0) close(worker);
  }
};

bool Open(Channel& channel) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return false;
  channel.host = ends[0];
  // Above the numbers the worker's own descriptors take, or opening those would close it.
  channel.worker = fcntl(ends[1], F_DUPFD_CLOEXEC, kWorkerChannel + 1);
  close(ends[1]);
  return channel.worker >= 0 && fcntl(channel.host, F_SETFL, O_NONBLOCK) == 0;
}

std::string InWords(const siginfo_t& end) {
  if (end.si_code == CLD_EXITED)
    return "its worker exited with status " + std::to_string(end.si_status);
  const char* name = sigabbrev_np(end.si_status);
  return std::string("its worker was ended by SIG") + (name == nullptr ? "?" : name);
}

}  // namespace

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::Start(Spawner& spawner,
                                                            const std::string& program,
                                                            const std::string& library) {
  Channel channel;
  if (!Open(channel)) return Failed("no channel to a worker can be opened");
  SpawnSettings settings(channel.worker);
  pid_t pid = -1;
  int pidfd = -1;
  int wrong = 0;
  spawner.Run([&] {
    wrong = settings.Spawn(&pid, program, library);
    // The child is ours and not reaped yet: its number cannot have been given to another process.
    if (wrong == 0) pidfd = pidfd_open(pid, 0);
  });
  if (wrong != 0)
    return Failed(std::string("its worker cannot be started: ") + strerrordesc_np(wrong));
  if (pidfd < 0) {
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
    return Failed("its worker cannot be watched");
  }
  return std::unique_ptr<WorkerProcess>(
      new WorkerProcess(pid, pidfd, std::exchange(channel.host, -1)));
}

WorkerProcess::~WorkerProcess() {
  End();
  close(channel_);
  close(pidfd_);
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

Outcome WorkerProcess::Await(short events, Deadline deadline) {
  while (true) {
    const auto left = std::chrono::ceil<Milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) {
      End();
      return Failed("it did not answer in time");
    }
    pollfd watched[2] = {{channel_, events, 0}, {pidfd_, POLLIN, 0}};
    const int ready = poll(watched, 2, static_cast<int>(left.count()));
    if (ready < 0 && errno != EINTR) {
      End();
      return Failed("its worker cannot be watched");
    }
    if (ready <= 0) continue;
    // The channel first: what was said before the end was said.
    if ((watched[0].revents & events) != 0) return Nothing{};
    return Failed(End());
  }
}

Outcome WorkerProcess::Send(std::string_view bytes, Deadline deadline) {
  while (!bytes.empty()) {
    const ssize_t sent = send(channel_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (sent < 0 && errno == EAGAIN) {
      if (auto ready = Await(POLLOUT, deadline); !ready) return ready;
    } else if (sent == 0 || errno != EINTR) {
      return Failed(End());
    }
  }
  return Nothing{};
}

Outcome WorkerProcess::Receive(char* to, std::size_t size, Deadline deadline) {
  while (size > 0) {
    if (auto ready = Await(POLLIN, deadline); !ready) return ready;
    const ssize_t got = recv(channel_, to, size, 0);
    if (got > 0) {
      to += got;
      size -= static_cast<std::size_t>(got);
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
      // The channel closes before the kernel has the worker's end ready: its own end, not our
      // SIGKILL, is the news.
      pollfd end{pidfd_, POLLIN, 0};
      poll(&end, 1, 100);
      return Failed(End());
    }
  }
  return Nothing{};
}

Result<Frame> WorkerProcess::ExchangeUntil(FrameType type, const std::string& payload,
                                           Deadline deadline) {
  if (auto sent = Send(FrameHead(type, payload.size()) + payload, deadline); !sent)
    return sent.error();
  char head[kFrameHead];
  if (auto got = Receive(head, sizeof head, deadline); !got) return got.error();
  Frame frame;
  const auto size = PayloadBytes({head, sizeof head}, frame.type);
  if (!size) return Failed("it answered with what is no frame");
  frame.payload.resize(*size);
  if (auto got = Receive(frame.payload.data(), *size, deadline); !got) return got.error();
  return frame;
}

Result<Frame> WorkerProcess::Exchange(FrameType type, const std::string& payload,
                                      Milliseconds limit) {
  if (ended_) return Failed(end_);
  if (payload.size() >= kFrameBytes)
    return Error{v1::ERROR_REASON_TOO_LARGE, "the case is too large for a rule"};
  auto frame = ExchangeUntil(type, payload, std::chrono::steady_clock::now() + limit);
  if (!frame) {
    End();
    return frame.error();
  }
  return frame;
}

}  // namespace caseload::rules
