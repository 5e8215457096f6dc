// SPDX-License-Identifier: Apache-2.0
// Whether this is built with a sanitizer. One reserves terabytes of address space, reads /proc,
// starts threads and ends a process that crashes in its own way: a worker that has one in it cannot
// be confined.
#pragma once

namespace caseload::rules {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace caseload::rules
