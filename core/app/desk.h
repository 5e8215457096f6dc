// SPDX-License-Identifier: Apache-2.0
// Desk: what every verb works with. Handed in by reference; owns nothing but the pager's key.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/ledger.h"
#include "app/paging.h"
#include "base/clock.h"
#include "store/store.h"
#include "taxonomy/packs.h"

namespace caseload::app {

// Who asks for a change, and under which request id.
struct Asking {
  std::string actor;
  std::string request_id;
  std::string request_digest;  // over the method and the request; see Ledger
};

class Desk {
 public:
  Desk(store::Store& store, Ledger& ledger, const taxonomy::Packs& packs, const Clock& clock,
       Pager pager)
      : store_(store), ledger_(ledger), packs_(packs), clock_(clock), pager_(std::move(pager)) {}

  store::Reader& reader() const { return store_.reader(); }
  Ledger& ledger() const { return ledger_; }
  const taxonomy::Packs& packs() const { return packs_; }
  const Clock& clock() const { return clock_; }
  const Pager& pager() const { return pager_; }

  // Submits a change. `action` is the permission-like name kept in the journal, e.g. "cases.close".
  void Change(const Asking& asking, std::string action, std::string because,
              std::function<Result<Answer>(Draft&)> decide, Done done) const {
    Command command;
    command.intent = {asking.actor, std::move(action), std::move(because), asking.request_id,
                      asking.request_digest};
    command.decide = std::move(decide);
    ledger_.Submit(std::move(command), std::move(done));
  }

 private:
  store::Store& store_;
  Ledger& ledger_;
  const taxonomy::Packs& packs_;
  const Clock& clock_;
  Pager pager_;
};

// An answer whose message has a `sequence` field.
template <class Response>
Answer AnswerWith(Response response) {
  return [response = std::move(response)](std::uint64_t sequence) mutable {
    response.set_sequence(sequence);
    return response.SerializeAsString();
  };
}

}  // namespace caseload::app
