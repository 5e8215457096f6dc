/* SPDX-License-Identifier: Apache-2.0 */
/* Days, the calendar and the clock table: what a rule counts time with. */
#ifndef CASELOAD_RULE_REFERENCE_H
#define CASELOAD_RULE_REFERENCE_H
/* NOLINTBEGIN(readability-identifier-naming, modernize-*): C names, for C */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Civil days since 1970-01-01, without a zone. */
typedef int32_t caseload_day;
/* It has a day, and the record does not say which. Never read it as "no" or as "long ago". */
#define CASELOAD_DAY_NOT_RECORDED INT32_MIN
/* There is no such day: it has not ended, is not born, has nothing due. */
#define CASELOAD_DAY_NONE INT32_MAX
/* UTF-8, not NUL-terminated. */
typedef struct caseload_str {
  const char* ptr;
  uint64_t len;
} caseload_str;

/* How long something may take, from the authority's clock table. */
typedef struct caseload_clock_row {
  caseload_str name; /* e.g. ICPC */
  int32_t limit;
  uint16_t unit;
  uint16_t inclusive; /* 1: the day it starts counts as the first; 0: it is day 0 */
  uint16_t kind;
  uint16_t reserved;
  caseload_day valid_from;  /* CASELOAD_DAY_NOT_RECORDED: from ever */
  caseload_day valid_until; /* the last day; CASELOAD_DAY_NONE: still */
  uint32_t reserved2;
} caseload_clock_row;
enum {
  CASELOAD_UNIT_WORKING_DAY = 1,
  CASELOAD_UNIT_DAY = 2,
  CASELOAD_UNIT_WEEK = 3,
  CASELOAD_UNIT_MONTH = 4,
  CASELOAD_UNIT_HOUR = 5
};
enum {
  CASELOAD_CLOCK_STATUTE = 1,
  CASELOAD_CLOCK_GUIDANCE = 2,
  CASELOAD_CLOCK_CENSUS = 3,
  CASELOAD_CLOCK_LOCAL = 4
};

/* The calendar and the clock table of the authority. */
typedef struct caseload_reference {
  uint32_t struct_size;
  uint32_t vocabulary; /* of the code sets and of the kinds in this header */
  caseload_day calendar_first;
  uint32_t calendar_days;           /* outside of the calendar nothing is known of bank holidays */
  const uint8_t* days_off;          /* bit n of byte n / 8: calendar_first + n is no working day */
  const caseload_clock_row* clocks; /* by name, then valid_from */
  uint64_t clock_count;
} caseload_reference;

/* A layout that moved is a broken border: refuse to compile. */
#if defined(__cplusplus)
#define CASELOAD_PIN(name, condition) static_assert(condition, #name)
#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
#define CASELOAD_PIN(name, condition) _Static_assert(condition, #name)
#else
#define CASELOAD_PIN(name, condition) typedef char caseload_pin_##name[(condition) ? 1 : -1]
#endif
CASELOAD_PIN(pointers_are_64_bit, sizeof(void*) == 8);
CASELOAD_PIN(clock_row, sizeof(caseload_clock_row) == 40);
CASELOAD_PIN(reference, sizeof(caseload_reference) == 40);

#ifdef __cplusplus
}
#endif
/* NOLINTEND(readability-identifier-naming, modernize-*) */
#endif
