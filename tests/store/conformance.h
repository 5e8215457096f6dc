// SPDX-License-Identifier: Apache-2.0
// Conformance: what every store engine must do. The suite is the TEST_Ps of conformance_*_test.cpp
// over this fixture; an engine joins it by an INSTANTIATE_TEST_SUITE_P(…, StoreConformance, …) of
// its own (see engines_test.cpp).
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/names.h"
#include "store/store.h"

namespace caseload::store {

struct Engine {
  std::string name;
  // A store with nothing in it, which nobody else has.
  std::function<std::unique_ptr<Store>()> open_empty;
};

inline void PrintTo(const Engine& engine, std::ostream* out) { *out << engine.name; }

inline Put NewPut(std::string id, Kind kind, std::uint32_t number = 0) {
  Put put;
  put.id = std::move(id);
  put.kind = kind;
  put.number = number;
  put.body = "body of " + NameOf(put.id) + " v1";
  return put;
}

// The next version of what `former` made.
inline Put NextPut(const Put& former) {
  Put put = NewPut(former.id, former.kind, former.number);
  put.expected_version = former.expected_version + 1;
  put.body = "body of " + NameOf(put.id) + " v" + std::to_string(put.expected_version + 1);
  return put;
}

inline Write WriteOf(std::vector<Put> puts) {
  Write write;
  write.intent = {"worker-1", "cases.note", "", "", ""};
  write.puts = std::move(puts);
  return write;
}

inline Write RequestOf(std::string request_id, std::vector<Put> puts) {
  Write write = WriteOf(std::move(puts));
  write.intent.request_id = std::move(request_id);
  write.intent.request_digest = std::string(32, 'd');
  write.answer = "answer to " + write.intent.request_id;
  return write;
}

inline FindQuery QueryFor(Field field, std::string value) {
  FindQuery query;
  query.field = field;
  query.value = std::move(value);
  return query;
}

inline FindQuery QueryForBeginning(Field field, std::string beginning) {
  FindQuery query = QueryFor(field, std::move(beginning));
  query.prefix = true;
  return query;
}

inline Result<std::optional<FirstAnswer>> AnswerTo(Reader& reader, std::string_view request_id) {
  auto answers = reader.FindAnswers({&request_id, 1});
  if (!answers) return answers.error();
  return std::move(answers->front());
}

class StoreConformance : public testing::TestWithParam<Engine> {
 protected:
  StoreConformance() : store_(GetParam().open_empty()) {}
  void SetUp() override { ASSERT_NE(store_, nullptr) << "the engine could not be opened"; }

  Store& store() { return *store_; }
  Reader& reader() { return store_->reader(); }

  // Commits one write that must succeed, a second after the one before.
  Committed Keep(Write write) {
    const auto all = KeepAll({std::move(write)});
    return all.empty() ? Committed{} : all.front();
  }
  std::vector<Committed> KeepAll(const std::vector<Write>& writes) {
    now_.micros += 1'000'000;
    auto all = store_->Commit(writes, now_);
    EXPECT_TRUE(all.ok()) << (all.ok() ? "" : all.error().message);
    return all.ok() ? *std::move(all) : std::vector<Committed>();
  }
  // Commits a batch that must be refused.
  v1::ErrorReason Refused(const std::vector<Write>& writes) {
    const auto all = store_->Commit(writes, Instant{now_.micros + 1});
    EXPECT_FALSE(all.ok());
    return all.ok() ? v1::ERROR_REASON_UNSPECIFIED : all.error().reason;
  }

  // The answer of a read that must succeed.
  template <class T>
  T Told(Result<T> result) {
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().message);
    return result.ok() ? *std::move(result) : T{};
  }
  std::optional<Record> GetOne(const std::string& id) {
    auto found = Told(reader().Get(std::vector<std::string>{id}));
    return found.size() == 1 ? std::move(found.front()) : std::nullopt;
  }
  std::vector<std::string> TargetsOf(const FindQuery& query) {
    std::vector<std::string> targets;
    for (const Term& term : Told(reader().Find(query))) targets.push_back(term.target);
    return targets;
  }
  std::vector<Record> Scanned(Kind kind, std::uint32_t after_number, std::size_t limit) {
    std::vector<Record> records;
    EXPECT_TRUE(reader().Scan(kind, after_number, [&](const RecordView& record) {
      records.push_back(record.Copy());
      return records.size() < limit;
    }));
    return records;
  }
  struct OwnedFacts {
    std::uint64_t sequence;
    std::uint64_t superseded_by;
    std::string facts;
    friend bool operator==(const OwnedFacts&, const OwnedFacts&) = default;
  };
  std::vector<OwnedFacts> AllFacts() {
    std::vector<OwnedFacts> rows;
    const auto taken = reader().EachFactsRow([&](const FactsRow& row) {
      rows.push_back({row.sequence, row.superseded_by, std::string(row.facts)});
    });
    EXPECT_TRUE(taken.ok());
    return rows;
  }

  Instant now_{1'700'000'000'000'000};

 private:
  std::unique_ptr<Store> store_;
};

}  // namespace caseload::store
