// SPDX-License-Identifier: Apache-2.0
// Wire: what host and worker say to each other, as length-prefixed frames of plain bytes over a
// socket pair. Both are built together and run on one machine; still neither believes a length the
// other sends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "caseload/rule.h"

namespace caseload::rules {

// One child with twenty thousand rows is half a megabyte; more than this is no case.
inline constexpr std::size_t kFrameBytes = std::size_t{8} * 1024 * 1024;
// A frame is preceded by its length (4 bytes, of type and payload together) and its type (1 byte).
inline constexpr std::size_t kFrameHead = 5;

enum class FrameType : std::uint8_t {
  kBegin = 1,    // host: the settings, as JSON
  kHello = 2,    // worker: the rule's card
  kRefused = 3,  // worker: why the rule cannot be loaded; it ends after that
  kAsk = 4,      // host: the facts of one case
  kAnswer = 5,   // worker: what the rule said
};

struct Frame {
  FrameType type = FrameType::kBegin;
  std::string payload;
};

std::string FrameHead(FrameType type, std::size_t payload_bytes);
// The bytes that follow the head; nothing when the head is not one.
std::optional<std::size_t> PayloadBytes(std::string_view head, FrameType& type);

// The facts of one child with the rows they are made of.
struct FactsRows {
  std::uint32_t case_id = 0;
  caseload_day as_of = 0;
  caseload_day birth = CASELOAD_DAY_NOT_RECORDED;
  caseload_day expected_birth = CASELOAD_DAY_NOT_RECORDED;
  caseload_day history_complete_from = CASELOAD_DAY_NOT_RECORDED;
  std::vector<caseload_case_row> cases;
  std::vector<caseload_span_row> spans;
  std::vector<caseload_event_row> events;
  std::vector<caseload_concern_row> concerns;
  std::vector<caseload_relation_row> relations;
};

std::string PackFacts(const FactsRows& facts);
std::optional<FactsRows> UnpackFacts(std::string_view bytes);

// What a rule says of itself, copied out of its library.
struct CardText {
  std::string code;
  std::uint32_t kind = 0;
  std::string text;
  std::string unit;
};
struct RuleCard {
  std::string id;
  std::string version;
  std::string title;
  std::string basis;
  std::vector<CardText> texts;
};

std::string PackCard(const RuleCard& card);
std::optional<RuleCard> UnpackCard(std::string_view bytes);

// What a rule said of one case, as it said it: nothing in it has been checked.
struct Said {
  std::uint32_t text = 0;
  std::int64_t measure = CASELOAD_NO_NUMBER;
  std::int64_t threshold = CASELOAD_NO_NUMBER;
  std::vector<caseload_evidence> evidence;
};
struct RuleAnswer {
  std::int32_t status = CASELOAD_OK;
  bool flooded = false;  // it said more than it may
  caseload_day look_again_on = CASELOAD_DAY_NONE;
  std::vector<Said> said;
};

std::string PackAnswer(const RuleAnswer& answer);
std::optional<RuleAnswer> UnpackAnswer(std::string_view bytes);

}  // namespace caseload::rules
