// SPDX-License-Identifier: Apache-2.0
// Opens a children in need census.
#include "exchange/cin_child.h"
#include "exchange/cin_form.h"
#include "exchange/exchange.h"
#include "exchange/xml_delivery.h"

namespace caseload::exchange {

Expected<std::unique_ptr<UnitReader>> OpenCin(const std::filesystem::path& file,
                                              const ReadOptions& options) {
  return xml::OpenDelivery(file, options, CinForm(), [](const xml::Scan& scan) -> xml::MapUnit {
    auto children = std::make_shared<CinChildren>(scan.repeated_ids);
    return [children](const xml::Unit& unit) { return children->Read(unit); };
  });
}

}  // namespace caseload::exchange
