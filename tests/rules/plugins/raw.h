// SPDX-License-Identifier: Apache-2.0
// System calls without the C library, as somebody would make them who does not want to be seen: an
// import would be noticed before any code runs.
#pragma once

#include <sys/syscall.h>

namespace raw {

#if defined(__x86_64__)
inline long Call(long number, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0,
                 long f = 0) {
  long result = 0;
  register long r10 asm("r10") = d;
  register long r8 asm("r8") = e;
  register long r9 asm("r9") = f;
  asm volatile("syscall"
               : "=a"(result)
               : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
               : "rcx", "r11", "memory");
  return result;
}
#else
#error "not written for this machine yet"
#endif

inline long Address(const void* at) { return reinterpret_cast<long>(at); }

}  // namespace raw
