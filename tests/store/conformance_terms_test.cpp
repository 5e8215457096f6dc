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
  Keep(WriteOf({PutWithTerms("c3"_id, {{Field::kCaseOfWorker, "w1"_id, 5, "c3"_id}}),
                PutWithTerms("c1"_id, {{Field::kCaseOfWorker, "w1"_id, 9, "c1"_id}}),
                PutWithTerms("c2"_id, {{Field::kCaseOfWorker, "w1"_id, 5, "c2"_id}}),
                PutWithTerms("c4"_id, {{Field::kCaseOfWorker, "w1"_id, -3, "c4"_id}}),
                PutWithTerms("c5"_id, {{Field::kCaseOfWorker, "w10"_id, 1, "c5"_id}}),
                PutWithTerms("c6"_id, {{Field::kCaseOfTeam, "w1"_id, 1, "c6"_id}})}));
  EXPECT_THAT(TargetsOf(QueryFor(Field::kCaseOfWorker, "w1"_id)),
              ElementsAre("c4"_id, "c2"_id, "c3"_id, "c1"_id));
  EXPECT_THAT(TargetsOf(QueryFor(Field::kCaseOfWorker, "w2"_id)), IsEmpty());
  EXPECT_THAT(TargetsOf(QueryFor(Field::kCaseOfWorker, "no id")), IsEmpty());
  const auto terms = Told(reader().Find(QueryFor(Field::kCaseOfWorker, "w1"_id)));
  EXPECT_EQ(terms[1], (Term{Field::kCaseOfWorker, "w1"_id, 5, "c2"_id}));
}

TEST_P(StoreConformance, FindsTheFirstUnderEachOfManyTexts) {
  const auto key = [](const std::string& text, std::int64_t order, const std::string& id) {
    return Term{Field::kSourceKey, text, order, id};
  };
  Keep(WriteOf({PutWithTerms("p1"_id, {key("person/1", 2, "p1"_id)}),
                PutWithTerms("p2"_id, {key("person/1", 1, "p2"_id), key("person/2", 0, "p2"_id)}),
                PutWithTerms("p3"_id, {{Field::kName, "person/3", 0, "p3"_id}})}));
  const std::vector<std::string_view> asked = {"person/3", "person/2", "person/", "person/1",
                                               "person/2"};
  const auto firsts = Told(reader().FindFirsts(Field::kSourceKey, asked));
  EXPECT_THAT(firsts, ElementsAre(std::nullopt, key("person/2", 0, "p2"_id), std::nullopt,
                                  key("person/1", 1, "p2"_id), key("person/2", 0, "p2"_id)));
  EXPECT_THAT(Told(reader().FindFirsts(Field::kSourceKey, {})), IsEmpty());
}

TEST_P(StoreConformance, FindsRecordsAsTheyAreNowInTheOrderOfTheirTerms) {
  const auto terms = [](const std::string& id, const std::string& worker, int day) {
    return std::vector<Term>{{Field::kCaseOfWorker, worker, day, id},
                             {Field::kCaseByState, "open", day, id}};
  };
  Put first = PutWithTerms("c1"_id, terms("c1"_id, "w1"_id, 9));
  Keep(WriteOf({first, PutWithTerms("c2"_id, terms("c2"_id, "w1"_id, 5)),
                PutWithTerms("c3"_id, terms("c3"_id, "w2"_id, 1))}));
  Keep(WriteOf({NextPut(first)}));
  std::vector<std::string> found;
  std::vector<std::string> values;
  const auto take = [&](const FoundView& row) {
    found.push_back(std::to_string(row.order) + "/" + NameOf(row.record.id) + "/" +
                    std::to_string(row.record.version) + "/" + std::string(row.record.body));
    values.push_back(std::string(row.value));
  };
  EXPECT_TRUE(reader().FindRecords(QueryFor(Field::kCaseOfWorker, "w1"_id), take));
  EXPECT_THAT(found, ElementsAre("5/c2/1/body of c2 v1", "9/c1/2/body of c1 v2"));
  EXPECT_THAT(values, ElementsAre("w1"_id, "w1"_id));
  found.clear();
  values.clear();
  FindQuery late = QueryForBeginning(Field::kCaseByState, "op");
  late.limit = 1;
  late.after = Term{Field::kCaseByState, "open", 5, "c2"_id};
  EXPECT_TRUE(reader().FindRecords(late, take));
  EXPECT_THAT(found, ElementsAre("9/c1/2/body of c1 v2"));
  EXPECT_THAT(values, ElementsAre("open"));
}

