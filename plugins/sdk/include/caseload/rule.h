/* SPDX-License-Identifier: Apache-2.0 */
/* The contract between Caseload and a decision-support rule: one exported constant, plain C99,
   nothing shared but this and caseload/rule_facts.h.

   A rule is a shared library with exactly one exported symbol, `const caseload_rule
   caseload_rule_v1`. The host loads it in a process of its own, hands it facts and takes findings
   back. What a finding says is written in the rule's catalogue, which is read once and shown to
   people before the rule is ever asked.

   How it grows. A row never changes inside one ABI major: what is new comes as a new array at the
   end of caseload_facts, or as an extension by name. `struct_size` says how much of a struct the
   other side knows; read no further. So the facts of a batch lie `facts->struct_size` bytes from
   each other, which a later host makes more than the rule's own sizeof: caseload_facts_at finds
   them, `facts[i]` does not.

   What a rule may rely on
   - every pointer it is given is valid until the call returns, and no longer; it frees only what it
   allocated;
   - one instance is never used by two threads at once;
   - nothing in the facts lies after `as_of`, the only clock there is.

   What a rule must not do: throw across the border, start threads, read a clock, the environment or
   a file, keep anything between two evaluations. The same facts give the same findings, whatever
   was asked before and beside them. */
#ifndef CASELOAD_RULE_H
#define CASELOAD_RULE_H
/* NOLINTBEGIN(readability-identifier-naming, modernize-*): C names, for C */

#include "caseload/rule_facts.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CASELOAD_RULE_SYMBOL "caseload_rule_v1"
#define CASELOAD_RULE_MAGIC 0x31524C43u /* the bytes C L R 1 */
#define CASELOAD_RULE_ABI_MAJOR 1u
#define CASELOAD_RULE_ABI_MINOR 0u
#define CASELOAD_FACTS_SCHEMA 1u /* of the rows in rule_facts.h */
#define CASELOAD_VOCABULARY 1u   /* of the code sets, and of the enumerators in rule_facts.h */
#define CASELOAD_RULE_EXPORT __attribute__((visibility("default")))

/* A finding without that number. */
#define CASELOAD_NO_NUMBER INT64_MIN

/* A row a finding rests on. */
typedef struct caseload_evidence {
  uint32_t kind;
  uint32_t row;
} caseload_evidence;
enum {
  CASELOAD_EVIDENCE_CASE = 1,        /* a case, by its referral */
  CASELOAD_EVIDENCE_CASE_CLOSED = 2, /* a case, by its closure */
  CASELOAD_EVIDENCE_SPAN = 3,        /* a span, by its first day */
  CASELOAD_EVIDENCE_SPAN_ENDED = 4,  /* a span, by the day it ended */
  CASELOAD_EVIDENCE_EVENT = 5,
  CASELOAD_EVIDENCE_CONCERN = 6,
  CASELOAD_EVIDENCE_RELATION = 7,
  CASELOAD_EVIDENCE_CHILD = 8,
  CASELOAD_EVIDENCE_WORKER = 9,
  CASELOAD_EVIDENCE_ALLOCATION = 10,
  CASELOAD_EVIDENCE_ALLOCATION_ENDED = 11,
  CASELOAD_EVIDENCE_ABSENCE = 12,
  CASELOAD_EVIDENCE_ABSENCE_ENDED = 13,
  CASELOAD_EVIDENCE_MARK = 14,
  CASELOAD_EVIDENCE_TALLY = 15
};

/* How measure and threshold were held against each other. */
enum {
  CASELOAD_OPERATOR_NONE = 0,
  CASELOAD_OPERATOR_LESS = 1,
  CASELOAD_OPERATOR_AT_MOST = 2,
  CASELOAD_OPERATOR_EQUAL = 3,
  CASELOAD_OPERATOR_AT_LEAST = 4,
  CASELOAD_OPERATOR_MORE = 5
};

/* One thing that is filled into a sentence. */
typedef struct caseload_value {
  int64_t value;
  uint32_t kind; /* as the catalogue declares it */
  uint32_t reserved;
} caseload_value;
enum {
  CASELOAD_VALUE_NUMBER = 1,
  CASELOAD_VALUE_DAY = 2,
  CASELOAD_VALUE_CONCERN = 3 /* a code of the core set of concerns; shown by its label */
};

/* Numbers lie within -1000000000 and 1000000000, or are CASELOAD_NO_NUMBER. */
typedef struct caseload_finding {
  uint32_t struct_size;
  uint32_t text; /* index in the rule's catalogue */
  int64_t measure;
  int64_t threshold;
  uint32_t comparison; /* CASELOAD_OPERATOR_*: measure, operator, threshold */
  uint32_t reserved;
  const caseload_value* values; /* {1}, {2}, … of the sentence */
  uint64_t value_count;
  const caseload_evidence* evidence;
  uint64_t evidence_count;
} caseload_finding;
#define CASELOAD_MOST_FINDINGS 64u /* of one subject; more is a fault of the rule */
#define CASELOAD_MOST_EVIDENCE 64u /* of one finding */
#define CASELOAD_MOST_VALUES 4u    /* of one finding */

typedef int32_t caseload_status;
enum { CASELOAD_OK = 0, CASELOAD_E_INTERNAL = -1, CASELOAD_E_FULL = -2 };

