// SPDX-License-Identifier: Apache-2.0
// Landlock: nothing of the file system but the rule's own folder, for reading; no network, and no
// signal to anybody outside, where the kernel has these.
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>

#include "rules/worker/confine.h"

namespace caseload::rules {
namespace {

// As the kernel has it since the sixth version; Debian 12's header ends after the first field.
struct Ruleset {
  std::uint64_t files;
  std::uint64_t network;
  std::uint64_t scopes;
};
constexpr std::uint64_t kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kNetwork = 3;  // bind and connect
constexpr std::uint64_t kScopes = 3;   // abstract sockets and signals

Ruleset AllThatIsKnownTo(long version) {
  // Bits 0 to 12 are the first version's; moving between folders, truncating and devices came
  // later.
  std::uint64_t files = (1ULL << 13) - 1;
  if (version >= 2) files |= 1ULL << 13;
  if (version >= 3) files |= 1ULL << 14;
  if (version >= 5) files |= 1ULL << 15;
  return {files, version >= 4 ? kNetwork : 0, version >= 6 ? kScopes : 0};
}

std::size_t BytesKnownTo(long version) {
  if (version >= 6) return sizeof(Ruleset);
  return version >= 4 ? offsetof(Ruleset, scopes) : offsetof(Ruleset, network);
}

// Closes what it was given.
class Descriptor {
 public:
  explicit Descriptor(long number) : number_(static_cast<int>(number)) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

bool Restrict(long version, const std::string& folder) {
  const Ruleset all = AllThatIsKnownTo(version);
  const Descriptor rules(syscall(SYS_landlock_create_ruleset, &all, BytesKnownTo(version), 0));
  const Descriptor readable(open(folder.c_str(), O_PATH | O_CLOEXEC | O_DIRECTORY));
  if (rules.number() < 0 || readable.number() < 0) return false;
  landlock_path_beneath_attr beneath{};
  beneath.allowed_access = kRead;
  beneath.parent_fd = readable.number();
  return syscall(SYS_landlock_add_rule, rules.number(), LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) ==
             0 &&
         syscall(SYS_landlock_restrict_self, rules.number(), 0) == 0;
}

}  // namespace

Layer CloseFiles(const std::string& rule_folder) {
  const std::string name = "files";
  if (kSanitized) return {name, false, "built with a sanitizer"};
  const long version =
      syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return {name, false, "the kernel has no Landlock"};
  if (!Restrict(version, rule_folder)) return {name, false, "Landlock refused"};
  return {name, true, "Landlock " + std::to_string(version)};
}

}  // namespace caseload::rules
