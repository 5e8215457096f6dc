// SPDX-License-Identifier: Apache-2.0
// The guests under plugins/, and books that hold some of them.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/rule_folder.h"
#include "rules/sanitized.h"
#include "rules/subjects.h"

namespace caseload::rules {

std::filesystem::path GuestFile(const std::string& name);
std::string BytesOf(const std::filesystem::path& file);

// Tests that wait for a good answer must not fail on a busy machine.
inline constexpr RuleLimits kPatient{.evaluation = std::chrono::seconds(60),
                                     .batch = std::chrono::seconds(60),
                                     .load = std::chrono::seconds(60)};

std::unique_ptr<RuleBook> OpenFolder(const Folder& folder, RuleLimits limits = kPatient);

// In whose words a crash is told.
inline constexpr const char* kCrash = kSanitized ? "its worker" : "ended by SIGSEGV";

// What confines a worker on this machine, and why a test that needs this wall cannot run here;
// nothing when the wall stands.
const std::vector<Layer>& LayersHere();
std::optional<std::string> LackOf(const std::string& wall);

// Children each with one case, referred on this day and those after it.
std::vector<SubjectFacts> ManySubjects(std::size_t count, const char* first_referred);

}  // namespace caseload::rules
