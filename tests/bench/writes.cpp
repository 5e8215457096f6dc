// SPDX-License-Identifier: Apache-2.0
// Drafts without a ledger.
#include "bench/writes.h"

#include "app/delivery.h"
#include "base/ids.h"
#include "bench/must.h"
#include "caseload/v1/case_service.pb.h"

namespace caseload::bench {

app::CodeNumbers CodeNumbersOf(const taxonomy::Packs& packs) {
  return [&packs](std::string_view set, std::string_view code) -> std::uint16_t {
    if (code.empty()) return facts::kCodeNotRecorded;
    const taxonomy::Code* known = packs.Find(set, code);
    return known == nullptr ? facts::kCodeUnknown : known->number;
  };
}

std::string RequestId(Dice& dice, bool by_time) {
  const std::uint64_t first =
      by_time ? static_cast<std::uint64_t>(SystemClock().Now().micros) : dice.Throw();
  char text[33];
  std::snprintf(text, sizeof text, "%016llx%016llx", static_cast<unsigned long long>(first),
                static_cast<unsigned long long>(dice.Throw()));
  return text;
}

WriteMaker::WriteMaker(store::Store& store, const taxonomy::Packs& packs)
    : store_(store), packs_(packs), codes_(CodeNumbersOf(packs)) {
  for (const auto kind : app::kNumberedKinds) {
    makers_.last_numbers[kind] = Must(store.reader().HighestNumber(kind));
  }
}

std::vector<store::Write> WriteMaker::Visits(const World& world, const MadeUp& made_up,
                                             std::size_t count) {
  std::vector<store::Write> writes;
  const SystemClock clock;
  app::Batch batch(store_.reader(), clock.Now());
  for (std::size_t i = 0; i < count; ++i) {
    v1::Entry visit = made_up.Visit(dice_, world.AnyCase(dice_), clock.Today(), kCaseBytes);
    const std::string id = RequestId(dice_, true);
    const store::Intent intent{"bench", "entries.record", "", id, Sha256(id)};
    app::Draft draft(batch, makers_, codes_, intent);
    draft.Create(visit);
    v1::RecordEntryResponse response;
    *response.mutable_entry() = visit;
    writes.push_back({intent, draft.TakePuts(), response.SerializeAsString()});
  }
  return writes;
}

store::Write WriteMaker::Units(std::span<const v1::ImportUnit> units) {
  app::Batch batch(store_.reader(), SystemClock().Now());
  const store::Intent intent{"bench", "imports.send", "", "", ""};
  app::Draft draft(batch, makers_, codes_, intent);
  v1::Import record;
  app::Delivery delivery(draft, packs_, record);
  for (v1::ImportUnit unit : units) Must(delivery.Take(unit));
  if (record.counts().faults() > 0) GiveUp("units name records that are not there");
  return {intent, draft.TakePuts(), ""};
}

}  // namespace caseload::bench
