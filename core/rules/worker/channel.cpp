// SPDX-License-Identifier: Apache-2.0
#include "rules/worker/channel.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace caseload::rules {
namespace {

bool ReadAll(char* to, std::size_t size) {
  while (size > 0) {
    const ssize_t got = read(kChannel, to, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    to += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

bool SendAll(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(kChannel, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace

std::optional<Frame> ReadFrame() {
  char head[kFrameHead];
  if (!ReadAll(head, sizeof head)) return std::nullopt;
  Frame frame;
  const auto size = PayloadBytes({head, sizeof head}, frame.type);
  if (!size) return std::nullopt;
  frame.payload.resize(*size);
  if (!ReadAll(frame.payload.data(), *size)) return std::nullopt;
  return frame;
}

bool SendFrame(FrameType type, const std::string& payload) {
  return SendAll(FrameHead(type, payload.size()) + payload);
}

}  // namespace caseload::rules
