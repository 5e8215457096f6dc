// SPDX-License-Identifier: Apache-2.0
// What this rule says, and the numbered slots an authority fills.
#pragma once

#include <caseload/rule.hpp>

namespace checklist {

using caseload::rule::Parameter;
using caseload::rule::Text;

inline constexpr std::size_t kSlots = 24;

enum TextOf : std::uint32_t {
  kHigh,
  kMedium,
  kUnknown,
  kJudgement,
  kEscalation,
  kIncidentDayMissing,
};
inline constexpr std::array kTexts{
    Text(
        "CHECKLIST_HIGH", CASELOAD_KIND_PROMPT,
        "Items of the checklist answered yes: {measure} (told from {threshold} on); not known: {1}",
        "items", CASELOAD_VALUE_NUMBER),
    Text(
        "CHECKLIST_MEDIUM", CASELOAD_KIND_INFO,
        "Items of the checklist answered yes: {measure} (told from {threshold} on); not known: {1}",
        "items", CASELOAD_VALUE_NUMBER),
    Text("CHECKLIST_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "Items answered yes: {1}, not known: {2}; if all were yes, {measure} would be at or above "
         "{threshold}",
         "items", CASELOAD_VALUE_NUMBER, CASELOAD_VALUE_NUMBER),
    Text("JUDGEMENT", CASELOAD_KIND_PROMPT,
         "A worker judges the danger to be high, whatever the items say", ""),
    Text("ESCALATION", CASELOAD_KIND_PROMPT,
         "Incidents in {1} months: {measure} (told from {threshold} on)", "incidents",
         CASELOAD_VALUE_NUMBER),
    Text("INCIDENT_DAY_MISSING", CASELOAD_KIND_DATA_GAP,
         "Incidents in {1} months: {measure}; there are others whose day is not recorded",
         "incidents", CASELOAD_VALUE_NUMBER)};

// The slots come first, so that the number of a slot is the index of its parameter.
enum ParameterOf : std::uint32_t {
  kThreshold = kSlots,
  kMediumThreshold,
  kJudgementConcern,
  kIncidentConcern,
  kIncidents,
  kIncidentMonths,
};
constexpr caseload_parameter Slot(std::string_view name, std::string_view title) {
  return Parameter({.name = name,
                    .title = title,
                    .unit = "",
                    .basis = "The number of a concern in the core set; 0: the slot is not used"},
                   0, 0, 65'534);
}
inline constexpr std::array kParameters{
    Slot("slot_01", "Concern that answers item 1"),
    Slot("slot_02", "Concern that answers item 2"),
    Slot("slot_03", "Concern that answers item 3"),
    Slot("slot_04", "Concern that answers item 4"),
    Slot("slot_05", "Concern that answers item 5"),
    Slot("slot_06", "Concern that answers item 6"),
    Slot("slot_07", "Concern that answers item 7"),
    Slot("slot_08", "Concern that answers item 8"),
    Slot("slot_09", "Concern that answers item 9"),
    Slot("slot_10", "Concern that answers item 10"),
    Slot("slot_11", "Concern that answers item 11"),
    Slot("slot_12", "Concern that answers item 12"),
    Slot("slot_13", "Concern that answers item 13"),
    Slot("slot_14", "Concern that answers item 14"),
    Slot("slot_15", "Concern that answers item 15"),
    Slot("slot_16", "Concern that answers item 16"),
    Slot("slot_17", "Concern that answers item 17"),
    Slot("slot_18", "Concern that answers item 18"),
    Slot("slot_19", "Concern that answers item 19"),
    Slot("slot_20", "Concern that answers item 20"),
    Slot("slot_21", "Concern that answers item 21"),
    Slot("slot_22", "Concern that answers item 22"),
    Slot("slot_23", "Concern that answers item 23"),
    Slot("slot_24", "Concern that answers item 24"),
    Parameter({.name = "threshold",
               .title = "How many items answered yes are told",
               .unit = "items",
               .basis = "Commonly 14 of 24 in published domestic abuse checklists"},
              14, 1, 24),
    Parameter({.name = "medium_threshold",
               .title = "How many items answered yes are mentioned",
               .unit = "items",
               .basis = "Plymouth: 10 to 13 of 24"},
              10, 1, 24),
    Parameter({.name = "judgement_concern",
               .title = "Concern that a worker asserts to say that the danger is high",
               .unit = "",
               .basis = "Professional judgement stands beside any count; 0: not used"},
              0, 0, 65'534),
    Parameter({.name = "incident_concern",
               .title = "Concern each assertion of which is an incident",
               .unit = "",
               .basis = "The number of a concern in the core set; 0: not used"},
              0, 0, 65'534),
    Parameter({.name = "incidents",
               .title = "How many incidents are told",
               .unit = "incidents",
               .basis = "Local practice: three in twelve months"},
              3, 2, 20),
    Parameter({.name = "incident_months",
               .title = "Over how many months incidents are counted",
               .unit = "months",
               .basis = "Local practice: three in twelve months"},
              12, 1, 60)};
static_assert(kParameters.size() == kIncidentMonths + 1);

}  // namespace checklist
