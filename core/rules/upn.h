// SPDX-License-Identifier: Apache-2.0
// Upn: what is wrong with a unique pupil number, as the Department for Education forms it: a check
// letter, the authority that gave it, eight digits, and a last digit or letter.
#pragma once

#include <string_view>

namespace caseload::rules {

// Characters 2 to 13 weigh as much as their place; the sum modulo 23 is the letter. Right as well
// for a number that is not formed so that it could be computed: that is another fault.
bool UpnLetterIsRight(std::string_view upn);
// The first year, as that in which the census year begins, in which characters 2 to 4 are an
// authority's or a stand-in for one; 0 for the years before 2022, -1 for never.
int UpnAuthoritySince(std::string_view upn);
// Characters 5 to 12.
bool UpnMiddleIsNumeric(std::string_view upn);
// A digit, or a letter other than I, O and S.
bool UpnEndIsRight(std::string_view upn);
// Letter, eleven digits, digit or letter; whether the letter is the right one is not asked of a
// former number.
bool UpnIsFormed(std::string_view upn);

}  // namespace caseload::rules
