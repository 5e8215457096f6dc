// SPDX-License-Identifier: Apache-2.0
// Peers: other rule engines that are asked the same of the same subjects, for a comparison.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "rules/subject_facts.h"

namespace caseload::bench {

// What an engine said of all subjects, a digit each: 1 for REFERRALS, 2 for CONCERNS, 4 for
// CONTACTS, together.
struct PeerAnswer {
  std::string said;
  double cpu_seconds = 0;  // of its process, or of this one where it is a library
};

class Peer {
 public:
  virtual ~Peer() = default;
  virtual PeerAnswer AskAll() = 0;
};

// An engine of Node.js by its name in peers/peers.js, with the subjects in its memory; nothing, and
// a line on stderr that says so, when it was not installed (scripts/bench does).
std::unique_ptr<Peer> NodePeer(const std::string& engine,
                               std::span<const rules::SubjectFacts> subjects,
                               const std::filesystem::path& scratch);
// CLIPS, in this process; nothing when this program was built without it.
std::unique_ptr<Peer> ClipsPeer(std::span<const rules::SubjectFacts> subjects);

}  // namespace caseload::bench
