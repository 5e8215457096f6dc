// SPDX-License-Identifier: Apache-2.0
#include "rules/slab.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <utility>

namespace caseload::rules {
namespace {

std::byte* Map(int descriptor, std::size_t bytes, int protection) {
  void* at = mmap(nullptr, bytes, protection, MAP_SHARED | MAP_NORESERVE, descriptor, 0);
  return at == MAP_FAILED ? nullptr : static_cast<std::byte*>(at);
}

}  // namespace

Slab::~Slab() {
  if (data_ != nullptr) munmap(data_, size_);
  if (descriptor_ >= 0) close(descriptor_);
}

Slab::Slab(Slab&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

Slab& Slab::operator=(Slab&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

std::optional<Slab> Slab::Make(std::size_t bytes, Others others) {
  Slab slab;
  slab.descriptor_ = memfd_create("caseload-rule", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (slab.descriptor_ < 0 || ftruncate(slab.descriptor_, static_cast<off_t>(bytes)) != 0)
    return std::nullopt;
  slab.data_ = Map(slab.descriptor_, bytes, PROT_READ | PROT_WRITE);
  slab.size_ = slab.data_ == nullptr ? 0 : bytes;
  const int write = others == Others::kRead ? F_SEAL_FUTURE_WRITE : 0;
  const int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL | write;
  if (slab.data_ == nullptr || fcntl(slab.descriptor_, F_ADD_SEALS, seals) != 0)
    return std::nullopt;
  return slab;
}

std::optional<Slab> Slab::Take(int descriptor, std::size_t bytes, Others us) {
  Slab slab;
  slab.data_ = Map(descriptor, bytes, us == Others::kRead ? PROT_READ : PROT_READ | PROT_WRITE);
  slab.size_ = slab.data_ == nullptr ? 0 : bytes;
  close(descriptor);
  if (slab.data_ == nullptr) return std::nullopt;
  return slab;
}

}  // namespace caseload::rules
