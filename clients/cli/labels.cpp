// SPDX-License-Identifier: Apache-2.0
// Fetches the labels of code sets.
#include "caseload/v1/reference_service.pb.h"
#include "cli/words.h"
#include "cpp/listing.h"

namespace caseload::cli {

std::string Labels::Of(const std::string& code_set, const std::string& code) {
  if (code.empty()) return "";
  if (!sets_.contains(code_set)) {
    auto& labels = sets_[code_set];
    v1::ListCodesRequest request;
    request.set_code_set(code_set);
    request.set_page_size(client::kPageSizeMost);
    client::Listing<v1::ListCodesRequest, v1::ListCodesResponse> listing(connection_, request);
    for (const auto& page : listing) {
      for (const auto& found : page.codes()) labels[found.code()] = found.label();
    }
  }
  const std::string& label = sets_[code_set][code];
  return label.empty() ? code : code + " " + label;
}

}  // namespace caseload::cli
