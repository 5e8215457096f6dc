/* SPDX-License-Identifier: Apache-2.0 */
/* The contract between Caseload and a decision-support rule: one exported constant, plain C99,
   nothing shared but this.

   A rule is a shared library with exactly one exported symbol, `const caseload_rule
   caseload_rule_v1`. The host loads it in a process of its own, hands it rows of codes and days,
   and takes findings back. No text crosses with the facts: no name, no note, no sex, ethnicity,
   religion, nationality or disability of a person. What a finding says is written in the rule's
   catalogue, which is read once and shown to people before the rule is ever asked.

   How it grows. A struct or a row never changes inside one ABI major: what is new comes as a new
   array at the end of caseload_facts, or as an extension. `struct_size` says how much of a struct
   the other side knows; read no further.

   What a rule may rely on
   - every pointer it is given is valid until the call returns, and no longer; it frees only what it
   allocated;
   - one instance is never used by two threads at once;
   - rows of an array are sorted by (day, id); a day that was not recorded sorts first;
   - a row id is never 0 and stands for one row in one evaluation only;
   - nothing in the facts lies after `as_of`, the only clock there is.

   What a rule must not do: throw across the border, start threads, read a clock, the environment or
   a file, keep anything between two evaluations. The same facts give the same findings. */
#ifndef CASELOAD_RULE_H
#define CASELOAD_RULE_H
/* NOLINTBEGIN(readability-identifier-naming, modernize-*): C names, for C */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CASELOAD_RULE_SYMBOL "caseload_rule_v1"
#define CASELOAD_RULE_MAGIC 0x31524C43u /* the bytes C L R 1 */
#define CASELOAD_RULE_ABI_MAJOR 1u
#define CASELOAD_RULE_ABI_MINOR 0u
#define CASELOAD_FACTS_SCHEMA 1u /* of the rows and the vocabularies below */
#define CASELOAD_RULE_EXPORT __attribute__((visibility("default")))

/* Civil days since 1970-01-01, without a zone. */
typedef int32_t caseload_day;
/* It has a day, and the record does not say which. Never read it as "no" or as "long ago". */
#define CASELOAD_DAY_NOT_RECORDED INT32_MIN
/* There is no such day: it has not ended, is not born, has nothing due. */
#define CASELOAD_DAY_NONE INT32_MAX
#define CASELOAD_VALUE_NOT_RECORDED INT32_MIN
/* A finding without that number. */
#define CASELOAD_NO_NUMBER INT64_MIN
/* Codes are numbers of the server's code sets, stable for good. */
#define CASELOAD_CODE_NOT_RECORDED 0u
#define CASELOAD_CODE_UNKNOWN 65535u /* recorded, but in none of the code sets */

/* UTF-8, not NUL-terminated. */
typedef struct caseload_str {
  const char* ptr;
  uint64_t len;
} caseload_str;

/* Flags come in pairs, one for yes and one for no; neither means that it was not recorded. */

/* One episode of need of the child, from referral to closure. */
typedef struct caseload_case_row {
  uint32_t id;
  caseload_day referred;
  caseload_day closed; /* CASELOAD_DAY_NONE while it is open */
  uint16_t referral_source;
  uint16_t closure_reason;
  uint32_t flags;
  uint32_t reserved; /* 0 */
} caseload_case_row;
enum { CASELOAD_CASE_NO_FURTHER_ACTION = 1, CASELOAD_CASE_TAKEN_ON = 2 };

/* Something that lasts: from its first day to the day it ended. On the day it ended it no longer
 * counts as open. */
