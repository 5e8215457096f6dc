// SPDX-License-Identifier: Apache-2.0
// What every engine does with the terms that records are found by.
#include "store/conformance.h"

namespace caseload::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A record that exists to bring terms in.
Put PutWithTerms(std::string id, std::vector<Term> terms) {
  Put put = NewPut(std::move(id), Kind::kCase);
  put.terms_added = std::move(terms);
  return put;
}

TEST_P(StoreConformance, FindsByValueInTheOrderOfOrderThenTarget) {
  Keep(WriteOf({PutWithTerms("c3", {{Field::kCaseOfWorker, "w1", 5, "c3"}}),
                PutWithTerms("c1", {{Field::kCaseOfWorker, "w1", 9, "c1"}}),
                PutWithTerms("c2", {{Field::kCaseOfWorker, "w1", 5, "c2"}}),
                PutWithTerms("c4", {{Field::kCaseOfWorker, "w1", -3, "c4"}}),
                PutWithTerms("c5", {{Field::kCaseOfWorker, "w10", 1, "c5"}}),
                PutWithTerms("c6", {{Field::kCaseOfTeam, "w1", 1, "c6"}})}));
  EXPECT_THAT(TargetsOf(QueryFor(Field::kCaseOfWorker, "w1")), ElementsAre("c4", "c2", "c3", "c1"));
  EXPECT_THAT(TargetsOf(QueryFor(Field::kCaseOfWorker, "w2")), IsEmpty());
  const auto terms = Told(reader().Find(QueryFor(Field::kCaseOfWorker, "w1")));
  EXPECT_EQ(terms[1], (Term{Field::kCaseOfWorker, "w1", 5, "c2"}));
}

TEST_P(StoreConformance, FindsRecordsAsTheyAreNowInTheOrderOfTheirTerms) {
  Put first = PutWithTerms("c1", {{Field::kCaseOfWorker, "w1", 9, "c1"}});
  Keep(WriteOf({first, PutWithTerms("c2", {{Field::kCaseOfWorker, "w1", 5, "c2"}}),
                PutWithTerms("c3", {{Field::kCaseOfWorker, "w2", 1, "c3"}})}));
  Keep(WriteOf({NextPut(first)}));
  std::vector<std::string> found;
  const auto take = [&](const FoundView& row) {
    found.push_back(std::string(row.value) + "/" + std::to_string(row.order) + "/" +
                    std::string(row.record.id) + "/" + std::to_string(row.record.version) + "/" +
                    std::string(row.record.body));
  };
  EXPECT_TRUE(reader().FindRecords(QueryFor(Field::kCaseOfWorker, "w1"), take));
  EXPECT_THAT(found, ElementsAre("w1/5/c2/1/body of c2 v1", "w1/9/c1/2/body of c1 v2"));
  found.clear();
  FindQuery both = QueryFor(Field::kCaseOfWorker, "w");
  both.prefix = true;
  both.limit = 1;
  both.after = Term{Field::kCaseOfWorker, "w1", 5, "c2"};
  EXPECT_TRUE(reader().FindRecords(both, take));
  EXPECT_THAT(found, ElementsAre("w1/9/c1/2/body of c1 v2"));
}

TEST_P(StoreConformance, FindsTheTargetThatIsNotTheRecordItself) {
  Put allocation = NewPut("al1", Kind::kAllocation);
  allocation.terms_added = {{Field::kCaseOfWorker, "w1", 1, "c1"}};
  Keep(WriteOf({allocation}));
  EXPECT_THAT(TargetsOf(QueryFor(Field::kCaseOfWorker, "w1")), ElementsAre("c1"));
}

TEST_P(StoreConformance, DropsTheTermsThatNoLongerHold) {
  const Put open = PutWithTerms(
      "c1", {{Field::kCaseByState, "open", 4, "c1"}, {Field::kSourceKey, "case/1", 0, "c1"}});
  Keep(WriteOf({open}));
  Put closed = NextPut(open);
  closed.terms_removed = {{Field::kCaseByState, "open", 4, "c1"}};
  closed.terms_added = {{Field::kCaseByState, "closed", 4, "c1"}};
  Keep(WriteOf({closed}));
  EXPECT_THAT(TargetsOf(QueryFor(Field::kCaseByState, "open")), IsEmpty());
  EXPECT_THAT(TargetsOf(QueryFor(Field::kCaseByState, "closed")), ElementsAre("c1"));
  EXPECT_THAT(TargetsOf(QueryFor(Field::kSourceKey, "case/1")), ElementsAre("c1"));
}

TEST_P(StoreConformance, KeepsTermsAsASet) {
  const Term term{Field::kCaseOfWorker, "w1", 1, "c1"};
  const Put put = PutWithTerms("al1", {term});
  Keep(WriteOf({put, PutWithTerms("al2", {term})}));
  EXPECT_THAT(TargetsOf(QueryFor(Field::kCaseOfWorker, "w1")), ElementsAre("c1"))
      << "one, added twice";
  Put both = NextPut(put);
  both.terms_removed = {term, {Field::kCaseOfWorker, "never", 1, "c1"}};
  both.terms_added = {term};
  Keep(WriteOf({both}));
  EXPECT_THAT(TargetsOf(QueryFor(Field::kCaseOfWorker, "w1")), ElementsAre("c1"))
      << "added after removal";
}

