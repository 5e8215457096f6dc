// SPDX-License-Identifier: Apache-2.0
#include "rules/guests.h"

#include <fstream>
#include <iterator>

namespace caseload::rules {

namespace fs = std::filesystem;

fs::path GuestFile(const std::string& name) {
  return fs::path(CASELOAD_GUESTS) / name / ("guest_" + name + ".so");
}

std::string BytesOf(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::unique_ptr<RuleBook> OpenFolder(const Folder& folder, RuleLimits limits) {
  return OpenFolder(folder.path(), CASELOAD_RULE_WORKER, {SampleNumbers(), {}}, limits);
}

const std::vector<Layer>& LayersHere() {
  static const auto& layers = *new std::vector<Layer>([] {
    const Folder folder;
    folder.Bring(GuestFile("good"));
    return OpenFolder(folder)->InForce()->Confinement();
  }());
  return layers;
}

std::optional<std::string> LackOf(const std::string& wall) {
  if (wall.empty()) return std::nullopt;
  for (const auto& layer : LayersHere()) {
    if (layer.name != wall) continue;
    if (layer.in_force) return std::nullopt;
    return "NOT TESTED: here nothing keeps a rule from " + wall + " (" + layer.why + ")";
  }
  return "NOT TESTED: no worker told of " + wall;
}

std::vector<SubjectFacts> ManySubjects(std::size_t count, const char* first_referred) {
  const Date first = Day(first_referred);
  std::vector<SubjectFacts> all(count);
  for (std::size_t i = 0; i < count; ++i) {
    auto& [rows, origins] = all[i];
    const Date referred = first + static_cast<std::int32_t>(i);
    rows.subject = 1;
    rows.case_id = 2;
    rows.as_of = referred.days + 100;
    rows.given = CASELOAD_GROUP_CHILDREN | CASELOAD_GROUP_CASES;
    auto& child = rows.children.emplace_back();
    child.id = 1;
    child.birth = referred.days - 1000;
    auto& asked = rows.cases.emplace_back();
    asked.id = 2;
    asked.child = 1;
    asked.referred = asked.recorded = referred.days;
    asked.closed = CASELOAD_DAY_NONE;
    origins.push_back({CASELOAD_EVIDENCE_CHILD, "person", "child-" + std::to_string(i),
                       referred.days - 1000, CASELOAD_DAY_NONE});
    origins.push_back({CASELOAD_EVIDENCE_CASE, "case", "case-" + std::to_string(i), referred.days,
                       CASELOAD_DAY_NONE});
  }
  return all;
}

}  // namespace caseload::rules
