// SPDX-License-Identifier: Apache-2.0
// The SHA-256 of a delivery, by which an import of the same bytes is known again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "exchange/exchange.h"

namespace caseload::exchange {

class Digest {
 public:
  Digest();
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;
  ~Digest();

  void Add(std::string_view bytes);
  // Lower-case hex; ends the digest.
  std::string Hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Reads the file in pieces.
Expected<std::string> Sha256OfFile(const std::filesystem::path& file);

}  // namespace caseload::exchange
