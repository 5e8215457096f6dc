// SPDX-License-Identifier: Apache-2.0
#include "rules/upn.h"

#include <algorithm>
#include <iterator>

namespace caseload::rules {
namespace {

constexpr std::size_t kLength = 13;
constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRTUVWXYZ";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool AllDigits(std::string_view text) { return std::all_of(text.begin(), text.end(), IsDigit); }

bool IsLetter(char c) { return kLetters.find(c) != kLetters.npos; }

// What may stand in characters 2 to 4: authorities since April 1999 and the stand-ins that the
// school census allows (rule 1530 of the Department for Education), with the year in which the
// census first knew those that came later.
struct Range {
  int first;
  int last;
  int since = 0;
};
constexpr Range kAuthorities[] = {{1, 5},
                                  {201, 213},
                                  {301, 320},
                                  {330, 336},
                                  {340, 344},
                                  {350, 359},
                                  {370, 373},
                                  {380, 384},
                                  {390, 394},
                                  {420, 420},
                                  {660, 681},
                                  {701, 708},
                                  {800, 803},
                                  {805, 808},
                                  {810, 813},
                                  {815, 816},
                                  {820, 823},
                                  {825, 826},
                                  {830, 831},
                                  {835, 841},
                                  {845, 846},
                                  {850, 852},
                                  {855, 857},
                                  {860, 861},
                                  {865, 896},
                                  {908, 909},
                                  {916, 916},
                                  {919, 919},
                                  {921, 921},
                                  {925, 926},
                                  {928, 929},
                                  {931, 931},
                                  {933, 933},
                                  {935, 938},
                                  {940, 941},
                                  // Cumberland, Westmorland and Furness
                                  {942, 943, 2023}};

}  // namespace

bool UpnLetterIsRight(std::string_view upn) {
  if (upn.size() != kLength || !AllDigits(upn.substr(1, 11)) || !UpnEndIsRight(upn)) return true;
  std::size_t sum = 0;
  for (std::size_t i = 1; i < kLength; ++i) {
    const std::size_t value =
        IsDigit(upn[i]) ? static_cast<std::size_t>(upn[i] - '0') : kLetters.find(upn[i]);
    sum += value * (i + 1);
  }
  return upn[0] == kLetters[sum % kLetters.size()];
}

int UpnAuthoritySince(std::string_view upn) {
  constexpr int kNever = -1;
  if (upn.size() < 4 || !AllDigits(upn.substr(1, 3))) return kNever;
  const int number = (upn[1] - '0') * 100 + (upn[2] - '0') * 10 + (upn[3] - '0');
  const auto* found =
      std::find_if(std::begin(kAuthorities), std::end(kAuthorities),
                   [&](const Range& one) { return one.first <= number && number <= one.last; });
  return found == std::end(kAuthorities) ? kNever : found->since;
}

bool UpnMiddleIsNumeric(std::string_view upn) {
  return upn.size() >= kLength - 1 && AllDigits(upn.substr(4, 8));
}

bool UpnEndIsRight(std::string_view upn) {
  return upn.size() == kLength && (IsDigit(upn[kLength - 1]) || IsLetter(upn[kLength - 1]));
}

bool UpnIsFormed(std::string_view upn) {
  return UpnEndIsRight(upn) && IsLetter(upn[0]) && AllDigits(upn.substr(1, 11));
}

}  // namespace caseload::rules