/* Where findings go. The host copies what it is given. `index` is the place of the subject in the
 * batch. */
typedef struct caseload_sink {
  uint32_t struct_size;
  uint32_t reserved;
  void* context;
  /* CASELOAD_E_FULL: say no more about this subject. */
  caseload_status (*emit)(void* context, uint64_t index, const caseload_finding* finding);
  /* The first day after as_of on which the answer can differ though nobody records anything. The
   * earliest counts. */
  void (*look_again_on)(void* context, uint64_t index, caseload_day day);
  /* What was weighed and did not make the rule speak: "2 of 3 referrals". NULL unless somebody
   * asked why. */
  caseload_status (*near_miss)(void* context, uint64_t index, const caseload_finding* finding);
} caseload_sink;

/* One thing the rule can say. Texts are one plain sentence of at most 140 characters once all is
   filled in: {measure}, {threshold}, {1} to {4}. A number counts as 11 characters, a day as 10, a
   concern as 40. */
typedef struct caseload_finding_text {
  caseload_str code; /* e.g. RE_REFERRAL: A-Z, 0-9 and _, stable across versions */
  uint32_t kind;
  uint32_t value_kinds[CASELOAD_MOST_VALUES]; /* CASELOAD_VALUE_*; 0: there is none */
  uint32_t reserved;
  caseload_str text;
  caseload_str unit; /* of both numbers, e.g. days; may be empty */
} caseload_finding_text;
enum {
  CASELOAD_KIND_PROMPT = 1, /* something worth reading before deciding */
  CASELOAD_KIND_BREACH = 2, /* a limit has been passed */
  CASELOAD_KIND_DUE = 3,    /* a limit will be reached; measure: days that are left */
  CASELOAD_KIND_DATA_GAP = 4,
  CASELOAD_KIND_INFO = 5
};

/* A whole number that an authority may set, from a day on and with its reason. */
typedef struct caseload_parameter {
  caseload_str name;  /* small letters, digits and _ */
  caseload_str title; /* in words */
  caseload_str unit;  /* e.g. days; may be empty */
  caseload_str basis; /* on what the default rests */
  int64_t otherwise;  /* when nobody set it */
  int64_t least;
  int64_t most;
} caseload_parameter;
#define CASELOAD_MOST_PARAMETERS 64u

/* The rule. The first six numbers are read first and by every host: they stay where they are in
 * every major. */
typedef struct caseload_rule {
  uint32_t magic;
  uint32_t struct_size;
  uint32_t abi_major;
  uint32_t abi_minor;
  uint32_t facts_schema_min;
  uint32_t facts_schema_max;
  uint32_t vocabulary;   /* the least one it understands: what it was built with */
  uint32_t subjects;     /* CASELOAD_SUBJECT_*, together */
  uint32_t facts_needed; /* CASELOAD_GROUP_*, together */
  uint32_t reserved;
  caseload_str id;      /* small letters, digits, - and dots between: caseload.recurrence */
  caseload_str version; /* e.g. 1.0.0 */
  caseload_str title;   /* in words */
  caseload_str basis;   /* law, guidance or published measure it rests on */
  const caseload_finding_text* findings;
  uint64_t finding_count;
  const caseload_parameter* parameters;
  uint64_t parameter_count;
  /* values: one for each parameter, in their order, within its range. NULL on failure, with the
   * reason as text in err. May be called again, with other values: what is made lives side by side
   * in one process and shares nothing that can change. */
  void* (*create)(const int64_t* values, uint64_t count, char* err, uint64_t err_cap);
  void (*destroy)(void* self);
  /* All subjects of the batch, in order, the i-th being caseload_facts_at(facts, i); *progress is
   * set to the index of the subject before it is looked at. */
  caseload_status (*evaluate_batch)(const void* self, const caseload_facts* facts, uint64_t count,
                                    const caseload_sink* sink, volatile uint64_t* progress);
  /* Optional, may be NULL: a table of functions by name, or NULL for a name it does not know. */
  const void* (*get_extension)(const char* id);
} caseload_rule;

CASELOAD_PIN(evidence, sizeof(caseload_evidence) == 8);
CASELOAD_PIN(value, sizeof(caseload_value) == 16);
CASELOAD_PIN(finding, sizeof(caseload_finding) == 64 && offsetof(caseload_finding, values) == 32 &&
                          offsetof(caseload_finding, evidence) == 48);
CASELOAD_PIN(sink, sizeof(caseload_sink) == 40 && offsetof(caseload_sink, emit) == 16);
CASELOAD_PIN(finding_text,
             sizeof(caseload_finding_text) == 72 && offsetof(caseload_finding_text, text) == 40);
CASELOAD_PIN(parameter,
             sizeof(caseload_parameter) == 88 && offsetof(caseload_parameter, otherwise) == 64);
CASELOAD_PIN(rule, sizeof(caseload_rule) == 168 && offsetof(caseload_rule, id) == 40 &&
                       offsetof(caseload_rule, findings) == 104 &&
                       offsetof(caseload_rule, create) == 136 &&
                       offsetof(caseload_rule, get_extension) == 160);

#ifdef __cplusplus
}
#endif
/* NOLINTEND(readability-identifier-naming, modernize-*) */
#endif
