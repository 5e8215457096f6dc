// SPDX-License-Identifier: Apache-2.0
// RecordIn: the record in a row.
#pragma once

#include "base/ids.h"
#include "store/sqlite/connection.h"
#include "store/store.h"

namespace caseload::store::sqlite {

// From the column on: id, kind, number, version, sequence, body, protected body. Valid until the
// next row.
class RecordIn {
 public:
  RecordIn(const Rows& rows, int first)
      : id_(rows.Int(first)),
        view_{id_.view(),
              static_cast<Kind>(rows.Int(first + 1)),
              static_cast<std::uint32_t>(rows.Int(first + 2)),
              rows.Count(first + 3),
              rows.Count(first + 4),
              rows.Bytes(first + 5),
              rows.Bytes(first + 6)} {}
  RecordIn(const RecordIn&) = delete;
  RecordIn& operator=(const RecordIn&) = delete;
  const RecordView& view() const { return view_; }

 private:
  IdText id_;
  RecordView view_;
};

}  // namespace caseload::store::sqlite
