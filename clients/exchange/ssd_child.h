// SPDX-License-Identifier: Apache-2.0
// Everything the dataset says of one person, put together into one unit to import.
#pragma once

#include <caseload/v1/import.pb.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "exchange/ssd_folder.h"

namespace caseload::exchange {

// How records of one delivery refer to each other: "key:" and the source key.
std::string KeyReference(std::string_view key);
// "child/CH1", "worker/W1": what the census readers call the same record.
std::string KeyOf(std::string_view kind, std::string_view id);

class SsdChild {
 public:
  SsdChild(SsdFolder& folder, std::uint32_t number, v1::ImportUnit& unit);
  void Assemble();

 private:
  // One episode of need, as those entries need it that look for their case.
  struct Episode {
    std::string key;
    std::string referral_id;
    std::string from;
    std::string until;
    v1::Case* record = nullptr;
  };
  struct Plan {
    std::string key;  // of its entry
    std::string plan_id;
    std::string from;
    std::string until;
    Episode* episode = nullptr;
    bool protection = false;
  };

  template <class Take>
  void EachRow(SsdObject object, Take take);
  // What is wrong with the rows themselves is listed in `faults`.
  template <class Take>
  void EachRow(SsdObject object, Take take, Faults& faults);

  void ReadPerson();
  void ReadAddresses();
  void ReadIdentifiers();
  void ReadEpisodes();
  void ReadAssessments();
  void ReadFactors(std::string_view assessment_id, const Episode* episode, const v1::Entry& entry,
                   std::string_view asserted_on);
  void ReadEnquiries();
  void ReadConferences();
  void ReadCinPlans();
  void ReadProtectionPlans();
  void ReadReviews();
  void ReadVisits();
  void ReadLookedAfter();
  void ReadMissing();
  void ReadContacts();
  void ReadInvolvements();

  // The case whose referral the row names; else the one open on the day; else none.
  Episode* EpisodeFor(SsdRow& row, std::string_view referral_column, std::string_view day);
  Episode* EpisodeOpenOn(std::string_view day);
  Plan* PlanFor(SsdRow& row, std::string_view plan_column);
  v1::Entry& AddEntry(const Episode* episode, std::string_view kind, std::string_view day);
  v1::Entry& AddPersonEntry(const Episode* episode, std::string_view kind, std::string_view day);
  std::string KeyOnce(std::string key);
  void Finish(SsdRow& row, v1::Entry& entry);
  void AddCategories(SsdRow& row, const Episode* episode, const v1::Entry& entry);
  std::string Worker(SsdRow& row, std::string_view column);
  std::string Team(SsdRow& row, std::string_view column);

  SsdFolder& folder_;
  std::uint32_t number_;
  v1::ImportUnit& unit_;
  std::string key_;
  std::vector<Episode> episodes_;
  std::vector<Plan> plans_;
  std::unordered_map<std::string, int> keys_used_;
};

// The codes of cinf_assessment_factors_json: an array, an object of code and yes, or one code.
// Nothing when it is none.
struct FactorCodes {
  std::vector<std::string> codes;
  bool says_no = false;  // of some others, which no field here can say
};
std::optional<FactorCodes> ReadFactorCodes(std::string_view text);
// The members of addr_address_json as lines; nothing when it is no such object.
struct AddressLines {
  std::vector<std::string> lines;
  bool all = true;  // nothing was left out
};
std::optional<AddressLines> ReadAddressLines(std::string_view text);

}  // namespace caseload::exchange