TEST_P(StoreConformance, FindsByTheBeginningOfAValue) {
  Keep(WriteOf({PutWithTerms("p1", {{Field::kName, "samp", 0, "p1"}}),
                PutWithTerms("p2", {{Field::kName, "sample", 2, "p2"}}),
                PutWithTerms("p3", {{Field::kName, "sample", 1, "p3"}}),
                PutWithTerms("p4", {{Field::kName, "sampleton", 0, "p4"}}),
                PutWithTerms("p5", {{Field::kName, "sanple", 0, "p5"}}),
                PutWithTerms("p6", {{Field::kName, "\xc3\xbf", 0, "p6"}}),
                PutWithTerms("p7", {{Field::kName, "\xff\xff", 0, "p7"}}),
                PutWithTerms("p8", {{Field::kIdentifier, "sample", 0, "p8"}})}));
  EXPECT_THAT(TargetsOf(QueryForBeginning(Field::kName, "sample")), ElementsAre("p3", "p2", "p4"));
  EXPECT_THAT(TargetsOf(QueryForBeginning(Field::kName, "samplet")), ElementsAre("p4"));
  EXPECT_THAT(TargetsOf(QueryForBeginning(Field::kName, "\xc3")), ElementsAre("p6"));
  EXPECT_THAT(TargetsOf(QueryForBeginning(Field::kName, "\xff")), ElementsAre("p7"));
  EXPECT_THAT(TargetsOf(QueryForBeginning(Field::kName, "zz")), IsEmpty());
  EXPECT_THAT(TargetsOf(QueryForBeginning(Field::kName, "")),
              ElementsAre("p1", "p3", "p2", "p4", "p5", "p6", "p7"));
}

TEST_P(StoreConformance, FindsBetweenTwoOrdersInclusive) {
  std::vector<Put> puts;
  for (int day = 1; day <= 6; ++day) {
    const std::string id = "e" + std::to_string(day);
    puts.push_back(PutWithTerms(id, {{Field::kEntryOfCase, day % 2 == 0 ? "c1" : "c11", day, id}}));
  }
  Keep(WriteOf(puts));
  FindQuery query = QueryFor(Field::kEntryOfCase, "c1");
  query.order_between = {4, 6};
  EXPECT_THAT(TargetsOf(query), ElementsAre("e4", "e6"));
  query.order_between = {3, 5};
  EXPECT_THAT(TargetsOf(query), ElementsAre("e4"));
  query.order_between = {5, 4};
  EXPECT_THAT(TargetsOf(query), IsEmpty());
  query.prefix = true;
  query.order_between = {3, 5};
  EXPECT_THAT(TargetsOf(query), ElementsAre("e4", "e3", "e5")) << "by value first";
}

TEST_P(StoreConformance, PagesOverEqualValuesAndOrdersWithoutLossOrRepetition) {
  std::vector<Put> puts;
  std::vector<std::string> expected;
  for (const char* value : {"open", "open-late"}) {
    for (int order : {1, 1, 1, 2, 2, 3}) {
      const std::string id = "c" + std::to_string(10 + puts.size());
      puts.push_back(PutWithTerms(id, {{Field::kCaseByState, value, order, id}}));
      expected.push_back(id);
    }
  }
  Keep(WriteOf(puts));
  for (const bool prefix : {false, true}) {
    for (std::size_t limit = 1; limit <= 5; ++limit) {
      FindQuery query = QueryFor(Field::kCaseByState, "open");
      query.prefix = prefix;
      query.limit = limit;
      std::vector<std::string> seen;
      for (;;) {
        const auto page = Told(reader().Find(query));
        EXPECT_LE(page.size(), limit);
        if (page.empty()) break;
        for (const Term& term : page) seen.push_back(term.target);
        query.after = page.back();
      }
      const std::size_t all = prefix ? 12 : 6;
      EXPECT_EQ(seen, std::vector(expected.begin(), expected.begin() + static_cast<int>(all)))
          << "prefix " << prefix << ", limit " << limit;
    }
  }
}

TEST_P(StoreConformance, PagesInsideTwoOrders) {
  std::vector<Put> puts;
  for (int day = 1; day <= 9; ++day) {
    const std::string id = "e" + std::to_string(day);
    puts.push_back(PutWithTerms(id, {{Field::kEntryOfCase, "c1", day, id}}));
  }
  Keep(WriteOf(puts));
  FindQuery query = QueryFor(Field::kEntryOfCase, "c1");
  query.order_between = {3, 7};
  query.limit = 2;
  query.after = Term{Field::kEntryOfCase, "c1", 4, "e4"};
  EXPECT_THAT(TargetsOf(query), ElementsAre("e5", "e6"));
  query.after = Term{Field::kEntryOfCase, "c1", 6, "e6"};
  EXPECT_THAT(TargetsOf(query), ElementsAre("e7"));
  query.after = Term{Field::kEntryOfCase, "c1", 1, "e1"};
  EXPECT_THAT(TargetsOf(query), ElementsAre("e3", "e4")) << "a place before the first order";
}

}  // namespace
}  // namespace caseload::store
