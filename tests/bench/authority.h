// SPDX-License-Identifier: Apache-2.0
// Authority: the made-up authority as an import reads it, with source keys that no other one has.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "exchange/authority.h"

namespace caseload::bench {

class Authority {
 public:
  // Written to the folder, which goes when this does. Every source key begins with `name`, and all
  // days are moved on by so many.
  Authority(const exchange::AuthorityPlan& plan, std::filesystem::path folder, std::string name,
            std::int32_t days_later = 0);
  ~Authority();
  Authority(const Authority&) = delete;
  Authority& operator=(const Authority&) = delete;

  const v1::Import& header() const { return reader_->header(); }
  // The next unit of its dataset; nothing at the end.
  std::optional<v1::ImportUnit> Next();

 private:
  std::filesystem::path folder_;
  std::string name_;
  std::int32_t days_later_;
  std::unique_ptr<exchange::UnitReader> reader_;
};

}  // namespace caseload::bench
