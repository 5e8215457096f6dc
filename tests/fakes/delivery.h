// SPDX-License-Identifier: Apache-2.0
// Delivery: units brought to a backend without a wire, at the moment its clock shows.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/limits.h"
#include "fakes/desk_world.h"

namespace caseload::fakes {

// One whole import of its own, under the name that stands for its bytes. With a day, it says that
// the history is complete from then on.
inline void Deliver(DeskWorld& world, const std::string& name, std::vector<v1::ImportUnit> units,
                    const std::string& history_complete_from_on = "") {
  auto& imports = world.backend->imports();
  v1::StartImportRequest start;
  start.mutable_import_record()->set_form("ssd");
  start.mutable_import_record()->set_digest(Sha256Hex(name));
  start.mutable_import_record()->set_history_complete_from_on(history_complete_from_on);
  const auto started = DeskWorld::Wait<v1::StartImportResponse>(
      [&](app::Done done) { imports.Start(world.asking, start, std::move(done)); });
  ASSERT_TRUE(started) << started.error().message;
  const std::string import_id = started->import_record().import_id();
  for (std::size_t at = 0; at < units.size(); at += limits::kUnitsPerMessage) {
    v1::SendUnitsRequest message;
    message.set_import_id(import_id);
    const std::size_t end = std::min(units.size(), at + limits::kUnitsPerMessage);
    for (std::size_t i = at; i < end; ++i) {
      units[i].set_position(i + 1);
      *message.add_units() = units[i];
    }
    auto sent = app::SentUnits::From([message](v1::SendUnitsRequest& again) -> Outcome {
      again = message;
      return Nothing{};
    });
    ASSERT_TRUE(sent) << sent.error().message;
    const auto kept = DeskWorld::Wait<v1::SendUnitsResponse>([&](app::Done done) {
      imports.Send(world.asking.actor, *std::move(sent), std::move(done));
    });
    ASSERT_TRUE(kept) << kept.error().message;
  }
  v1::FinishImportRequest finish;
  finish.set_import_id(import_id);
  finish.set_unit_count(units.size());
  const auto finished = DeskWorld::Wait<v1::FinishImportResponse>(
      [&](app::Done done) { imports.Finish(world.asking, finish, std::move(done)); });
  ASSERT_TRUE(finished) << finished.error().message;
}

}  // namespace caseload::fakes
