// SPDX-License-Identifier: Apache-2.0
#include "census/tables.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <fstream>
#include <iterator>
#include <ostream>
#include <stdexcept>

#include "base/date.h"

namespace caseload::rules {
namespace {

using google::protobuf::ListValue;
using google::protobuf::Struct;
using google::protobuf::Value;

const Value& Field(const Struct& of, const std::string& name) {
  static const Value kNone;
  const auto found = of.fields().find(name);
  return found == of.fields().end() ? kNone : found->second;
}

std::string TextOf(const Value& value) {
  if (value.has_bool_value()) return value.bool_value() ? "true" : "false";
  if (value.has_number_value())
    return std::to_string(static_cast<std::int64_t>(value.number_value()));
  if (!value.has_list_value()) return value.string_value();
  std::string all;
  for (const auto& one : value.list_value().values()) all += "'" + TextOf(one) + "',";
  return "[" + all + "]";
}

// Written as true or false, or as what is said of the return and nothing.
bool Says(const Value& value) {
  if (value.has_bool_value()) return value.bool_value();
  if (value.has_number_value()) return value.number_value() != 0;
  return value.has_struct_value() || value.list_value().values_size() > 0 ||
         !value.string_value().empty();
}

CensusCase CaseOf(const Struct& from) {
  CensusCase read;
  read.rule = TextOf(Field(from, "code"));
  read.why = TextOf(Field(from, "why"));
  const std::string ruleset = TextOf(Field(from, "ruleset"));  // "cin2022_23"
  constexpr std::size_t kYearAt = 3;
  if (ruleset.size() > kYearAt + 3) read.ruleset = std::stoi(ruleset.substr(kYearAt, 4));
  for (const auto& [name, rows] : Field(from, "input").struct_value().fields()) {
    Table& table = read.tables[name];
    for (const auto& row : rows.list_value().values()) {
      std::map<std::string, std::string> cells;
      for (const auto& [column, cell] : row.struct_value().fields()) cells[column] = TextOf(cell);
      table.Add(std::move(cells));
    }
  }
  for (const auto& place : Field(from, "expected").list_value().values()) {
    const auto& of = place.struct_value();
    for (const auto& row : Field(of, "rows").list_value().values())
      read.expected.emplace(TextOf(Field(of, "table")),
                            static_cast<std::size_t>(row.number_value()));
  }
  read.of_the_return = Says(Field(from, "expected_la_level"));
  return read;
}

bool Digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

}  // namespace

void Table::Add(std::map<std::string, std::string> row) {
  for (const auto& [column, cell] : row) columns_.insert(column);
  rows_.push_back(std::move(row));
}

const std::string& Table::At(std::size_t row, const std::string& column) const {
  static const std::string kNone;
  const auto found = rows_.at(row).find(column);
  return found == rows_.at(row).end() ? kNone : found->second;
}

const Table& CensusCase::TableOf(const std::string& name) const {
  static const Table kNone;
  const auto found = tables.find(name);
  return found == tables.end() ? kNone : found->second;
}

int CensusCase::CensusYear(std::size_t header) const {
  const Table& headers = TableOf("Header");
  if (header >= headers.size()) return 0;
  const auto day = ParseDate(IsoDay(headers.At(header, "ReferenceDate")));
  return day ? std::stoi(FormatDate(*day).substr(0, 4)) : 0;
}

std::vector<CensusCase> ReadCensusCases(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  ListValue list;
  if (!google::protobuf::util::JsonStringToMessage(text, &list).ok())
    throw std::runtime_error(file.filename().string() + " is no JSON array");
  std::vector<CensusCase> cases;
  for (const auto& one : list.values()) cases.push_back(CaseOf(one.struct_value()));
  return cases;
}

std::string IsoDay(const std::string& text) {
  constexpr std::size_t kLength = 10;
  if (text.size() < kLength) return text;
  const bool turned = (text[2] == '/' || text[2] == '-') && text[5] == text[2];
  std::string day = turned ? text.substr(6, 4) + "-" + text.substr(3, 2) + "-" + text.substr(0, 2)
                           : text.substr(0, kLength);
  if (!Digits(day.substr(0, 4))) return text;
  int year = std::stoi(day.substr(0, 4));
  while (year >= 1800 && year < 1900) year += 20;
  day.replace(0, 4, std::to_string(year));
  return ParseDate(day) ? day : text;
}

void PrintTo(const CensusCase& given, std::ostream* out) {
  *out << given.rule << " of " << given.ruleset << (given.why.empty() ? "" : ": ") << given.why;
}

}  // namespace caseload::rules