typedef struct caseload_span_row {
  uint32_t id;
  uint32_t case_id; /* row id of the case it belongs to; 0 when it belongs to none */
  caseload_day start;
  caseload_day end; /* CASELOAD_DAY_NONE while it lasts */
  uint16_t kind;
  uint16_t flags;
  int32_t value; /* by kind; CASELOAD_VALUE_NOT_RECORDED */
} caseload_span_row;
enum {
  CASELOAD_SPAN_ASSESSMENT = 1, /* ended: authorised */
  CASELOAD_SPAN_SECTION47 = 2,  /* value: the day of the conference */
  CASELOAD_SPAN_CIN_PLAN = 3,   /* child in need plan */
  CASELOAD_SPAN_PROTECTION_PLAN =
      4, /* value: how many plans the child had before, as recorded with the plan */
  CASELOAD_SPAN_LOOKED_AFTER = 5,
  CASELOAD_SPAN_PLACEMENT = 6,
  CASELOAD_SPAN_MISSING = 7,
  CASELOAD_SPAN_PRE_PROCEEDINGS = 8
};
enum {
  CASELOAD_SPAN_NO_FURTHER_ACTION = 1, /* assessment, section 47 */
  CASELOAD_SPAN_FURTHER_ACTION = 2,
  CASELOAD_SPAN_CHILD_SEEN = 4, /* assessment */
  CASELOAD_SPAN_CHILD_NOT_SEEN = 8,
  CASELOAD_SPAN_CONFERENCE_NOT_REQUIRED = 16, /* section 47 */
  CASELOAD_SPAN_CONFERENCE_REQUIRED = 32,
  CASELOAD_SPAN_OTHER_AUTHORITY =
      64, /* protection plan of another authority, during a temporary stay */
  CASELOAD_SPAN_OWN_AUTHORITY = 128,
  CASELOAD_SPAN_AWAY_UNAUTHORISED = 256, /* missing: away from placement without authorisation */
  CASELOAD_SPAN_WHEREABOUTS_UNKNOWN = 512
};

/* Something that happened on a day. */
typedef struct caseload_event_row {
  uint32_t id;
  uint32_t case_id;
  caseload_day day;
  caseload_day due; /* conference, review: the day it was due; CASELOAD_DAY_NONE for kinds that are
                       never due */
  uint16_t kind;
  uint16_t flags;
  uint16_t code; /* contact: its source; visit: CASELOAD_VISIT_*; otherwise 0 */
  uint16_t reserved;
} caseload_event_row;
enum {
  CASELOAD_EVENT_CONTACT = 1,
  CASELOAD_EVENT_STRATEGY_DISCUSSION = 2,
  CASELOAD_EVENT_INITIAL_CONFERENCE = 3,
  CASELOAD_EVENT_REVIEW = 4,
  CASELOAD_EVENT_CORE_GROUP = 5,
  CASELOAD_EVENT_VISIT = 6,
  CASELOAD_EVENT_SUPERVISION = 7,
  CASELOAD_EVENT_DECISION = 8
};
enum {
  CASELOAD_EVENT_SEEN = 1, /* visit: the child was seen */
  CASELOAD_EVENT_NOT_SEEN = 2,
  CASELOAD_EVENT_SEEN_ALONE = 4,
  CASELOAD_EVENT_NOT_SEEN_ALONE = 8,
  CASELOAD_EVENT_BEDROOM_SEEN = 16,
  CASELOAD_EVENT_BEDROOM_NOT_SEEN = 32,
  CASELOAD_EVENT_DECIDED =
      64, /* conference: on a plan; strategy discussion: to enquire; review: the plan continues */
  CASELOAD_EVENT_NOT_DECIDED = 128,
  CASELOAD_EVENT_QUORATE = 256, /* review */
  CASELOAD_EVENT_NOT_QUORATE = 512,
  CASELOAD_EVENT_TRANSFER_IN = 1024, /* conference: the child moved in with a plan */
  CASELOAD_EVENT_NOT_TRANSFER_IN = 2048
};
enum {
  CASELOAD_VISIT_CIN = 1,
  CASELOAD_VISIT_CP = 2,
  CASELOAD_VISIT_CLA = 3,
  CASELOAD_VISIT_OTHER = 4
};