TEST_P(StoreConformance, FindsTheTargetThatIsNotTheRecordItself) {
  Put allocation = NewPut("al1"_id, Kind::kAllocation);
  allocation.terms_added = {{Field::kCaseOfWorker, "w1"_id, 1, "c1"_id}};
  Keep(WriteOf({allocation}));
  EXPECT_THAT(TargetsOf(QueryFor(Field::kCaseOfWorker, "w1"_id)), ElementsAre("c1"_id));
}

TEST_P(StoreConformance, DropsTheTermsThatNoLongerHold) {
  const Put open = PutWithTerms("c1"_id, {{Field::kCaseByState, "open", 4, "c1"_id},
                                          {Field::kSourceKey, "case/1", 0, "c1"_id}});
  Keep(WriteOf({open}));
  Put closed = NextPut(open);
  closed.terms_removed = {{Field::kCaseByState, "open", 4, "c1"_id}};
  closed.terms_added = {{Field::kCaseByState, "closed", 4, "c1"_id}};
  Keep(WriteOf({closed}));
  EXPECT_THAT(TargetsOf(QueryFor(Field::kCaseByState, "open")), IsEmpty());
  EXPECT_THAT(TargetsOf(QueryFor(Field::kCaseByState, "closed")), ElementsAre("c1"_id));
  EXPECT_THAT(TargetsOf(QueryFor(Field::kSourceKey, "case/1")), ElementsAre("c1"_id));
}

TEST_P(StoreConformance, KeepsTermsAsASet) {
  const Term term{Field::kCaseOfWorker, "w1"_id, 1, "c1"_id};
  const Put put = PutWithTerms("al1"_id, {term});
  Keep(WriteOf({put, PutWithTerms("al2"_id, {term})}));
  EXPECT_THAT(TargetsOf(QueryFor(Field::kCaseOfWorker, "w1"_id)), ElementsAre("c1"_id))
      << "one, added twice";
  Put both = NextPut(put);
  both.terms_removed = {term, {Field::kCaseOfWorker, "never"_id, 1, "c1"_id}};
  both.terms_added = {term};
  Keep(WriteOf({both}));
  EXPECT_THAT(TargetsOf(QueryFor(Field::kCaseOfWorker, "w1"_id)), ElementsAre("c1"_id))
      << "added after removal";
}

TEST_P(StoreConformance, FindsByTheBeginningOfAValue) {
  Keep(WriteOf({PutWithTerms("p1"_id, {{Field::kName, "samp", 0, "p1"_id}}),
                PutWithTerms("p2"_id, {{Field::kName, "sample", 2, "p2"_id}}),
                PutWithTerms("p3"_id, {{Field::kName, "sample", 1, "p3"_id}}),
                PutWithTerms("p4"_id, {{Field::kName, "sampleton", 0, "p4"_id}}),
                PutWithTerms("p5"_id, {{Field::kName, "sanple", 0, "p5"_id}}),
                PutWithTerms("p6"_id, {{Field::kName, "\xc3\xbf", 0, "p6"_id}}),
                PutWithTerms("p7"_id, {{Field::kName, "\xff\xff", 0, "p7"_id}}),
                PutWithTerms("p8"_id, {{Field::kIdentifier, "sample", 0, "p8"_id}})}));
  EXPECT_THAT(TargetsOf(QueryForBeginning(Field::kName, "sample")),
              ElementsAre("p3"_id, "p2"_id, "p4"_id));
  EXPECT_THAT(TargetsOf(QueryForBeginning(Field::kName, "samplet")), ElementsAre("p4"_id));
  EXPECT_THAT(TargetsOf(QueryForBeginning(Field::kName, "\xc3")), ElementsAre("p6"_id));
  EXPECT_THAT(TargetsOf(QueryForBeginning(Field::kName, "\xff")), ElementsAre("p7"_id));
  EXPECT_THAT(TargetsOf(QueryForBeginning(Field::kName, "zz")), IsEmpty());
  EXPECT_THAT(TargetsOf(QueryForBeginning(Field::kName, "")),
              ElementsAre("p1"_id, "p3"_id, "p2"_id, "p4"_id, "p5"_id, "p6"_id, "p7"_id));
}

