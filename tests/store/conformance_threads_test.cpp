// SPDX-License-Identifier: Apache-2.0
// What every engine promises to readers while another thread commits: whole commits, in order.
#include <algorithm>
#include <atomic>
#include <latch>
#include <thread>

#include "store/conformance.h"

namespace caseload::store {
namespace {

constexpr std::size_t kReaders = 3;
constexpr std::uint64_t kCommits = 300;

// The pair is always changed together, as are its facts, terms and history.
Write ChangeOfPair(std::uint64_t version) {
  std::vector<Put> puts;
  for (const std::uint32_t number : {1, 2}) {
    const std::string id = IdOf(number == 1 ? "left" : "right");
    Put put = NewPut(id, Kind::kCase, number);
    put.expected_version = version - 1;
    put.body = std::to_string(version);
    put.facts = put.body;
    put.subjects = {"pair"_id};
    if (version == 1) put.terms_added = {{Field::kCaseOfWorker, "pair"_id, number, id}};
    const auto terms = [&](std::uint64_t of_version) {
      const auto order = static_cast<std::int64_t>(of_version);
      return std::vector<Term>{{Field::kOfKind, "pair", order, id},
                               {Field::kEntryOfCase, "pair"_id, order, id}};
    };
    if (version > 1) put.terms_removed = terms(version - 1);
    std::ranges::copy(terms(version), std::back_inserter(put.terms_added));
    puts.push_back(std::move(put));
  }
  return WriteOf(std::move(puts));
}

// What one reader found wrong; empty when nothing was.
std::string LookOnce(Reader& reader, std::uint64_t& end_before) {
  const auto end = reader.Sequence();
  if (!end) return end.error().message;
  if (*end < end_before) return "the journal's end went back";
  if (*end % 2 != 0) return "a half commit in the journal's end";
  end_before = *end;
  const auto pair = reader.Get(std::vector{"left"_id, "right"_id});
  if (!pair) return pair.error().message;
  const auto& [left, right] = std::pair((*pair)[0], (*pair)[1]);
  if (left.has_value() != right.has_value()) return "one of the pair only";
  if (left && left->body != right->body) return "two states in one Get";
  if (left && left->sequence + 1 < *end) return "an older state than one seen before";
  for (const auto& query :
       {QueryFor(Field::kOfKind, "pair"), QueryFor(Field::kEntryOfCase, "pair"_id)}) {
    const auto terms = reader.Find(query);
    if (!terms) return terms.error().message;
    if (terms->size() != (left ? 2u : terms->size() / 2 * 2)) return "a half commit in the terms";
    if (!terms->empty() && terms->front().order != terms->back().order)
      return "terms of two states";
  }
  std::vector<Record> page;
  const auto paged =
      reader.FindRecords(QueryFor(Field::kCaseOfWorker, "pair"_id),
                         [&](const FoundView& row) { page.push_back(row.record.Copy()); });
  if (!paged) return paged.error().message;
  if (page.size() != (left ? 2u : page.size() / 2 * 2)) return "one of the pair on a page";
  if (!page.empty() && page[0].body != page[1].body) return "two states on one page";
  if (!page.empty() && page[0].sequence + 1 < *end) return "an older page than a state seen before";
  const auto history = reader.History("pair"_id, 0, 10 * kCommits);
  if (!history) return history.error().message;
  if (history->size() % 2 != 0 || history->size() < *end) return "a half commit in the history";
  int current = 0;
  const auto told = reader.EachFactsRow([&](const FactsRow& row) {
    if (row.superseded_by == 0) ++current;
  });
  if (!told) return told.error().message;
  if (current != 2 && current != 0) return "facts of two states";
  return "";
}

TEST_P(StoreConformance, ShowsReadersWholeCommitsOnly) {
  std::latch all_ready(kReaders + 1);
  std::atomic<bool> written{false};
  std::vector<std::string> wrong(kReaders);
  std::vector<std::thread> threads;
  for (std::size_t at = 0; at < kReaders; ++at) {
    threads.emplace_back([&, at] {
      std::uint64_t end_before = 0;
      all_ready.arrive_and_wait();
      bool last = false;
      while (wrong[at].empty() && !last) {
        last = written.load();  // one more look after the last commit
        wrong[at] = LookOnce(reader(), end_before);
      }
      if (wrong[at].empty() && end_before != 2 * kCommits) wrong[at] = "the end was not seen";
    });
  }
  all_ready.arrive_and_wait();
  for (std::uint64_t version = 1; version <= kCommits; ++version) Keep(ChangeOfPair(version));
  written.store(true);
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(wrong, testing::Each(""));
}

TEST_P(StoreConformance, LetsAnyThreadAskForASettingWhileAnotherCommits) {
  std::latch all_ready(2);
  std::vector<std::string> told;
  std::thread asking([&] {
    all_ready.arrive_and_wait();
    for (int at = 0; at < 100; ++at) {
      told.push_back(Told(store().GetOrSetSetting("key", "value " + std::to_string(at))));
    }
  });
  all_ready.arrive_and_wait();
  for (std::uint64_t version = 1; version <= 100; ++version) Keep(ChangeOfPair(version));
  asking.join();
  EXPECT_THAT(told, testing::Each("value 0"));
  EXPECT_EQ(Told(reader().Sequence()), 200u);
}

}  // namespace
}  // namespace caseload::store