/* What was asserted, on what occasion. A count of concerns means nothing without its basis. */
typedef struct caseload_concern_row {
  uint32_t id;
  uint32_t case_id;
  caseload_day start;
  caseload_day end;   /* CASELOAD_DAY_NONE while it holds */
  uint16_t code;      /* as asserted, in the code set of the basis */
  uint16_t core_code; /* what that means in the core set of concerns; 0 when it is mapped to none */
  uint16_t basis;
  uint16_t flags;
} caseload_concern_row;
enum {
  CASELOAD_BASIS_NEED = 1,
  CASELOAD_BASIS_FACTOR = 2,
  CASELOAD_BASIS_CATEGORY_INITIAL = 3,
  CASELOAD_BASIS_CATEGORY_LATEST = 4,
  CASELOAD_BASIS_WORKER = 5
};
enum {
  CASELOAD_CONCERN_ABOUT_ANOTHER = 1
}; /* about a parent, carer or other member of the household */

/* A link from the child to another person, and what is known of that person. An empty array means
   that no link was handed over, not that there is none. */
typedef struct caseload_relation_row {
  uint32_t id;
  uint32_t person; /* stands for one person in one evaluation only */
  caseload_day start;
  caseload_day end;
  uint16_t kind; /* what that person is to the child */
  uint16_t flags;
  caseload_day since; /* the day the flags became true */
} caseload_relation_row;
enum {
  CASELOAD_RELATION_SIBLING = 1,
  CASELOAD_RELATION_PARENT = 2,
  CASELOAD_RELATION_CARER = 3,
  CASELOAD_RELATION_SAME_HOUSEHOLD = 4,
  CASELOAD_RELATION_OTHER = 5
};
enum {
  CASELOAD_RELATION_HAS_OPEN_CASE = 1,
  CASELOAD_RELATION_HAS_PROTECTION_PLAN = 2,
  CASELOAD_RELATION_HAS_SECTION47 = 4,
  CASELOAD_RELATION_IS_LOOKED_AFTER = 8
};

/* What is known of one child, as of one day, for a question about one of the child's cases. */
typedef struct caseload_facts {
  uint32_t struct_size;
  uint32_t facts_schema;
  uint32_t case_id; /* the case asked about: a row of `cases` */
  caseload_day as_of;
  caseload_day birth; /* CASELOAD_DAY_NONE: not born by as_of */
  caseload_day expected_birth;
  /* Before this day an absent row means "unknown". CASELOAD_DAY_NOT_RECORDED: nobody has said from
   * when it is whole. */
  caseload_day history_complete_from;
  uint32_t reserved;
  const caseload_case_row* cases; /* all cases of the child, closed ones included */
  uint64_t case_count;
  const caseload_span_row* spans; /* of all these cases, and so are the next two */
  uint64_t span_count;
  const caseload_event_row* events;
  uint64_t event_count;
  const caseload_concern_row* concerns;
  uint64_t concern_count;
  const caseload_relation_row* relations;
  uint64_t relation_count;
} caseload_facts;

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
  CASELOAD_EVIDENCE_RELATION = 7
};

/* Numbers lie within -1000000000 and 1000000000, or are CASELOAD_NO_NUMBER. */
typedef struct caseload_finding {
  uint32_t struct_size;
  uint32_t text; /* index in the rule's catalogue */
  int64_t measure;
  int64_t threshold;
  const caseload_evidence* evidence;
  uint64_t evidence_count;
} caseload_finding;
#define CASELOAD_MOST_FINDINGS 64u /* of one case; more is a fault of the rule */
#define CASELOAD_MOST_EVIDENCE 64u /* of one finding */

typedef int32_t caseload_status;
enum { CASELOAD_OK = 0, CASELOAD_E_INTERNAL = -1, CASELOAD_E_FULL = -2 };

/* Where findings go. The host copies what it is given. `index` is the place of the case in the
 * batch. */
typedef struct caseload_sink {
  uint32_t struct_size;
  uint32_t reserved;
  void* context;
  /* CASELOAD_E_FULL: say no more about this case. */
  caseload_status (*emit)(void* context, uint64_t index, const caseload_finding* finding);
  /* The first day after as_of on which the answer can differ though nobody records anything. The
   * earliest counts. */
  void (*look_again_on)(void* context, uint64_t index, caseload_day day);
} caseload_sink;

/* One thing the rule can say. Texts are one plain sentence of at most 140 characters once its
   numbers are filled in; {measure} and {threshold} are the only fields, and a number counts as 11
   characters. */
