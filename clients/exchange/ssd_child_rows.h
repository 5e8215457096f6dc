// SPDX-License-Identifier: Apache-2.0
// Going through the rows that are about one person, for the sources of SsdChild.
#pragma once

#include <string>
#include <string_view>

#include "exchange/ssd_child.h"

namespace caseload::exchange {

// Ten visits a day for five years; more rows than this about one person is another kind of
// delivery.
inline constexpr std::size_t kRowsPerPerson = 20'000;

// "upn" for "Unique Pupil Number", "nhs" for "NHS Number"; the source's own word otherwise.
std::string IdentifierScheme(std::string_view type);

// Keeps what a row says beyond the fields of a record that several rows are gathered in.
void KeepRest(SsdRow& row, v1::Source& source);

template <class Take>
void SsdChild::EachRow(SsdObject object, Take take) {
  EachRow(object, take, *unit_.mutable_faults());
}

template <class Take>
void SsdChild::EachRow(SsdObject object, Take take, Faults& faults) {
  SsdFile* file = folder_.file(object);
  if (file == nullptr) return;
  std::size_t count = 0;
  CsvRow read;
  for (const RowMark& mark : file->About(number_)) {
    file->reader->Seek(mark.offset, mark.line);
    if (!file->reader->Next(read)) return;
    SsdRow row(file->name, file->columns, read, faults);
    if (++count > kRowsPerPerson) {
      row.Refuse("TOO_MANY_ROWS", "", "Too many rows are about one person; this one is not taken.");
    } else {
      take(row);
    }
  }
}

}  // namespace caseload::exchange
