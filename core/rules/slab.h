// SPDX-License-Identifier: Apache-2.0
// Slab: memory that host and worker both see, of a fixed size from the start; a page of it is taken
// when it is first touched.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace caseload::rules {

// Owns the mapping, and the descriptor on the side that made it.
class Slab {
 public:
  Slab() = default;
  ~Slab();
  Slab(Slab&& other) noexcept;
  Slab& operator=(Slab&& other) noexcept;

  enum class Others { kRead, kWrite };
  // Sealed: nobody can make it shorter, which would end whoever reads beyond; and when others may
  // only read, nobody can write to it but through this mapping. Nothing when the kernel has no such
  // memory.
  static std::optional<Slab> Make(std::size_t bytes, Others others);
  // What another process made; the descriptor is closed. Nothing when it cannot be mapped.
  static std::optional<Slab> Take(int descriptor, std::size_t bytes, Others us);

  std::span<std::byte> bytes() const { return {data_, size_}; }
  int descriptor() const { return descriptor_; }

 private:
  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
  int descriptor_ = -1;
};

}  // namespace caseload::rules
