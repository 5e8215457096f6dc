// SPDX-License-Identifier: Apache-2.0
// What several of the dataset's objects share.
#include "exchange/ssd_child_rows.h"

namespace caseload::exchange {

std::string IdentifierScheme(std::string_view type) {
  if (type == "Unique Pupil Number" || type == "UPN") return "upn";
  if (type == "Former Unique Pupil Number") return "former_upn";
  if (type == "NHS Number") return "nhs";
  return std::string(type);
}

void KeepRest(SsdRow& row, v1::Source& source) {
  v1::Source rest;
  row.Finish("", rest);
  for (v1::SourceValue& value : *rest.mutable_values()) *source.add_values() = std::move(value);
}

}  // namespace caseload::exchange
