// SPDX-License-Identifier: Apache-2.0
// Wire: what host and worker say to each other until a rule can be asked, as length-prefixed frames
// of plain bytes over a socket pair, and the rows of which facts are made. Both are built together
// and run on one machine; still neither believes a length the other sends. What is asked and
// answered then goes through shared memory (layout.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "caseload/rule.h"

namespace caseload::rules {

// A card with the longest catalogue is two megabytes; more than this is no card.
inline constexpr std::size_t kFrameBytes = std::size_t{4} * 1024 * 1024;
// A frame is preceded by its length (4 bytes, of type and payload together) and its type (1 byte).
inline constexpr std::size_t kFrameHead = 5;

enum class FrameType : std::uint8_t {
  kConfined = 1,  // worker: what it has given up, before it loads a stranger's code
  kHello = 2,     // worker: the rule's card
  kRefused = 3,   // worker: why the rule cannot be loaded or made; it ends after that
  kMake = 4,      // host: what is set
  kMade = 5,      // worker: the rule can be asked, and this was the last frame
};

struct Frame {
  FrameType type = FrameType::kConfined;
  std::string payload;
};

std::string FrameHead(FrameType type, std::size_t payload_bytes);
// The bytes that follow the head; nothing when the head is not one.
std::optional<std::size_t> PayloadBytes(std::string_view head, FrameType& type);

// The facts of one subject with the rows they are made of.
struct FactsRows {
  std::uint32_t subject_kind = CASELOAD_SUBJECT_CHILD;
  std::uint32_t subject = 0;
  std::uint32_t case_id = 0;
  caseload_day as_of = 0;
  caseload_day history_complete_from = CASELOAD_DAY_NOT_RECORDED;
  std::uint32_t given = 0;
  std::vector<caseload_child_row> children;
  std::vector<caseload_case_row> cases;
  std::vector<caseload_span_row> spans;
  std::vector<caseload_event_row> events;
  std::vector<caseload_concern_row> concerns;
  std::vector<caseload_relation_row> relations;
  std::vector<caseload_worker_row> workers;
  std::vector<caseload_allocation_row> allocations;
  std::vector<caseload_absence_row> absences;
  std::vector<caseload_mark_row> marks;
  std::vector<caseload_tally_row> tallies;
};

// Calls `take` with each array and its group, in the order of caseload_facts.
template <class Rows, class Take>
void EachGroup(Rows& facts, Take&& take) {
  take(CASELOAD_GROUP_CHILDREN, facts.children);
  take(CASELOAD_GROUP_CASES, facts.cases);
  take(CASELOAD_GROUP_SPANS, facts.spans);
  take(CASELOAD_GROUP_EVENTS, facts.events);
  take(CASELOAD_GROUP_CONCERNS, facts.concerns);
  take(CASELOAD_GROUP_RELATIONS, facts.relations);
  take(CASELOAD_GROUP_WORKERS, facts.workers);
  take(CASELOAD_GROUP_ALLOCATIONS, facts.allocations);
  take(CASELOAD_GROUP_ABSENCES, facts.absences);
  take(CASELOAD_GROUP_MARKS, facts.marks);
  take(CASELOAD_GROUP_TALLIES, facts.tallies);
}

// The facts as bytes, with only these groups of rows: the same facts are the same bytes.
std::string PackFacts(const FactsRows& facts, std::uint32_t groups = CASELOAD_GROUP_ALL);
std::optional<FactsRows> UnpackFacts(std::string_view bytes);

// The calendar and the clock table of the authority.
struct ReferenceClock {
  std::string name;
  std::int32_t limit = 0;
  std::uint16_t unit = 0;
  std::uint16_t inclusive = 0;
  std::uint16_t kind = 0;
  caseload_day valid_from = CASELOAD_DAY_NOT_RECORDED;
  caseload_day valid_until = CASELOAD_DAY_NONE;
};
struct ReferenceRows {
  caseload_day calendar_first = 0;
  std::uint32_t calendar_days = 0;
  std::vector<std::uint8_t> days_off;  // a bit a day
  std::vector<ReferenceClock> clocks;
};

// One layer of what confines a worker.
struct Layer {
  std::string name;  // what the worker is kept from
  bool in_force = false;
  std::string why;  // when it is not in force; in force, what about it is worth knowing
};
struct Confined {
  std::uint64_t facts_at = 0;  // where the worker has mapped the facts
  std::vector<Layer> layers;
};

std::string PackConfined(const Confined& confined);
std::optional<Confined> UnpackConfined(std::string_view bytes);

// All that a rule is made with: each time one value for each parameter of its card.
using Making = std::vector<std::vector<std::int64_t>>;
std::string PackMaking(const Making& making);
std::optional<Making> UnpackMaking(std::string_view bytes);

// What a rule says of itself, copied out of its library.
struct CardText {
  std::string code;
  std::uint32_t kind = 0;
  std::string text;
  std::string unit;
  std::vector<std::uint32_t> value_kinds;  // of {1}, {2}, …
};
struct CardParameter {
  std::string name;
  std::string title;
  std::string unit;
  std::string basis;
  std::int64_t otherwise = 0;
  std::int64_t least = 0;
  std::int64_t most = 0;
};
struct RuleCard {
  std::string id;
  std::string version;
  std::string title;
  std::string basis;
  std::uint32_t subjects = CASELOAD_SUBJECT_CHILD;
  std::uint32_t facts_needed = 0;
  std::uint32_t vocabulary = CASELOAD_VOCABULARY;
  std::vector<CardText> texts;
  std::vector<CardParameter> parameters;
  // What it was built with, which need not be what this server was built with.
  std::uint32_t contract_minor = CASELOAD_RULE_ABI_MINOR;
  std::uint32_t facts_schema_min = CASELOAD_FACTS_SCHEMA;
  std::uint32_t facts_schema_max = CASELOAD_FACTS_SCHEMA;
};

std::string PackCard(const RuleCard& card);
std::optional<RuleCard> UnpackCard(std::string_view bytes);

}  // namespace caseload::rules
