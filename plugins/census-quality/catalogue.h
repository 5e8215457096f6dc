// SPDX-License-Identifier: Apache-2.0
// The catalogue: one text for each rule of the census, in the order of their numbers. A number that
// ends in Q is a query: it may be right, and wants a reason. All others are errors.
#pragma once

#include <caseload/rule.hpp>

namespace census {

// clang-format off
#define CASELOAD_CENSUS_RULES(RULE) \
  RULE(100, "The return's day of reference is not 31 March of its year, or is missing", "") \
  RULE(1103, "An assessment began before the referral of its episode", "") \
  RULE(1104, "An enquiry's initial child protection conference was held before the referral", "") \
  RULE(1105, "A child protection plan began before the referral of its episode", "") \
  RULE(1510, "The pupil number does not begin with the check letter its digits call for", "") \
  RULE(1520, "Another child has the same pupil number", "") \
  RULE(1530, "The pupil number names no local authority in its characters 2 to 4", "") \
  RULE(1540, "Characters 5 to 12 of the pupil number are not all digits", "") \
  RULE(1550, "The pupil number does not end in a digit or one of the letters allowed there", "") \
  RULE(1560Q, "The former pupil number is not formed as pupil numbers are", "") \
  RULE(1570, "The authority's number of the child is longer than 20 characters", "") \
  RULE(1580, "The authority's number of the child holds characters other than letters and digits", "") \
  RULE(2883, "More child protection plans began in the year ({measure}) than initial conferences were held ({threshold})", "plans") \
  RULE(2884, "The same initial conference stands both with an enquiry and by itself", "") \
  RULE(2885, "A child protection plan began on a day on which its episode has no initial conference", "") \
  RULE(2886Q, "More than 2 % of the children who are born have no known sex ({measure} of {threshold})", "children") \
  RULE(2887Q, "Fewer than {threshold} of the codes for disabilities are in use ({measure})", "codes") \
  RULE(2888Q, "No child with a disability has more than one recorded ({measure} children)", "children") \
  RULE(2889, "A section 47 enquiry began before the referral of its episode", "") \
  RULE(2990, "The episode was closed after assessment, and yet holds a plan, an enquiry or a conference", "") \
  RULE(2991Q, "There is a section 47 enquiry and no assessment in its episode", "") \
  RULE(4000, "A child in need plan stands in a referral with no further action", "") \
  RULE(4001, "A child in need plan and a child protection plan are open in one episode", "") \
  RULE(4003, "A child protection review was held while a child in need plan was open", "") \
  RULE(4004, "More than one child in need plan is open in one episode", "") \
  RULE(4008, "A child in need plan began after the child died", "") \
  RULE(4009Q, "A child in need plan ended after the child died", "") \
  RULE(4010, "The day a child in need plan began is missing or lies after the census year", "") \
  RULE(4011, "A child in need plan ended before it began", "") \
  RULE(4012Q, "A child in need plan began and ended on one day", "") \
  RULE(4013, "A child in need plan ended outside the census year", "") \
  RULE(4014, "Child in need plans of the child overlap", "") \
  RULE(4015, "A child in need plan began before the referral of its episode", "") \
  RULE(4016, "A child in need plan began while a child protection plan was open", "") \
  RULE(4017, "A child protection plan began while a child in need plan was open", "") \
  RULE(4180, "The child's sex is missing, or is not in the codes of this census", "") \
  RULE(4220, "The child's ethnicity is missing or in no code of the census", "") \
  RULE(8500, "The child has no number of the authority's own", "") \
  RULE(8510, "Another child has the same number of the authority's", "") \
  RULE(8520, "The child was born after the census year", "") \
  RULE(8525Q, "There must be a day of birth or an expected one, and not both", "") \
  RULE(8530Q, "The expected day of birth lies outside March to December of the year in which the census ends", "") \
  RULE(8535Q, "The child died before being born", "") \
  RULE(8545Q, "The child died outside the census year", "") \
  RULE(8555Q, "The child was referred after having died", "") \
  RULE(8565, "Something began or ended in the episode after it was closed", "") \
  RULE(8568, "It is not recorded whether the referral led to further action", "") \
  RULE(8569Q, "A referral with no further action is older than one working day before the census year", "") \
  RULE(8585Q, "The episode was closed because the child died, and no day of death is recorded", "") \
  RULE(8590, "The child has no episode of need", "") \
  RULE(8600, "The day of a referral is missing or lies after the census year", "") \
  RULE(8606, "A referral lies more than 40 weeks before the birth", "") \
  RULE(8608, "An assessment ended before it began", "") \
  RULE(8610, "A referral that led to further action has no primary need", "") \
  RULE(8614, "An assessment that is not complete has factors", "") \
  RULE(8615, "An enquiry with a conference has no first day, or began after the conference", "") \
  RULE(8620, "An episode was closed outside the census year", "") \
  RULE(8630, "An episode was closed before the referral", "") \
  RULE(8640, "The reason for closing an episode is in no code of the census", "") \
  RULE(8650, "The primary need is in no code of the census", "") \
  RULE(8670Q, "An assessment has been open for more than 45 working days", "") \
  RULE(8675Q, "An enquiry has had no conference for more than 15 working days, though one was required", "") \
  RULE(8696, "An assessment was completed outside the census year", "") \
  RULE(8715, "The initial conference of an enquiry lies outside the census year", "") \
  RULE(8720, "The day a child protection plan began is missing or lies after the census year", "") \
  RULE(8730, "It is not recorded how many child protection plans the child had before", "") \
  RULE(8736, "An assessment that is not complete began outside the census year", "") \
  RULE(8740, "An enquiry without its conference by the end of the census year began outside that year", "") \
  RULE(8750, "An unborn child's sex must be recorded as not known", "") \
  RULE(8770Q, "The child is old enough for a pupil number, and has neither one nor a fitting reason for it", "") \
  RULE(8772, "The pupil number is missing for want of further action, but a referral led to further action", "") \
  RULE(8775Q, "The child was over 25 when the episode was open", "") \
  RULE(8790, "No disability is recorded beside disabilities", "") \
  RULE(8794, "The same disability is recorded twice", "") \
  RULE(8805, "An episode was closed without a reason", "") \
  RULE(8810, "There is a reason for closing an episode, and no day on which it was closed", "") \
  RULE(8815, "More than one episode that led to further action is open", "") \
  RULE(8816, "An episode that led to further action is open, though a later one has begun", "") \
  RULE(8820, "Episodes of the child overlap", "") \
  RULE(8825Q, "The episode was closed after assessment, and holds no assessment", "") \
  RULE(8831, "A referral with no further action holds an assessment, an enquiry or a conference", "") \
  RULE(8832, "A referral with no further action holds a child protection plan", "") \
  RULE(8839, "More than one section 47 enquiry is open in one episode", "") \
  RULE(8840, "A child protection plan began and ended on one day", "") \
  RULE(8841, "A child protection plan was reviewed on or before the day it began", "") \
  RULE(8842Q, "The day of a review is missing", "") \
  RULE(8863Q, "An assessment began while another one of the episode was going on", "") \
  RULE(8866, "The source of a referral is missing or in no code of the census", "") \
  RULE(8867, "The episode is closed, and an assessment in it is not complete", "") \
  RULE(8868, "The episode is closed, and an enquiry in it has neither a conference nor a word that none was required", "") \
  RULE(8869, "An assessment found no factors (21) and factors as well", "") \
  RULE(8870Q, "The day by which a conference should be held falls on a weekend", "") \
  RULE(8873Q, "The only assessment found no factors (21), and the episode was not closed as after assessment", "") \
  RULE(8875, "The initial conference of an enquiry falls on a weekend", "") \
  RULE(8890, "A section 47 enquiry began while another one of the episode was going on", "") \
  RULE(8896, "More than one assessment of an episode is open", "") \
  RULE(8897Q, "A completed assessment has no factors of the census", "") \
  RULE(8898, "An assessment has the same factor twice", "") \
  RULE(8905, "The first category of abuse of a plan is missing or in no code of the census", "") \
  RULE(8910, "The latest category of abuse of a plan is missing or in no code of the census", "") \
  RULE(8915, "A child protection plan began after the child died", "") \
  RULE(8920, "A child protection plan ended after the child died", "") \
  RULE(8925, "A child protection plan ended before it began", "") \
  RULE(8930, "A child protection plan ended outside the census year", "") \
  RULE(8935, "More than one child protection plan is open in one episode", "") \
  RULE(8940, "Child protection plans of the child overlap", "") \
  RULE(8945Q, "An assessment has the factor 18A, which has given way to 18B and 18C", "") \
  RULE(8950Q, "An assessment has the factor 19A, which has given way to 19B and 19C", "")
// clang-format on

enum TextOf : std::uint32_t {
#define CASELOAD_CENSUS_NAME(number, sentence, unit) k##number,
  CASELOAD_CENSUS_RULES(CASELOAD_CENSUS_NAME)
#undef CASELOAD_CENSUS_NAME
};

inline constexpr std::array kCatalogue{
#define CASELOAD_CENSUS_TEXT(number, sentence, unit) \
  caseload::rule::Text("CENSUS_" #number, CASELOAD_KIND_DATA_GAP, sentence, unit),
    CASELOAD_CENSUS_RULES(CASELOAD_CENSUS_TEXT)
#undef CASELOAD_CENSUS_TEXT
};
#undef CASELOAD_CENSUS_RULES

constexpr bool IsQuery(std::uint32_t text) {
  const auto& code = kCatalogue[text].code;
  return code.ptr[code.len - 1] == 'Q';
}

}  // namespace census
