// SPDX-License-Identifier: Apache-2.0
#include "rules/entry_facts.h"

namespace caseload::rules {
namespace {

// One flag for yes, one for no, none for not recorded.
std::uint16_t YesOrNo(bool recorded, bool value, int yes, int no) {
  return recorded ? static_cast<std::uint16_t>(value ? yes : no) : std::uint16_t{0};
}
#define CASELOAD_FLAG(message, field, yes, no) \
  YesOrNo((message).has_##field(), (message).field(), yes, no)

template <class... Flags>
std::uint16_t Together(Flags... flags) {
  return static_cast<std::uint16_t>((flags | ...));
}

struct Span {
  int kind;
  std::uint16_t flags = 0;
  std::int32_t value = CASELOAD_VALUE_NOT_RECORDED;
  std::int32_t other = CASELOAD_VALUE_NOT_RECORDED;
};

caseload_span_row SpanRow(const v1::Entry& entry, Date as_of, Span span) {
  return {0,
          0,
          DayOr(entry.occurred_on(), CASELOAD_DAY_NOT_RECORDED),
          EndBy(entry.ended_on(), as_of),
          RecordedOn(entry),
          static_cast<std::uint16_t>(span.kind),
          span.flags,
          span.value,
          span.other};
}

struct Event {
  int kind;
  std::uint16_t flags = 0;
  caseload_day due = CASELOAD_DAY_NONE;
  std::uint16_t code = 0;
};

caseload_event_row EventRow(const v1::Entry& entry, Event event) {
  return {0,
          0,
          DayOr(entry.occurred_on(), CASELOAD_DAY_NOT_RECORDED),
          event.due,
          RecordedOn(entry),
          static_cast<std::uint16_t>(event.kind),
          event.flags,
          event.code,
          0,
          0,
          0,
          0};
}

Span AssessmentSpan(const v1::Assessment& said) {
  return {CASELOAD_SPAN_ASSESSMENT,
          Together(CASELOAD_FLAG(said, no_further_action, CASELOAD_SPAN_NO_FURTHER_ACTION,
                                 CASELOAD_SPAN_FURTHER_ACTION),
                   CASELOAD_FLAG(said, child_seen, CASELOAD_SPAN_CHILD_SEEN,
                                 CASELOAD_SPAN_CHILD_NOT_SEEN)),
          DayOr(said.review_on(), CASELOAD_VALUE_NOT_RECORDED)};
}

Span EnquirySpan(const v1::Section47Enquiry& said, Date as_of) {
  const caseload_day held = DayOr(said.conference_on(), CASELOAD_VALUE_NOT_RECORDED);
  return {
      CASELOAD_SPAN_SECTION47,
      Together(CASELOAD_FLAG(said, no_further_action, CASELOAD_SPAN_NO_FURTHER_ACTION,
                             CASELOAD_SPAN_FURTHER_ACTION),
               CASELOAD_FLAG(said, conference_not_required, CASELOAD_SPAN_CONFERENCE_NOT_REQUIRED,
                             CASELOAD_SPAN_CONFERENCE_REQUIRED)),
      held > as_of.days ? CASELOAD_VALUE_NOT_RECORDED : held,
      DayOr(said.conference_target_on(), CASELOAD_VALUE_NOT_RECORDED)};
}

Span PlanSpan(const v1::ProtectionPlan& said) {
  // No child had a thousand plans: such a number is a slip, and a slip is not a count.
  const bool counted = said.has_previous_plans() && said.previous_plans() < 1000;
  return {CASELOAD_SPAN_PROTECTION_PLAN,
          CASELOAD_FLAG(said, other_authority, CASELOAD_SPAN_OTHER_AUTHORITY,
                        CASELOAD_SPAN_OWN_AUTHORITY),
          counted ? static_cast<std::int32_t>(said.previous_plans()) : CASELOAD_VALUE_NOT_RECORDED,
          said.has_previous_plans() && !counted ? 1 : CASELOAD_VALUE_NOT_RECORDED};
}

Span MissingSpan(const v1::MissingEpisode& said) {
  const int flag = said.kind() == "A"   ? CASELOAD_SPAN_AWAY_UNAUTHORISED
                   : said.kind() == "M" ? CASELOAD_SPAN_WHEREABOUTS_UNKNOWN
                                        : 0;
  return {CASELOAD_SPAN_MISSING, static_cast<std::uint16_t>(flag)};
}

// Codes of the packs, as the value of a span.
std::int32_t CodeValue(const CodeNumbers& numbers, std::string_view set, std::string_view code) {
  if (code.empty()) return CASELOAD_VALUE_NOT_RECORDED;
  return NumberOf(numbers.number, set, code);
}

Span LookedAfterSpan(const v1::LookedAfterPeriod& said, const CodeNumbers& numbers) {
  return {CASELOAD_SPAN_LOOKED_AFTER, 0,
          CodeValue(numbers, "looked_after_start_reason", said.start_reason()),
          CodeValue(numbers, "looked_after_end_reason", said.end_reason())};
}

Span PlacementSpan(const v1::Placement& said, const CodeNumbers& numbers) {
  return {CASELOAD_SPAN_PLACEMENT, 0, CodeValue(numbers, "placement_kind", said.kind()),
          CodeValue(numbers, "placement_provider", said.provider())};
}

Span PreProceedingsSpan(const v1::PreProceedings& said, Date as_of) {
  const caseload_day applied = DayOr(said.court_application_on(), CASELOAD_VALUE_NOT_RECORDED);
  return {CASELOAD_SPAN_PRE_PROCEEDINGS, 0,
          applied > as_of.days ? CASELOAD_VALUE_NOT_RECORDED : applied};
}

Event ConferenceEvent(const v1::InitialConference& said) {
  return {CASELOAD_EVENT_INITIAL_CONFERENCE,
          Together(
              CASELOAD_FLAG(said, plan_decided, CASELOAD_EVENT_DECIDED, CASELOAD_EVENT_NOT_DECIDED),
              CASELOAD_FLAG(said, transfer_in, CASELOAD_EVENT_TRANSFER_IN,
                            CASELOAD_EVENT_NOT_TRANSFER_IN)),
          DayOr(said.target_on(), CASELOAD_DAY_NOT_RECORDED)};
}

Event ReviewEvent(const v1::Review& said) {
  return {
      CASELOAD_EVENT_REVIEW,
      Together(CASELOAD_FLAG(said, continues, CASELOAD_EVENT_DECIDED, CASELOAD_EVENT_NOT_DECIDED),
               CASELOAD_FLAG(said, quorate, CASELOAD_EVENT_QUORATE, CASELOAD_EVENT_NOT_QUORATE)),
      DayOr(said.due_on(), CASELOAD_DAY_NOT_RECORDED)};
}

std::uint16_t VisitUnder(std::string_view under) {
  if (under.empty()) return CASELOAD_CODE_NOT_RECORDED;
  if (under == "cin") return CASELOAD_VISIT_CIN;
  if (under == "cp") return CASELOAD_VISIT_CP;
  if (under == "cla") return CASELOAD_VISIT_CLA;
  return under == "other" ? std::uint16_t{CASELOAD_VISIT_OTHER}
                          : std::uint16_t{CASELOAD_CODE_UNKNOWN};
}

Event VisitEvent(const v1::Visit& said) {
  return {CASELOAD_EVENT_VISIT,
          Together(CASELOAD_FLAG(said, child_seen, CASELOAD_EVENT_SEEN, CASELOAD_EVENT_NOT_SEEN),
                   CASELOAD_FLAG(said, seen_alone, CASELOAD_EVENT_SEEN_ALONE,
                                 CASELOAD_EVENT_NOT_SEEN_ALONE),
                   CASELOAD_FLAG(said, bedroom_seen, CASELOAD_EVENT_BEDROOM_SEEN,
                                 CASELOAD_EVENT_BEDROOM_NOT_SEEN)),
          CASELOAD_DAY_NONE, VisitUnder(said.under())};
}

Event DiscussionEvent(const v1::StrategyDiscussion& said) {
  return {CASELOAD_EVENT_STRATEGY_DISCUSSION,
          CASELOAD_FLAG(said, enquiry_decided, CASELOAD_EVENT_DECIDED, CASELOAD_EVENT_NOT_DECIDED)};
}
#undef CASELOAD_FLAG

}  // namespace

bool After(const std::string& day, Date as_of) {
  const auto date = ParseDate(day);
  return date && *date > as_of;
}

caseload_day DayOr(const std::string& text, caseload_day otherwise) {
  const auto day = ParseDate(text);
  return day ? day->days : otherwise;
}

caseload_day EndBy(const std::string& text, Date as_of) {
  if (text.empty()) return CASELOAD_DAY_NONE;
  const caseload_day day = DayOr(text, CASELOAD_DAY_NOT_RECORDED);
  return day > as_of.days ? CASELOAD_DAY_NONE : day;
}

std::uint16_t NumberOf(const CodeNumbers::Number& number, std::string_view set,
                       std::string_view code) {
  if (code.empty()) return CASELOAD_CODE_NOT_RECORDED;
  return number ? number(set, code) : std::uint16_t{CASELOAD_CODE_UNKNOWN};
}

std::string InCapitals(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

const std::string& PlanOf(const v1::Entry& entry) {
  static const std::string kNone;
  if (entry.has_review()) return entry.review().plan_entry_id();
  return entry.has_visit() ? entry.visit().plan_entry_id() : kNone;
}

EntryRow RowOf(const v1::Entry& entry, Date as_of, const CodeNumbers& numbers) {
  const auto span = [&](Span what) { return SpanRow(entry, as_of, what); };
  const auto event = [&](Event what) { return EventRow(entry, what); };
  switch (entry.what_case()) {
    case v1::Entry::kContact:
      return event({CASELOAD_EVENT_CONTACT, 0, CASELOAD_DAY_NONE,
                    NumberOf(numbers.number, "referral_source", entry.contact().source_code())});
    case v1::Entry::kAssessment:
      return span(AssessmentSpan(entry.assessment()));
    case v1::Entry::kStrategyDiscussion:
      return event(DiscussionEvent(entry.strategy_discussion()));
    case v1::Entry::kSection47Enquiry:
      return span(EnquirySpan(entry.section47_enquiry(), as_of));
    case v1::Entry::kInitialConference:
      return event(ConferenceEvent(entry.initial_conference()));
    case v1::Entry::kCinPlan:
      return span({CASELOAD_SPAN_CIN_PLAN});
    case v1::Entry::kProtectionPlan:
      return span(PlanSpan(entry.protection_plan()));
    case v1::Entry::kReview:
      return event(ReviewEvent(entry.review()));
    case v1::Entry::kCoreGroup:
      return event({CASELOAD_EVENT_CORE_GROUP});
    case v1::Entry::kVisit:
      return event(VisitEvent(entry.visit()));
    case v1::Entry::kLookedAfterPeriod:
      return span(LookedAfterSpan(entry.looked_after_period(), numbers));
    case v1::Entry::kPlacement:
      return span(PlacementSpan(entry.placement(), numbers));
    case v1::Entry::kMissingEpisode:
      return span(MissingSpan(entry.missing_episode()));
    case v1::Entry::kSupervision:
      return event({CASELOAD_EVENT_SUPERVISION});
    case v1::Entry::kDecision:
      return event({CASELOAD_EVENT_DECISION});
    case v1::Entry::kPreProceedings:
      return span(PreProceedingsSpan(entry.pre_proceedings(), as_of));
    case v1::Entry::kFileNote:
    case v1::Entry::WHAT_NOT_SET:
      return std::monostate{};
  }
  return std::monostate{};
}

}  // namespace caseload::rules
