// SPDX-License-Identifier: Apache-2.0
// Fills the table from the columns of the day, so that both sides count the same.
#include "bench/flat_table.h"

#include "bench/must.h"
#include "mix/plan.h"
#include "mix/spans.h"

namespace caseload::bench {
namespace {

constexpr const char* kNames[] = {"track",    "team",  "worker",  "age",  "source",
                                  "duration", "month", "closure", "again"};
static_assert(std::size(kNames) == mix::kColumns);
const std::size_t kFactor = mix::BasisIndex(v1::MIX_BASIS_FACTOR);

mix::Needs FactorsAndColumns() {
  mix::Needs needs;
  needs.columns.set();
  needs.bases.set(kFactor);
  return needs;
}

}  // namespace

FlatTable::FlatTable(const std::filesystem::path& file, const facts::Facts& facts,
                     const taxonomy::Packs& packs, Date today)
    : vocabulary_(packs), tables_(file) {
  mix::Question question;
  question.basis = v1::MIX_BASIS_FACTOR;
  question.unit = v1::MIX_UNIT_CASES;
  question.as_of = today;
  const facts::Reading reading = facts.Read();
  mix::Spans(reading, vocabulary_, mix::ScopeOf(question)).Fill(FactorsAndColumns(), columns_);
  Fill();
}

void FlatTable::Fill() {
  std::string names;
  for (const char* name : kNames) names += std::string(", ") + name + " INTEGER";
  tables_.Execute("CREATE TABLE factor(case_number INTEGER, code INTEGER" + names + "); BEGIN;");
  store::sqlite::Statement insert(
      tables_.connection(),
      "INSERT INTO factor VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
  const mix::ConcernBits& bits = columns_.concerns[kFactor];
  const auto cases = static_cast<std::uint32_t>(columns_.blocks * mix::kBlockCases);
  for (std::uint32_t number = 0; number < cases; ++number) {
    if (!columns_.InScope(number)) continue;
    const std::size_t within = number % mix::kBlockCases;
    const auto& of = columns_.single;
    for (std::size_t slot = 0; slot < bits.slots; ++slot) {
      if ((bits.Slice(number / mix::kBlockCases, slot)[within / 64] >> (within % 64) & 1) == 0)
        continue;
      insert.Do(number, slot, of[0][number], of[1][number], of[2][number], of[3][number],
                of[4][number], of[5][number], of[6][number], of[7][number], of[8][number]);
    }
  }
  std::string indexes = "COMMIT;";
  for (const char* name : kNames)
    indexes += std::string("CREATE INDEX by_") + name + " ON factor(" + name + ");";
  tables_.Execute(indexes + "ANALYZE;");
}

std::string FlatTable::Where(const mix::Question& question) const {
  const mix::Plan plan = Must(mix::MakePlan(question, vocabulary_, columns_));
  std::string where = "1";
  for (const auto& filter : plan.column_filters) {
    const std::string name = kNames[static_cast<std::size_t>(filter.column)];
    if (filter.ranges.empty()) GiveUp("a filter of the benchmark has too many values");
    std::string any = "0";
    for (const auto& range : filter.ranges) {
      any += " OR " + name + " BETWEEN " + std::to_string(range.first) + " AND " +
             std::to_string(range.last);
    }
    where += " AND (" + any + ")";
  }
  return where;
}

std::vector<std::uint64_t> FlatTable::CountBy(const mix::Question& question) {
  const std::string sql =
      "SELECT code, count(*) FROM factor WHERE " + Where(question) + " GROUP BY code";
  store::sqlite::Statement select(tables_.connection(), sql.c_str());
  std::vector<std::uint64_t> counts;
  auto rows = select.Run();
  while (rows.Next()) counts.push_back(rows.Count(1));
  if (rows.failed()) GiveUp("SQLite cannot count");
  return counts;
}

}  // namespace caseload::bench