TEST_P(StoreConformance, FindsBetweenTwoOrdersInclusive) {
  std::vector<Put> puts;
  for (int day = 1; day <= 6; ++day) {
    const std::string id = IdOf("e" + std::to_string(day));
    puts.push_back(
        PutWithTerms(id, {{Field::kEntryOfCase, day % 2 == 0 ? "c1"_id : "c11"_id, day, id}}));
  }
  Keep(WriteOf(puts));
  FindQuery query = QueryFor(Field::kEntryOfCase, "c1"_id);
  query.order_between = {4, 6};
  EXPECT_THAT(TargetsOf(query), ElementsAre("e4"_id, "e6"_id));
  query.order_between = {3, 5};
  EXPECT_THAT(TargetsOf(query), ElementsAre("e4"_id));
  query.order_between = {5, 4};
  EXPECT_THAT(TargetsOf(query), IsEmpty());
}

TEST_P(StoreConformance, FindsByABeginningBetweenTwoOrdersByValueFirst) {
  std::vector<Put> puts;
  for (int day = 1; day <= 6; ++day) {
    const std::string id = IdOf("c" + std::to_string(day));
    puts.push_back(
        PutWithTerms(id, {{Field::kCaseByState, day % 2 == 0 ? "open" : "open-late", day, id}}));
  }
  Keep(WriteOf(puts));
  FindQuery query = QueryForBeginning(Field::kCaseByState, "open");
  query.order_between = {3, 5};
  EXPECT_THAT(TargetsOf(query), ElementsAre("c4"_id, "c3"_id, "c5"_id));
}

TEST_P(StoreConformance, PagesOverEqualValuesAndOrdersWithoutLossOrRepetition) {
  std::vector<Put> puts;
  std::vector<std::string> expected;
  for (const char* value : {"open", "open-late"}) {
    for (int order : {1, 1, 1, 2, 2, 3}) {
      const std::string id = IdOf("c" + std::to_string(10 + puts.size()));
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
    const std::string id = IdOf("e" + std::to_string(day));
    puts.push_back(PutWithTerms(id, {{Field::kEntryOfCase, "c1"_id, day, id}}));
  }
  Keep(WriteOf(puts));
  FindQuery query = QueryFor(Field::kEntryOfCase, "c1"_id);
  query.order_between = {3, 7};
  query.limit = 2;
  query.after = Term{Field::kEntryOfCase, "c1"_id, 4, "e4"_id};
  EXPECT_THAT(TargetsOf(query), ElementsAre("e5"_id, "e6"_id));
  query.after = Term{Field::kEntryOfCase, "c1"_id, 6, "e6"_id};
  EXPECT_THAT(TargetsOf(query), ElementsAre("e7"_id));
  query.after = Term{Field::kEntryOfCase, "c1"_id, 1, "e1"_id};
  EXPECT_THAT(TargetsOf(query), ElementsAre("e3"_id, "e4"_id)) << "a place before the first order";
}

}  // namespace
}  // namespace caseload::store