typedef struct caseload_finding_text {
  caseload_str code; /* e.g. RE_REFERRAL: A-Z, 0-9 and _, stable across versions */
  uint32_t kind;
  uint32_t reserved;
  caseload_str text;
  caseload_str unit; /* of both numbers, e.g. days; may be empty */
} caseload_finding_text;
enum {
  CASELOAD_KIND_PROMPT = 1,
  CASELOAD_KIND_BREACH = 2,
  CASELOAD_KIND_DATA_GAP = 3,
  CASELOAD_KIND_INFO = 4
};

/* The rule. The first six numbers are read first and by every host: they stay where they are in
 * every major. */
typedef struct caseload_rule {
  uint32_t magic;
  uint32_t struct_size;
  uint32_t abi_major;
  uint32_t abi_minor;
  uint32_t facts_schema_min;
  uint32_t facts_schema_max;
  caseload_str id;      /* small letters, digits, - and dots between: caseload.recurrence */
  caseload_str version; /* e.g. 1.0.0 */
  caseload_str title;   /* in words */
  caseload_str basis;   /* law, guidance or published measure it rests on */
  const caseload_finding_text* findings;
  uint64_t finding_count;
  /* params: a JSON object, {} when nothing was set. NULL on failure, with the reason as text in
   * err. */
  void* (*create)(const char* params, uint64_t len, char* err, uint64_t err_cap);
  void (*destroy)(void* self);
  /* All cases of the batch, in order; *progress is set to the index of the case before it is looked
   * at. */
  caseload_status (*evaluate_batch)(const void* self, const caseload_facts* facts, uint64_t count,
                                    const caseload_sink* sink, volatile uint64_t* progress);
  /* Optional, may be NULL: a table of functions by name ("caseload.trace/1"), or NULL for a name it
   * does not know. */
  const void* (*get_extension)(const char* id);
} caseload_rule;

/* A layout that moved is a broken border: refuse to compile. */
#if defined(__cplusplus)
#define CASELOAD_PIN(name, condition) static_assert(condition, #name)
#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
#define CASELOAD_PIN(name, condition) _Static_assert(condition, #name)
#else
#define CASELOAD_PIN(name, condition) typedef char caseload_pin_##name[(condition) ? 1 : -1]
#endif
CASELOAD_PIN(pointers_are_64_bit, sizeof(void*) == 8);
CASELOAD_PIN(case_row, sizeof(caseload_case_row) == 24 && offsetof(caseload_case_row, flags) == 16);
CASELOAD_PIN(span_row, sizeof(caseload_span_row) == 24 && offsetof(caseload_span_row, value) == 20);
CASELOAD_PIN(event_row,
             sizeof(caseload_event_row) == 24 && offsetof(caseload_event_row, code) == 20);
CASELOAD_PIN(concern_row,
             sizeof(caseload_concern_row) == 24 && offsetof(caseload_concern_row, basis) == 20);
CASELOAD_PIN(relation_row,
             sizeof(caseload_relation_row) == 24 && offsetof(caseload_relation_row, since) == 20);
CASELOAD_PIN(facts, sizeof(caseload_facts) == 112 && offsetof(caseload_facts, cases) == 32 &&
                        offsetof(caseload_facts, relation_count) == 104);
CASELOAD_PIN(evidence, sizeof(caseload_evidence) == 8);
CASELOAD_PIN(finding, sizeof(caseload_finding) == 40 && offsetof(caseload_finding, evidence) == 24);
CASELOAD_PIN(sink, sizeof(caseload_sink) == 32 && offsetof(caseload_sink, emit) == 16);
CASELOAD_PIN(finding_text,
             sizeof(caseload_finding_text) == 56 && offsetof(caseload_finding_text, text) == 24);
CASELOAD_PIN(rule, sizeof(caseload_rule) == 136 && offsetof(caseload_rule, id) == 24 &&
                       offsetof(caseload_rule, findings) == 88 &&
                       offsetof(caseload_rule, create) == 104 &&
                       offsetof(caseload_rule, get_extension) == 128);

#ifdef __cplusplus
}
#endif
/* NOLINTEND(readability-identifier-naming, modernize-*) */
#endif
