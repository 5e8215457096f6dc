// SPDX-License-Identifier: Apache-2.0
// Opens a children's social work workforce census.
#include "exchange/csww_form.h"
#include "exchange/csww_worker.h"
#include "exchange/exchange.h"
#include "exchange/xml_delivery.h"

namespace caseload::exchange {

namespace {

// The census is taken on 30 September; the return's own reference day is believed first.
std::string AbsencesOn(const v1::Import& header) {
  if (!header.reference_on().empty()) return header.reference_on();
  return header.edition().empty() ? std::string{} : header.edition() + "-09-30";
}

}  // namespace

Expected<std::unique_ptr<UnitReader>> OpenCsww(const std::filesystem::path& file,
                                               const ReadOptions& options) {
  return xml::OpenDelivery(file, options, CswwForm(), [](const xml::Scan& scan) -> xml::MapUnit {
    auto workers = std::make_shared<CswwWorkers>(scan.repeated_ids, AbsencesOn(scan.header));
    return [workers](const xml::Unit& unit) { return workers->Read(unit); };
  });
}

}  // namespace caseload::exchange
