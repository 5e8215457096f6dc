// SPDX-License-Identifier: Apache-2.0
// Principal: who is calling, and what they may do.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace caseload::access {

struct Principal {
  std::string id;
  std::set<std::string, std::less<>> permissions;
  bool holds_everything = false;

  bool Holds(std::string_view permission) const;
};

// Whoever can open the server's socket. The socket is the only credential there is so far: it is
// created for its owner alone (0600), and a TCP port is opened only when the operator says so.
Principal LocalOperator();

}  // namespace caseload::access
