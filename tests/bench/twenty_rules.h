// SPDX-License-Identifier: Apache-2.0
// Twenty rules: ten of the release and ten of an author of this program's, as packages, and a
// server that has them in force.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cpp/connection.h"
#include "rules/package.h"

namespace caseload::bench {

client::ConnectOptions At(const std::string& address);

// Signed by nobody. All are about a child.
std::vector<std::string> TwentyRules(const std::filesystem::path& scratch);

// By the steps any rule takes: its key in the ring, uploaded, validated, activated. Returns when
// the server has asked them about all open cases, which it does by itself.
void BringIntoForce(const client::Connection& connection, const std::vector<std::string>& packages,
                    const std::string& a_case);

}  // namespace caseload::bench
