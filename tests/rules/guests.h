// SPDX-License-Identifier: Apache-2.0
// The guests under plugins/, and books that hold some of them.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "rules/rule_book.h"
#include "rules/subjects.h"

namespace caseload::rules {

std::filesystem::path GuestFile(const std::string& name);
std::string BytesOf(const std::filesystem::path& file);

// Tests that wait for a good answer must not fail on a busy machine.
inline constexpr RuleLimits kPatient{.evaluation = std::chrono::seconds(60),
                                     .batch = std::chrono::seconds(60),
                                     .load = std::chrono::seconds(60)};

std::unique_ptr<RuleBook> OpenFolder(const Folder& folder, RuleLimits limits = kPatient);

// Sanitizers end a process that crashes in their own way, and a worker built with one cannot be
// confined.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif
inline constexpr const char* kCrash = kSanitized ? "its worker" : "ended by SIGSEGV";

// Children each with one case, referred on this day and those after it.
std::vector<SubjectFacts> ManySubjects(std::size_t count, const char* first_referred);

}  // namespace caseload::rules
