// SPDX-License-Identifier: Apache-2.0
// Made-up censuses for tests, one element at a time.
#pragma once

#include <string>

namespace caseload::exchange {

inline std::string Census(const std::string& children) {
  return "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>"
         "<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails><Source>"
         "<LEA>999</LEA></Source></Header><Children>" +
         children + "</Children></Message>";
}

// `more` goes into the CINdetails.
inline std::string Episode(const std::string& referred_on, const std::string& more) {
  return "<CINdetails><CINreferralDate>" + referred_on +
         "</CINreferralDate><ReferralSource>1A</ReferralSource><PrimaryNeedCode>N4"
         "</PrimaryNeedCode><ReferralNFA>0</ReferralNFA>" +
         more + "</CINdetails>";
}

// `identifiers` goes into ChildIdentifiers, beside the LAchildID.
inline std::string Child(const std::string& id, const std::string& identifiers,
                         const std::string& episodes = Episode("2023-01-01", "")) {
  return "<Child><ChildIdentifiers><LAchildID>" + id + "</LAchildID>" + identifiers +
         "</ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities>"
         "<Disability>HAND</Disability><Disability>HEAR</Disability></Disabilities>"
         "</ChildCharacteristics>" +
         episodes + "</Child>";
}

}  // namespace caseload::exchange
