// SPDX-License-Identifier: Apache-2.0
// A process that is asked over its standard input and answers over its standard output.
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "bench/child.h"
#include "bench/must.h"
#include "bench/peer.h"

namespace caseload::bench {
namespace {

namespace fs = std::filesystem;
using rules::SubjectFacts;

constexpr char kPeers[] = CASELOAD_BENCH_PEERS;

// The first program of this name on the path; empty when there is none.
fs::path ProgramCalled(const std::string& name) {
  const char* path = std::getenv("PATH");
  for (std::string rest = path == nullptr ? "" : path; !rest.empty();) {
    const auto colon = rest.find(':');
    const fs::path program = fs::path(rest.substr(0, colon)) / name;
    if (::access(program.c_str(), X_OK) == 0) return program;
    rest = colon == std::string::npos ? "" : rest.substr(colon + 1);
  }
  return {};
}

template <class Row, class Write>
void WriteRows(std::ostream& out, const char* name, const std::vector<Row>& rows, Write write) {
  out << ",\"" << name << "\":[";
  const char* between = "";
  for (const Row& row : rows) {
    out << between << "{";
    write(row);
    out << "}";
    between = ",";
  }
  out << "]";
}

// Of the rows that the rule reads what it reads of them.
void WriteSubjects(const fs::path& file, std::span<const SubjectFacts> subjects) {
  constexpr int kOpen = -1;
  std::ofstream out(file);
  const char* between = "[";
  for (const auto& [rows, origins] : subjects) {
    out << between << "{\"asOf\":" << rows.as_of;
    WriteRows(out, "cases", rows.cases,
              [&](const auto& row) { out << "\"referred\":" << row.referred; });
    WriteRows(out, "concerns", rows.concerns, [&](const auto& row) {
      out << "\"code\":" << row.code
          << ",\"end\":" << (row.end == CASELOAD_DAY_NONE ? kOpen : row.end);
    });
    WriteRows(out, "events", rows.events,
              [&](const auto& row) { out << "\"kind\":" << row.kind << ",\"day\":" << row.day; });
    out << "}";
    between = ",\n";
  }
  out << "]\n";
  if (!out.flush()) GiveUp("the facts for a peer cannot be written");
}

class NodeProcess : public Peer {
 public:
  NodeProcess(const fs::path& node, const std::string& engine, const fs::path& facts) {
    int to[2];
    int from[2];
    if (::pipe2(to, O_CLOEXEC) != 0 || ::pipe2(from, O_CLOEXEC) != 0) GiveUp("no pipe to a peer");
    std::vector<std::string> words{Self().string(), "leash",
                                   node.string(),   std::string(kPeers) + "/peers.js",
                                   engine,          facts.string()};
    std::vector<char*> pointers;
    for (auto& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
    const int failed =
        ::posix_spawn(&pid_, pointers[0], &actions, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(to[0]);
    ::close(from[1]);
    input_ = to[1];
    output_ = ::fdopen(from[0], "r");
    if (failed != 0 || Line() != "ready") GiveUp("the peer " + engine + " does not start");
  }
  ~NodeProcess() override {
    ::close(input_);  // it ends at the end of its questions
    std::fclose(output_);
    int status = 0;
    ::waitpid(pid_, &status, 0);
  }
  NodeProcess(const NodeProcess&) = delete;
  NodeProcess& operator=(const NodeProcess&) = delete;

  PeerAnswer AskAll() override {
    if (::write(input_, "go\n", 3) != 3) GiveUp("a peer has ended");
    const std::string line = Line();
    const auto space = line.find(' ');
    if (space == std::string::npos) GiveUp("a peer answered nothing");
    constexpr double kMicros = 1e-6;
    return {line.substr(space + 1), std::stod(line) * kMicros};
  }

 private:
  std::string Line() {
    std::string line;
    for (int letter = std::fgetc(output_); letter != EOF && letter != '\n';
         letter = std::fgetc(output_)) {
      line += static_cast<char>(letter);
    }
    return line;
  }

  pid_t pid_ = -1;
  int input_ = -1;
  std::FILE* output_ = nullptr;
};

}  // namespace

std::unique_ptr<Peer> NodePeer(const std::string& engine, std::span<const SubjectFacts> subjects,
                               const fs::path& scratch) {
  const fs::path node = ProgramCalled("node");
  if (node.empty() || !fs::exists(fs::path(kPeers) / "node_modules")) {
    std::fprintf(stderr,
                 "NOT MEASURED: %s (it is not installed; scripts/bench --only rules-peers "
                 "installs it)\n",
                 engine.c_str());
    return nullptr;
  }
  const fs::path facts = scratch / "peer-facts.json";
  if (!fs::exists(facts)) WriteSubjects(facts, subjects);
  return std::make_unique<NodeProcess>(node, engine, facts);
}

}  // namespace caseload::bench
