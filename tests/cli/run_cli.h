// SPDX-License-Identifier: Apache-2.0
// Runs the command line inside the test, on screens made of strings.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "cli/program.h"
#include "cpp/fake_server.h"

namespace caseload::cli {

struct Ran {
  int code = 0;
  std::string out;
  std::string err;
};

struct Typing {
  std::string text = "";
  bool at_a_terminal = false;
  int width = 80;
};

inline Ran RunWords(const std::vector<std::string>& words, const Typing& typing = {}) {
  std::istringstream in(typing.text);
  std::ostringstream out;
  std::ostringstream err;
  const Screen screen{
      in, out, err, typing.at_a_terminal, typing.at_a_terminal, typing.at_a_terminal, typing.width};
  const int code = Run(words, screen);
  return {code, out.str(), err.str()};
}

inline Ran RunAt(const fakes::FakeServer& server, std::vector<std::string> words,
                 const Typing& typing = {}) {
  words.insert(words.begin(), {"--server", server.address()});
  return RunWords(words, typing);
}

}  // namespace caseload::cli
